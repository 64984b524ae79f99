"""Where a posting says the job is, made comparable."""

import re
from functools import cache, lru_cache

from copilot_core.entities.place import Place
from copilot_core.rules.countries import ALPHA3, country_codes, country_named, country_names
from copilot_core.rules.regions import region_named
from copilot_core.rules.same_job.letters import name, singular
from copilot_core.rules.subdivisions import subdivisions

_PARTS = re.compile(r"[;/|•·\n()]| or | oder | and | und | & | - | – | — | in | \+ ")
_AROUND = re.compile(
    r"\b(?:remote|remoto|hybrid|onsite|on site|office|home|homeoffice|area|greater|metropolitan|metro|region|raum|"
    r"city of|downtown|county|district|nationwide|bundesweit|deutschlandweit|anywhere|worldwide|world wide|global|"
    r"the|friendly|only|based|flexible|virtual|various|multiple|locations?|within|not used|or|und|umgebung|other|\d+k?)\b"
)
ENGLISH_NAMES = {
    "munchen": "munich", "muenchen": "munich", "koln": "cologne", "koeln": "cologne", "nurnberg": "nuremberg",
    "nuernberg": "nuremberg", "dusseldorf": "dusseldorf", "duesseldorf": "dusseldorf", "zurich": "zurich",
    "zuerich": "zurich", "wien": "vienna", "hannover": "hanover", "braunschweig": "brunswick", "frankfurt am main":
    "frankfurt", "frankfurt main": "frankfurt", "frankfurt a m": "frankfurt", "frankfurt m": "frankfurt", "genf": "geneva", "geneve": "geneva", "basle": "basel",
    "bern": "bern", "berne": "bern", "milano": "milan", "mailand": "milan", "roma": "rome", "rom": "rome",
    "torino": "turin", "firenze": "florence", "venezia": "venice", "napoli": "naples", "genova": "genoa",
    "praha": "prague", "prag": "prague", "warszawa": "warsaw", "warschau": "warsaw", "krakow": "krakow",
    "cracow": "krakow", "wroclaw": "wroclaw", "breslau": "wroclaw", "gdansk": "gdansk", "danzig": "gdansk",
    "lisboa": "lisbon", "lissabon": "lisbon", "sevilla": "seville", "bruxelles": "brussels", "brussel": "brussels",
    "antwerpen": "antwerp", "anvers": "antwerp", "gent": "ghent", "den haag": "the hague", "hague": "the hague",
    "s gravenhage": "the hague", "kobenhavn": "copenhagen", "kopenhagen": "copenhagen", "goteborg": "gothenburg",
    "bucuresti": "bucharest", "bukarest": "bucharest", "beograd": "belgrade", "belgrad": "belgrade",
    "athina": "athens", "athen": "athens", "moskva": "moscow", "moskau": "moscow", "kyiv": "kyiv", "kiev": "kyiv",
    "kiew": "kyiv", "bangalore": "bengaluru", "bombay": "mumbai", "madras": "chennai", "calcutta": "kolkata",
    "gurgaon": "gurugram", "nyc": "new york", "new york city": "new york", "ny": "new york", "manhattan": "new york",
    "sf": "san francisco", "san francisco bay": "san francisco", "la": "los angeles", "washington dc": "washington",
    "washington d c": "washington", "dc": "washington", "philly": "philadelphia", "saint louis": "st louis",
    "sao paulo": "sao paulo", "ciudad de mexico": "mexico city", "cdmx": "mexico city", "mexico df": "mexico city",
    "salzburg stadt": "salzburg", "luzern": "lucerne", "strasbourg": "strasbourg", "strassburg": "strasbourg", "strasburg": "strasbourg",
    "luettich": "liege", "aachen": "aachen", "lodz": "lodz", "montreal": "montreal", "quebec city": "quebec",
}  # fmt: skip
_WITH_STATES = ("US", "CA")
_CITIES_LIKE_STATES = frozenset(("new york", "washington", "berlin", "hamburg", "bremen", "quebec"))


@lru_cache(maxsize=4096)
def read_place(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the cities and the regions (`c:de`, `s:ca`) of one place line, which may list several."""
    cities: set[str] = set()
    regions: set[str] = set()
    for part in _PARTS.split(text):
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        for number, piece in enumerate(pieces):
            found = _region(piece, alone=number == 0)
            regions.update(found)
            if not found and region_named(piece) is None:
                cities.update(_city(piece))
    return frozenset(cities), frozenset(regions)


def read_places(lines: tuple[str, ...], understood: tuple[Place, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return all cities and regions, ascending; places already understood are preferred to their text."""
    cities: set[str] = set()
    regions: set[str] = set()
    for place in understood:
        if place.city:
            cities.update(_names(place.city, place.text))
        if place.country:
            regions.add(f"c:{place.country.lower()}")
        if place.region and place.country in _WITH_STATES:
            regions.add(f"s:{place.region.lower()}")
    for line in lines if not regions else ():
        found_cities, found_regions = read_place(line)
        cities.update(found_cities if not cities else ())
        regions.update(found_regions)
    return tuple(sorted(cities)), tuple(sorted(regions))


@lru_cache(maxsize=4096)
def _names(city: str, text: str) -> tuple[str, ...]:
    """Return the city's one name, and what was said where that is more (a part of town) or something else."""
    known = _city(city)
    said = _city(text.partition(",")[0]) if not any(map(str.isdigit, text)) else ()
    return said if known and said and set(known[0].split()) < set(said[0].split()) else tuple({*known, *said})


@lru_cache(maxsize=4096)
def place_words(places: tuple[str, ...], regions: tuple[str, ...]) -> frozenset[str]:
    """Return the words by which a title may name these places."""
    named = " ".join((*places, *(_region_words().get(region, "") for region in regions)))
    return frozenset(map(singular, named.split()))


@cache
def _region_words() -> dict[str, str]:
    words: dict[str, str] = {}
    for named, code in country_names().items():
        words[f"c:{code.lower()}"] = f"{words.get(f'c:{code.lower()}', code.lower())} {name(named)}"
    for country in _WITH_STATES:
        for named, code in subdivisions()[country].items():
            words[f"s:{code.lower()}"] = f"{words.get(f's:{code.lower()}', code.lower())} {name(named)}"
    return words


def _city(piece: str) -> tuple[str, ...]:
    plain = " ".join(_AROUND.sub(" ", name(piece)).split())
    city = ENGLISH_NAMES.get(plain, plain)
    return (city,) if len(city) > 1 else ()


def _region(piece: str, *, alone: bool) -> tuple[str, ...]:
    plain = " ".join(_AROUND.sub(" ", name(piece)).split())
    if not plain or (alone and plain in _CITIES_LIKE_STATES):
        return ()
    state = _states().get(plain)
    if state and not (alone and len(plain) == 2 and not piece.strip(". ").isupper()):
        return state
    country = country_named(plain) or ALPHA3.get(plain.upper())
    if country is None and len(plain) == 2 and piece.strip(". ").isupper() and plain.upper() in country_codes():
        country = plain.upper()
    return (f"c:{country.lower()}",) if country else ()


@cache
def _states() -> dict[str, tuple[str, ...]]:
    named = {
        name(folded): _marks(country, code)
        for country, table in subdivisions().items()
        for folded, code in table.items()
    }
    return named | {code.lower(): (f"s:{code.lower()}",) for code in subdivisions()["US"].values()}


def _marks(country: str, code: str) -> tuple[str, ...]:
    home = f"c:{country.lower()}"
    return (f"s:{code.lower()}", home) if country in _WITH_STATES else (home,)


def same_city(left: str, right: str) -> bool:
    """Whether two names are one city's: equal, or one with a part of town or a river added."""
    if left == right:
        return True
    few, many = sorted((set(left.split()), set(right.split())), key=len)
    return few < many and "new" not in many - few


def apart(left: tuple[tuple[str, ...], tuple[str, ...]], right: tuple[tuple[str, ...], tuple[str, ...]]) -> bool:
    """Whether two readings of places cannot be of one job: no city in common, or other countries or states."""
    (cities, regions), (others, other_regions) = left, right
    if cities and others and not any(same_city(city, other) for city in cities for other in others):
        return True
    return _disjoint(regions, other_regions, "c:") or _disjoint(regions, other_regions, "s:")


def _disjoint(left: tuple[str, ...], right: tuple[str, ...], kind: str) -> bool:
    ours = {mark for mark in left if mark.startswith(kind)}
    theirs = {mark for mark in right if mark.startswith(kind)}
    return bool(ours and theirs) and not ours & theirs
