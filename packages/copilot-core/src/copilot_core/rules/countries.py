"""The countries' names: English, German, their own, and those of neighbours."""

from functools import cache

from copilot_core.rules.folding import fold

ALPHA3 = {
    "USA": "US", "CAN": "CA", "AUS": "AU", "NZL": "NZ", "GBR": "GB", "DEU": "DE", "GER": "DE", "FRA": "FR",
    "ESP": "ES", "ITA": "IT", "NLD": "NL", "BEL": "BE", "CHE": "CH", "SUI": "CH", "AUT": "AT", "POL": "PL",
    "PRT": "PT", "IRL": "IE", "SWE": "SE", "NOR": "NO", "DNK": "DK", "FIN": "FI", "BRA": "BR", "MEX": "MX",
    "ARG": "AR", "COL": "CO", "CHL": "CL", "IND": "IN", "JPN": "JP", "KOR": "KR", "CHN": "CN", "SGP": "SG",
    "PHL": "PH", "ISR": "IL", "ZAF": "ZA", "ARE": "AE", "UKR": "UA", "ROU": "RO", "CZE": "CZ", "HUN": "HU",
}  # fmt: skip
"""Three-letter codes as written in adverts (ISO 3166-1 alpha-3, and a few sporting ones)."""

WRITTEN_CODES = {"UK": "GB", "EL": "GR", "NZ": "NZ", "AUS": "AU", "UAE": "AE", "KSA": "SA", "USA": "US", "CAN": "CA"}
"""Codes that people write but ISO 3166-1 alpha-2 does not have (or that are longer)."""


@cache
def country_names() -> dict[str, str]:
    """Return the code of every name, names folded."""
    return {fold(name): line[:2] for line in _NAMES.splitlines() if line for name in line[3:].split("|")}


@cache
def country_codes() -> frozenset[str]:
    """Return ISO 3166-1 alpha-2."""
    return frozenset(line[:2] for line in _NAMES.splitlines() if line)


def country_named(name: str) -> str | None:
    """Return the code of a country's name, in any of its languages, or None."""
    return country_names().get(fold(name))


def country_coded(token: str) -> str | None:
    """Return the code that an upper-case token of two or three letters stands for, or None."""
    if token in country_codes():
        return token
    return WRITTEN_CODES.get(token) or ALPHA3.get(token)


@cache
def english_name(code: str) -> str:
    """Return the English name of a code, the code itself when unknown."""
    return next((line[3:].split("|")[0] for line in _NAMES.splitlines() if line.startswith(code + " ")), code)


_NAMES = """
AD Andorra
AE United Arab Emirates|Vereinigte Arabische Emirate|الإمارات العربية المتحدة|UAE|U.A.E.|Emirates
AF Afghanistan|افغانستان
AG Antigua & Barbuda|Antigua und Barbuda|Antigua and Barbuda
AI Anguilla
AL Albania|Albanien|Shqipëri
AM Armenia|Armenien|Հայաստան
AO Angola
AR Argentina|Argentinien
AS American Samoa|Amerikanisch-Samoa
AT Austria|österreichweit|Österreich|Autriche|Áustria|Oostenrijk
AU Australia|Australien
AW Aruba
AX Åland Islands|Ålandinseln|Åland
AZ Azerbaijan|Aserbaidschan|Azərbaycan|Азәрбајҹан
BA Bosnia & Herzegovina|Bosnien und Herzegowina|Босна и Херцеговина|Bosna i Hercegovina
BA Bosnia and Herzegovina|Bosnia|Bosnien
BB Barbados
BD Bangladesh|Bangladesch|বাংলাদেশ
BE Belgium|Belgien|België|Belgique|Bélgica|Belgio
BF Burkina Faso
BG Bulgaria|Bulgarien|България
BH Bahrain|البحرين
BI Burundi|Uburundi
BJ Benin|Bénin
BL St. Barthélemy|Saint-Barthélemy
BM Bermuda
BN Brunei|Brunei Darussalam|بروني
BO Bolivia|Bolivien
BQ Caribbean Netherlands|Karibische Niederlande|Caribisch Nederland
BR Brazil|Brasilien|Brasil|Brésil|Brazilië|Brasile
BS Bahamas|The Bahamas
BT Bhutan|འབྲུག
BW Botswana|Botsuana
BY Belarus|Беларусь|Weißrussland
BZ Belize
CA Canada|Kanada
CC Cocos (Keeling) Islands|Kokosinseln
CD Congo - Kinshasa|Kongo-Kinshasa|Congo-Kinshasa|DR Congo|Democratic Republic of the Congo
CF Central African Republic|Zentralafrikanische Republik|Ködörösêse tî Bêafrîka|République centrafricaine
CG Congo - Brazzaville|Kongo-Brazzaville|Congo-Brazzaville|Congo|Republic of the Congo
CH Switzerland|schweizweit|Schweiz|Schwiiz|Suisse|Suiza|Suíça|Zwitserland|Svizzera
CI Côte d’Ivoire|Ivory Coast|Elfenbeinküste|Cote d'Ivoire
CK Cook Islands|Cookinseln
CL Chile
CM Cameroon|Kamerun|Cameroun
CN China|中国|PRC|Mainland China|Volksrepublik China
CO Colombia|Kolumbien
CR Costa Rica
CU Cuba|Kuba
CV Cape Verde|Cabo Verde
CW Curaçao|Kòrsou
CX Christmas Island|Weihnachtsinsel
CY Cyprus|Zypern|Κύπρος|Kıbrıs
CZ Czechia|Tschechien|Česko|Czech Republic|Tschechische Republik|Česká republika
DE Germany|Deutschlandweit|bundesweit|Deutschland|Alemania|Allemagne|Alemanha|Duitsland|Germania
DJ Djibouti|Dschibuti|جيبوتي
DK Denmark|Dänemark|Danmark|Dinamarca|Danemark|Denemarken|Danimarca
DM Dominica
DO Dominican Republic|Dominikanische Republik|República Dominicana
DZ Algeria|Algerien|الجزائر|Algérie
EC Ecuador
EE Estonia|Estland|Eesti
EG Egypt|Ägypten|مصر
EH Western Sahara|Westsahara|الصحراء الغربية
ER Eritrea|ኤርትራ|إريتريا
ES Spain|Spanien|España|Espagne|Espanha|Spanje|Spagna
ET Ethiopia|Äthiopien|ኢትዮጵያ
FI Finland|Finnland|Suomi
FJ Fiji|Fidschi
FK Falkland Islands|Falklandinseln
FM Micronesia|Mikronesien
FO Faroe Islands|Färöer|Føroyar
FR France|Frankreich|Francia|França|Frankrijk
GA Gabon|Gabun
GB United Kingdom|Vereinigtes Königreich|Reino Unido|Royaume-Uni|Verenigd Koninkrijk|Regno Unito|UK
GB U.K.|Great Britain|Britain|Großbritannien|England|Scotland|Wales|Northern Ireland|UK&I
GB United Kingdom of Great Britain and Northern Ireland
GD Grenada
GE Georgia|Georgien|საქართველო
GF French Guiana|Französisch-Guayana|Guyane française
GG Guernsey
GH Ghana
GI Gibraltar
GL Greenland|Grönland|Kalaallit Nunaat
GM Gambia|The Gambia
GN Guinea|Guinée
GP Guadeloupe
GQ Equatorial Guinea|Äquatorialguinea|Guinea Ecuatorial|Guinée équatoriale|Guiné Equatorial
GR Greece|Griechenland|Ελλάδα
GT Guatemala
GU Guam
GW Guinea-Bissau|Guiné-Bissau
GY Guyana
HK Hong Kong SAR China|Sonderverwaltungsregion Hongkong|中國香港特別行政區|Hong Kong|Hongkong|香港
HN Honduras
HR Croatia|Kroatien|Hrvatska
HT Haiti|Haïti
HU Hungary|Ungarn|Magyarország
ID Indonesia|Indonesien
IE Ireland|Irland|Éire|Republic of Ireland
IL Israel|ישראל|إسرائيل
IM Isle of Man|Ellan Vannin
IN India|Indien|भारत|Bharat
IQ Iraq|Irak|العراق
IR Iran|ایران
IS Iceland|Island|Ísland
IT Italy|Italien|Italia|Italie|Itália|Italië
JE Jersey
JM Jamaica|Jamaika
JO Jordan|Jordanien|الأردن
JP Japan|日本
KE Kenya|Kenia
KG Kyrgyzstan|Kirgisistan|Кыргызстан|Киргизия
KH Cambodia|Kambodscha|កម្ពុជា
KI Kiribati
KM Comoros|Komoren|جزر القمر
KN St. Kitts & Nevis|St. Kitts und Nevis|Saint Kitts and Nevis
KP North Korea|Nordkorea|북한
KR South Korea|Südkorea|대한민국|Korea|Republic of Korea|한국|Korea, Republic of
KW Kuwait|الكويت
KY Cayman Islands|Kaimaninseln
KZ Kazakhstan|Kasachstan|Казахстан|Қазақстан
LA Laos|ລາວ|Lao PDR
LB Lebanon|Libanon|لبنان
LC St. Lucia|Saint Lucia
LI Liechtenstein|Liächteschtäi
LK Sri Lanka|ශ්‍රී ලංකාව|இலங்கை
LR Liberia
LS Lesotho
LT Lithuania|Litauen|Lietuva
LU Luxembourg|Luxemburg|Lëtzebuerg
LV Latvia|Lettland|Latvija
LY Libya|Libyen|ليبيا
MA Morocco|Marokko|المغرب|Maroc|Meṛṛuk
MC Monaco
MD Moldova|Republik Moldau|Republica Moldova|Republic of Moldova|Moldawien
ME Montenegro|Crna Gora
MF St. Martin|Saint-Martin
MG Madagascar|Madagaskar|Madagasikara
MH Marshall Islands|Marshallinseln
MK North Macedonia|Nordmazedonien|Северна Македонија|Macedonia
ML Mali
MM Myanmar (Burma)|Myanmar|မြန်မာ|Burma
MN Mongolia|Mongolei|Монгол
MO Macao SAR China|Sonderverwaltungsregion Macau|中國澳門特別行政區|Macau, RAE da China|Macau|Macao
MP Northern Mariana Islands|Nördliche Marianen
MQ Martinique
MR Mauritania|Mauretanien|موريتانيا
MS Montserrat
MT Malta
MU Mauritius|Maurice
MV Maldives|Malediven|ދިވެހި ރާއްޖެ
MW Malawi
MX Mexico|Mexiko|México|Mexique|Messico
MY Malaysia
MZ Mozambique|Mosambik|Moçambique
NA Namibia
NC New Caledonia|Neukaledonien|Nouvelle-Calédonie
NE Niger
NF Norfolk Island|Norfolkinsel
NG Nigeria|Nàìjíríà
NI Nicaragua
NL Netherlands|Niederlande|Nederland|Países Bajos|Pays-Bas|Países Baixos|Paesi Bassi|The Netherlands
NL Holland|Die Niederlande
NO Norway|Norwegen|Norge|Noreg|Noruega|Norvège|Noorwegen|Norvegia
NP Nepal|नेपाल
NR Nauru
NU Niue
NZ New Zealand|Neuseeland|Aotearoa
OM Oman|عُمان
PA Panama|Panamá
PE Peru|Perú
PF French Polynesia|Französisch-Polynesien|Polynésie française
PG Papua New Guinea|Papua-Neuguinea|Papua Niugini
PH Philippines|Philippinen|Pilipinas|The Philippines
PK Pakistan|پاکستان
PL Poland|Polen|Polska|Polonia|Pologne|Polônia
PM St. Pierre & Miquelon|St. Pierre und Miquelon|Saint-Pierre-et-Miquelon
PN Pitcairn Islands|Pitcairninseln
PR Puerto Rico
PS Palestinian Territories|Palästinensische Autonomiegebiete|الأراضي الفلسطينية|Palestine|Palästina
PT Portugal|Portogallo
PW Palau
PY Paraguay|Paraguai
QA Qatar|Katar|قطر
RE Réunion|La Réunion
RO Romania|Rumänien|România
RS Serbia|Serbien|Srbija|Србија
RU Russia|Russland|Россия|Russian Federation|Russische Föderation
RW Rwanda|Ruanda|U Rwanda
SA Saudi Arabia|Saudi-Arabien|المملكة العربية السعودية|KSA
SB Solomon Islands|Salomonen
SC Seychelles|Seychellen
SD Sudan|السودان
SE Sweden|Schweden|Sverige|Suecia|Suède|Suécia|Zweden|Svezia
SG Singapore|Singapur|新加坡|Singapura
SH St. Helena
SI Slovenia|Slowenien|Slovenija
SJ Svalbard & Jan Mayen|Spitzbergen und Jan Mayen|Svalbard og Jan Mayen
SK Slovakia|Slowakei|Slovensko|Slovak Republic
SL Sierra Leone
SM San Marino
SN Senegal|Senegaal|Sénégal
SO Somalia|Soomaaliya|الصومال
SR Suriname
SS South Sudan|Südsudan
ST São Tomé & Príncipe|São Tomé und Príncipe|São Tomé e Príncipe|Sao Tome and Principe
SV El Salvador
SX Sint Maarten|Sint-Maarten
SY Syria|Syrien|سوريا
SZ Eswatini|eSwatini|Swaziland
TC Turks & Caicos Islands|Turks- und Caicosinseln|Turks and Caicos
TD Chad|Tschad|تشاد|Tchad
TG Togo
TH Thailand|ไทย
TJ Tajikistan|Tadschikistan|Тоҷикистон
TK Tokelau
TL Timor-Leste
TM Turkmenistan|Türkmenistan
TN Tunisia|Tunesien|تونس|Tunisie
TO Tonga
TR Türkiye|Türkei|Turkey|Turkiye
TT Trinidad & Tobago|Trinidad und Tobago|Trinidad and Tobago|Trinidad
TV Tuvalu
TW Taiwan|台灣|Taiwan, Province of China
TZ Tanzania|Tansania
UA Ukraine|Україна|Украина
UG Uganda
US United States|Vereinigte Staaten|Estados Unidos|États-Unis|Verenigde Staten|Stati Uniti|USA|U.S.
US U.S.A.|US|United States of America|America|the States|EE.UU.|EEUU|EUA|Vereinigte Staaten von Amerika
UY Uruguay
UZ Uzbekistan|Usbekistan|Oʻzbekiston|Ўзбекистон
VA Vatican City|Vatikanstadt|Città del Vaticano
VC St. Vincent & Grenadines|St. Vincent und die Grenadinen|Saint Vincent and the Grenadines
VE Venezuela
VG British Virgin Islands|Britische Jungferninseln
VI U.S. Virgin Islands|Amerikanische Jungferninseln
VN Vietnam|Việt Nam
VU Vanuatu
WF Wallis & Futuna|Wallis und Futuna|Wallis-et-Futuna
WS Samoa
XK Kosovo|Kosovë|Косово
YE Yemen|Jemen|اليمن
YT Mayotte
ZA South Africa|Südafrika
ZM Zambia|Sambia
ZW Zimbabwe|Simbabwe
"""
