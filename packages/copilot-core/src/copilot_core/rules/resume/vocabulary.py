"""Words that tell a job title from an employer, a degree from a school, a place from both."""

import re
from functools import lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    "abteilungsleiter accountant actor actress administrator adviser advisor agent altenpfleger analyst "
    "anesthetist angestellte angestellter animator anwalt anwältin apotheker apothekerin apprentice arbeiter "
    "architect architektin artist arzt assistant assistent assistentin associate attendant auditor "
    "augenoptiker aushilfe auszubildende auszubildender azubi baker barber barista bartender bauleiter "
    "beamter beamtin beautician berater beraterin betreuer betreuerin bibliothekar biologist blacksmith "
    "bookbinder bookkeeper brewer bricklayer broker buchhalter buchhalterin builder butcher buyer bäcker "
    "bürokauffrau bürokaufmann cabinetmaker captain caregiver carpenter cashier ceo cfo chairman chairwoman "
    "chauffeur chef chefarzt chemist chief choreographer cio cleaner clerk cna co-founder coach cofounder "
    "commander commissioner composer conductor consultant contractor controller coo cook coordinator "
    "copywriter counsel counsellor counselor courier cpa cto curator dancer dean deckhand dentist designer "
    "developer devops dietitian director dispatcher disponent distiller doctor dolmetscher doula dozent "
    "dozentin drafter draftsman driver economist editor educator einkäufer einrichtungsleitung electrician "
    "elektriker elektroniker engineer entrepreneur entwickler entwicklerin erzieher erzieherin estimator "
    "evangelist examiner executive expert fachinformatiker fachkraft fahrer fahrlehrer farmer fellow "
    "filialleiter firefighter fitter florist foreman founder freelance freelancer friseur friseurin gardener "
    "geologist geschäftsführer geschäftsführerin geselle gesellin gründer guard guide gärtner hacker "
    "hairdresser handler handwerker handyman hausmeister head hebamme heilerziehungspfleger helper hilfskraft "
    "hotelfachfrau hotelfachmann housekeeper hygienist illustrator informatiker informatikerin ingenieur "
    "ingenieurin inspector installateur installer instructor intern internship interpreter investigator "
    "janitor journalist judge jurist juristin kauffrau kaufmann kellner kellnerin koch konditor "
    "krankenpfleger krankenpflegerin krankenschwester kundenberater köchin küchenchef laborer labourer "
    "lagerist landwirt lawyer lead leader lecturer lehrer lehrerin lehrling leiter leiterin leitung librarian "
    "lieutenant logger logistiker lpn machinist maid makler maler manager marketer mason mathematician maurer "
    "mechanic mechaniker mechatroniker meister mentor merchandiser mfa midwife miner mitarbeiter "
    "mitarbeiterin model monteur mta musician nanny notfallsanitäter nurse officer operator optician owner "
    "packer painter paralegal paramedic partner pflegefachfrau pflegefachkraft pflegefachmann pfleger "
    "pflegerin pharmacist phlebotomist photographer physician physicist physiotherapeut physiotherapeutin "
    "physiotherapist picker pilot planner plumber policeman polier polizist porter postdoc postdoctoral "
    "practitioner praktikant praktikantin praktikum preceptor president principal producer product-owner "
    "professor programmer projektleiter projektleiterin projektmanager prokurist psychologist pta "
    "quartiersmanagerin radiographer ranger receptionist rechtsanwalt recruiter redakteur redakteurin "
    "referent referentin registrar rep reporter representative researcher restaurateur restaurator restorer "
    "rettungssanitäter rn roofer sachbearbeiter sachbearbeiterin sailor sales salesperson sanitäter "
    "schichtführer schichtleiter schlosser schreiner scientist scrum secretary sekretär sekretärin sergeant "
    "server servicekraft shepherd singer sociologist soldier sommelier sonographer sozialarbeiter "
    "sozialarbeiterin sozialpädagoge sozialpädagogin specialist sre stagehand statistician steuerberater "
    "steuerfachangestellte steward stocker storekeeper strategist student studentische stylist superintendent "
    "supervisor surgeon surveyor swe sysadmin tailor teacher teamlead teamleiter teamleiterin technician "
    "technologist teller therapist tierpfleger tischler trader trainee trainer trainerin translator treasurer "
    "tutor undertaker underwriter usher valet verkäufer verkäuferin vertretung vertriebsleiter "
    "verwaltungsangestellte vet veterinarian volontär volunteer vorarbeiter vp waiter waitress warden welder "
    "werkstudent werkstudentin wissenschaftler wissenschaftlerin wissenschaftliche wissenschaftlicher worker "
    "writer zahnarzt zfa zimmerer zookeeper ärztin übersetzer"
)
_TITLE_ENDINGS = tuple(
    _words(
        "ingenieur ingenieurin entwickler entwicklerin leiter leiterin leitung berater beraterin kaufmann "
        "kauffrau pfleger pflegerin lehrer lehrerin techniker technikerin mechaniker mechatroniker fachkraft "
        "fachfrau fachmann assistent assistentin assistenz angestellte angestellter sachbearbeiter "
        "sachbearbeiterin manager managerin meister meisterin fahrer fahrerin arbeiter arbeiterin helfer "
        "helferin schwester arzt ärztin koch köchin verkäufer verkäuferin therapeut therapeutin pädagoge "
        "pädagogin praktikum praktikant praktikantin referent referentin führer spezialist spezialistin "
        "analyst analystin designer designerin planer planerin wissenschaftler elektroniker informatiker "
        "ologist monteur bauer wart ausbilder trainer coach schlosser tischler setzer zeichner laborant "
        "laborantin smith keeper"
    )
)
LEVELS = _words("senior junior sr jr staff principal lead head chief assistant associate vice deputy leitende stellv")
ORGANISATIONS = re.compile(
    r"\b(?:gmbh|ag|kg|ohg|kgaa|se|ug|e\.\s?v\.|ev|inc|incorporated|ltd|limited|llc|llp|plc|corp|corporation|co|company|"
    r"group|gruppe|holding|holdings|partners|associates|consulting|solutions|systems|services|technologies|technology|"
    r"software|labs?|laboratory|laboratories|studios?|agency|agentur|bank|sparkasse|volksbank|insurance|versicherung|"
    r"versicherungen|university|universität|hochschule|college|school|academy|institute|institut|hospital|klinikum|"
    r"kliniken|klinik|krankenhaus|clinic|medical center|health|healthcare|center|centre|zentrum|foundation|stiftung|"
    r"ministry|ministerium|department|council|county|city of|stadt|stadtwerke|landkreis|bundesamt|amt|behörde|army|"
    r"navy|air force|restaurant|hotel|bistro|café|cafe|bakery|bäckerei|kindergarten|kita|verlag|publishing|werke|werk|"
    r"logistics|logistik|transport|motors|energy|energie|pharma|foods|stores?|markets?|supermarket|retail|media|"
    r"entertainment|networks?|airlines?|airways|airport|flughafen|railways?|bahn|verein|praxis|apotheke|pharmacy|"
    r"kanzlei|law firm|praxisgemeinschaft|pflegeheim|seniorenheim|altenheim|seniorenzentrum|nursing home|care home|"
    r"ventures|capital|international|global|industries|manufacturing|construction|bau|handwerk|elektro|autohaus|"
    r"werkstatt|gymnasium|realschule|grundschule|gesamtschule|berufsschule|fachhochschule|schule|trust|charity|"
    r"société|s\.a\.|spa|srl|bv|b\.v\.|nv|oy|ab|as|a/s|gbr|mbh|research|farm|farms|dental|theater|theatre|museum|"
    r"library|bibliothek|police|polizei|church|kirche|caritas|diakonie|rotes kreuz|red cross|nhs)\b|& co\b",
    re.IGNORECASE,
)
_ORG_ENDINGS = (
    "bank",
    "werke",
    "werk",
    "klinik",
    "haus",
    "verlag",
    "schule",
    "soft",
    "tech",
    "bau",
    "heim",
    "zentrum",
    "markt",
    "tec",
)
SCHOOLS = re.compile(
    r"universit|college|\bschool|schule|institut|academy|akademie|gymnasium|hochschule|kolleg|\buni\b|\bth\b|\btu\b|"
    r"\bfh\b|polytechnic|politecnico|école|escuela|facult|lyceum|lycée|campus|\bmit\b|\beth\b|\bucla\b|\bihk\b|\blmu\b|"
    r"\bkit\b|\brwth\b|\bhtw\b|\bdhbw\b|handwerkskammer|seminary|conservatory|berufskolleg|business school|\bhtl\b|\bhak\b",
    re.IGNORECASE,
)
DEGREES = re.compile(
    r"\b(?:bachelors?|masters?|magister|diplom(?:a|e|ingenieur|kauffrau|kaufmann)?|dipl\.?|doctor(?:ate)?|doktor|doktorat|"
    r"promotion|ph\.?\s?d|d\.?phil|dr\.|m\.?b\.?a|b\.?b\.?a|b\.?\s?sc|m\.?\s?sc|b\.?\s?a|m\.?\s?a|b\.?\s?s|m\.?\s?s|b\.?\s?eng|"
    r"m\.?\s?eng|b\.?tech|m\.?tech|ll\.?b|ll\.?m|b\.?ed|m\.?ed|m\.?phil|m\.?f\.?a|b\.?f\.?a|m\.?p\.?h|m\.?d|j\.?d|b\.?s\.?n|m\.?s\.?n|d\.?n\.?p|"
    r"a\.?a\.?s?|a\.?s|b\.?com|m\.?com|b\.?arch|m\.?arch|staatsexamen|abitur|fachabitur|fachhochschulreife|hochschulreife|mittlere reife|realschulabschluss|"
    r"hauptschulabschluss|matura|ged|associate(?:'s|s)?|certificate|certification|zertifikat|high school|"
    r"a[- ]levels?|gcses?|baccalaureate|ausbildung|berufsausbildung|lehre|meisterbrief|meister|meisterprüfung|"
    r"gesellenbrief|gesellenprüfung|umschulung|apprenticeship|apprentice|pgce|pgcert|pgdip|nvq|btec|hnd|hnc|foundation degree|licentiate|"
    r"fachwirt|techniker|examen|minor|major|undergraduate|postgraduate|graduate|lehramt|studium|degree|weiterbildung)\b",
    re.IGNORECASE,
)
HUMAN_LANGUAGES: dict[str, str] = {
    name: code
    for code, names in {
        "en": "english englisch anglais inglés",
        "de": "german deutsch allemand alemán",
        "fr": "french französisch français",
        "es": "spanish spanisch español castellano",
        "it": "italian italienisch italiano",
        "pt": "portuguese portugiesisch português",
        "nl": "dutch niederländisch nederlands",
        "pl": "polish polnisch polski",
        "ru": "russian russisch",
        "uk": "ukrainian ukrainisch",
        "tr": "turkish türkisch türkçe",
        "ar": "arabic arabisch",
        "zh": "chinese chinesisch mandarin cantonese kantonesisch",
        "ja": "japanese japanisch",
        "ko": "korean koreanisch",
        "hi": "hindi",
        "ur": "urdu",
        "bn": "bengali bengalisch",
        "pa": "punjabi",
        "ta": "tamil",
        "te": "telugu",
        "fa": "persian farsi persisch dari",
        "he": "hebrew hebräisch",
        "el": "greek griechisch",
        "sv": "swedish schwedisch svenska",
        "no": "norwegian norwegisch norsk",
        "da": "danish dänisch dansk",
        "fi": "finnish finnisch suomi",
        "cs": "czech tschechisch",
        "sk": "slovak slowakisch",
        "hu": "hungarian ungarisch",
        "ro": "romanian rumänisch",
        "bg": "bulgarian bulgarisch",
        "sr": "serbian serbisch",
        "hr": "croatian kroatisch",
        "bs": "bosnian bosnisch",
        "sq": "albanian albanisch",
        "sl": "slovenian slowenisch",
        "mk": "macedonian mazedonisch",
        "lt": "lithuanian litauisch",
        "lv": "latvian lettisch",
        "et": "estonian estnisch",
        "vi": "vietnamese vietnamesisch",
        "th": "thai thailändisch",
        "id": "indonesian indonesisch bahasa",
        "ms": "malay malaiisch",
        "tl": "tagalog filipino",
        "sw": "swahili suaheli",
        "am": "amharic amharisch",
        "ti": "tigrinya",
        "so": "somali",
        "ca": "catalan katalanisch",
        "eu": "basque baskisch",
        "ga": "irish irisch gaelic",
        "cy": "welsh walisisch",
        "la": "latin latein",
        "ku": "kurdish kurdisch",
        "ps": "pashto paschtu",
        "gu": "gujarati",
        "mr": "marathi",
        "ml": "malayalam",
        "ka": "georgian georgisch",
        "hy": "armenian armenisch",
        "az": "azerbaijani aserbaidschanisch",
        "kk": "kazakh kasachisch",
        "be": "belarusian belarussisch weißrussisch",
        "is": "icelandic isländisch",
        "af": "afrikaans",
        "ase": "asl gebärdensprache dgs",
    }.items()
    for name in names.split()
}
_DOER = re.compile(r"(?:[^aeiou]er|tor|ist|ian|eer|mann|frau|in)$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@lru_cache(maxsize=4096)
def title_score(text: str) -> float:
    """Say how much `text` sounds like a job title, -1 to 1."""
    found = [word.casefold() for word in _WORD.findall(text)]
    if not found or len(found) > 10:
        return -0.6
    if any(_is_title(word) for word in found):
        return 1.0
    if _DOER.search(found[-1]):
        return 0.2
    return 0.4 if found[0] in LEVELS else 0.0


@lru_cache(maxsize=4096)
def organisation_score(text: str) -> float:
    """Say how much `text` sounds like an organisation, 0 to 1."""
    if ORGANISATIONS.search(text):
        return 1.0
    found = _WORD.findall(text)
    return 0.6 if any(word.casefold().endswith(_ORG_ENDINGS) for word in found) else 0.0


def _is_title(word: str) -> bool:
    bare = word.removesuffix("s")
    parts = {word, bare, *word.split("-")}
    stem = re.sub(r"(?:innen|in)$", "", word)
    return bool(parts & TITLES) or stem in TITLES or word.endswith(_TITLE_ENDINGS)
