"""Words of place lines that are no places, and short names of cities."""

import re

from copilot_core.rules.patterns import words

BETWEEN_PLACES = re.compile(
    r"\s*[;|•·\n]\s*|\s+(?:or|and|oder|und|ou|et|o|y|&|\+)\s+(?=[A-ZÀ-Þ(])|(?<!\w[A-Z])\s*/\s*(?=[A-ZÀ-Þ])"
)
NOISE = words(
    r"""
    (?:100\s?%|fully|full|partially|partly|primarily|mostly|teilweise|optional)(?=[\s-]+(?:remote|on-?\s?site|hybrid))
    (?:full|part)[\s-]?time|vollzeit|teilzeit|freelance|contract(?:or)?|all levels
    remote(?:[\s-]?(?:friendly|first|only|work|working|ok|eligible|possible|possibility|job|option|optional))?
    remoto|remota|teletrabajo|télétravail|distanciel|hybrid[eo]?|híbrido|on-?\s?site|onsite|vor ort|präsenz
    in[\s-](?:person|office)|office|home[\s-]?office|work from home|wfh|telework|telecommute|mobiles arbeiten
    multiple locations?|various(?: locations?)?|several locations|many vacancies(?: in)?|mehrere standorte
    verschiedene standorte|location negotiable.*|negotiable|flexible|flexibel|nationwide|anywhere(?: in(?: the)?)?
    world(?:\s?wide)?|global(?:ly)?|hq|headquarters|headquartered|based in|based|preferred|only|located in
    standort|location
    """,
    before=r"(?i:\b",
    after=r"\b)",
)
AROUND = re.compile(
    r"^(?:the\s+)?(?:greater|near|raum|großraum|around|metro|grand|in|within|across|from|at)\s+|"
    r"\s+(?:bay\s+)?(?:metropolitan\s+area|metro\s+area|area|metro|region|und\s+umgebung)$",
    re.IGNORECASE,
)
POSTCODE = re.compile(r"(?<![\w-])(?:[A-Z]{1,2}-)?\d{4,6}(?:-\d{4})?(?!\w)")
PARTS = re.compile(r"\s*[,()\[\]]\s*|\s+[-–—:]\s+|^\s*[-–—:]+|[-–—:,]+\s*$")
COUNTRY_STATE_CITY = re.compile(r"^(?P<country>[A-Z]{2,3})[ -](?P<state>[A-Z]{2})[ -](?P<city>[A-Z][^,;|]*)$")

CITY_STATES = frozenset({"SG", "HK", "MO", "MC", "GI"})
SHORT_NAMES = {
    "nyc": "New York, NY, US",
    "new york city": "New York, NY, US",
    "manhattan": "New York, NY, US",
    "brooklyn": "New York, NY, US",
    "sf": "San Francisco, CA, US",
    "san fran": "San Francisco, CA, US",
    "bay area": "San Francisco, CA, US",
    "sf bay": "San Francisco, CA, US",
    "sf bay area": "San Francisco, CA, US",
    "san francisco bay area": "San Francisco, CA, US",
    "la": "Los Angeles, CA, US",
    "dc": "Washington, DC, US",
    "washington dc": "Washington, DC, US",
    "philly": "Philadelphia, PA, US",
    "frankfurt": "Frankfurt am Main, DE",
    "bangalore": "Bengaluru, IN",
}
