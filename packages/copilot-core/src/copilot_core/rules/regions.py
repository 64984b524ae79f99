"""Regions of the world: their names, their countries, their hours."""

from functools import cache

from copilot_core.rules.folding import fold

_EU = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
_EEA = _EU + " IS LI NO"
_EUROPE = _EEA + " AD AL BA BY CH FO GB GG GI IM JE MC MD ME MK RS SM UA VA XK"
_NORTH_AMERICA = "US CA MX"
_CENTRAL_AMERICA = "BZ CR GT HN NI PA SV"
_CARIBBEAN = "AG AI AW BB BL BM BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI"
_SOUTH_AMERICA = "AR BO BR CL CO EC FK GF GY PE PY SR UY VE"
_LATAM = f"MX {_CENTRAL_AMERICA} {_SOUTH_AMERICA} CU DO HT PR"
_AFRICA = (
    "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE "
    "NG RE RW SC SD SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW"
)
_MIDDLE_EAST = "AE BH EG IL IQ IR JO KW LB OM PS QA SA SY TR YE"
_EAST_ASIA = "CN HK JP KR KP MN MO TW"
_SOUTH_EAST_ASIA = "BN ID KH LA MM MY PH SG TH TL VN"
_SOUTH_ASIA = "AF BD BT IN LK MV NP PK"
_CENTRAL_ASIA = "KG KZ TJ TM UZ"
_ASIA = f"{_EAST_ASIA} {_SOUTH_EAST_ASIA} {_SOUTH_ASIA} {_CENTRAL_ASIA} {_MIDDLE_EAST} AM AZ GE CY"
_OCEANIA = "AS AU CK FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV VU WF WS"

_REGIONS: dict[str, tuple[str, str]] = {
    "EU": (_EU, "EU|European Union|Europäische Union|EU countries|EU member states|EU-wide|Union Europea"),
    "EEA": (_EEA, "EEA|European Economic Area|EWR|Europäischer Wirtschaftsraum"),
    "Europe": (_EUROPE, "Europe|Europa|europaweit|European countries|european|continental europe|EUR region"),
    "EMEA": (f"{_EUROPE} {_MIDDLE_EAST} {_AFRICA}", "EMEA|Europe, Middle East and Africa"),
    "DACH": ("DE AT CH", "DACH|D-A-CH|DACH region|DACH-Region|German-speaking countries"),
    "Benelux": ("BE NL LU", "Benelux"),
    "Nordics": ("DK FI IS NO SE", "Nordics|Nordic countries|Nordic|Scandinavia|Skandinavien"),
    "Baltics": ("EE LV LT", "Baltics|Baltic states|Baltic countries|Baltikum"),
    "CEE": (
        "AL BA BG CZ EE HR HU LT LV MD ME MK PL RO RS SI SK UA XK",
        "CEE|Eastern Europe|Central and Eastern Europe|Central Europe|Osteuropa",
    ),
    "Western Europe": ("AT BE CH DE ES FR GB IE IT LU NL PT", "Western Europe|Westeuropa"),
    "Iberia": ("ES PT", "Iberia|Iberian peninsula"),
    "Balkans": ("AL BA BG HR ME MK RO RS SI XK GR", "Balkans|Balkan"),
    "Americas": (
        f"{_NORTH_AMERICA} {_CENTRAL_AMERICA} {_CARIBBEAN} {_SOUTH_AMERICA}",
        "Americas|the Americas|AMER|North and South America|Amerika",
    ),
    "North America": ("US CA MX", "North America|NA region|NAMER|NORAM|Nordamerika|northern america|north american"),
    "South America": (_SOUTH_AMERICA, "South America|Südamerika|Sudamerica|América del Sur"),
    "Central America": (_CENTRAL_AMERICA, "Central America|Mittelamerika"),
    "Caribbean": (_CARIBBEAN, "Caribbean|the Caribbean|Karibik"),
    "LATAM": (_LATAM, "LATAM|Latin America|Lateinamerika|América Latina|Latinoamérica|latin american"),
    "APAC": (
        f"{_EAST_ASIA} {_SOUTH_EAST_ASIA} {_SOUTH_ASIA} AU NZ FJ PG",
        "APAC|Asia Pacific|Asia-Pacific|Asien-Pazifik|APJ",
    ),
    "Asia": (_ASIA, "Asia|Asien|asian"),
    "South East Asia": (_SOUTH_EAST_ASIA, "South East Asia|Southeast Asia|South-East Asia|ASEAN|Südostasien"),
    "ANZ": ("AU NZ", "ANZ|Australasia"),
    "Oceania": (_OCEANIA, "Oceania|Ozeanien"),
    "Africa": (_AFRICA, "Africa|Afrika|african countries"),
    "Middle East": (_MIDDLE_EAST, "Middle East|the Middle East|Naher Osten"),
    "MENA": (f"{_MIDDLE_EAST} DZ LY MA TN SD MR", "MENA|Middle East and North Africa"),
    "GCC": ("AE BH KW OM QA SA", "GCC|Gulf countries"),
}  # fmt: skip


@cache
def region_names() -> dict[str, str]:
    """Return the region of every name, names folded."""
    return {fold(name): region for region, (_, names) in _REGIONS.items() for name in names.split("|")}


@cache
def region_countries(region: str) -> frozenset[str]:
    """Return the countries of a region, empty when unknown."""
    return frozenset(_REGIONS[region][0].split()) if region in _REGIONS else frozenset()


def region_named(name: str) -> str | None:
    """Return the region of this name, or None."""
    return region_names().get(fold(name))
