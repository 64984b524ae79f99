"""From where a remote job may be done: short lines of boards, and heads of adverts."""

import re
from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from copilot_core.entities.place import WorkFrom
from copilot_core.rules.geography import Geo, Named, geography_in, offsets_of
from copilot_core.rules.place import LONGEST_LINE, Cities, read_places
from copilot_core.rules.regions import region_countries
from copilot_core.rules.time_zones import REGION_OFFSETS

REMOTE_WORD = re.compile(
    r"\b(?:remote(?:ly)?|remoto|remota|telework|telecommute|home[\s-]?office|work from home|wfh|teletrabajo|télétravail)\b",
    re.IGNORECASE,
)
_ON_SITE = re.compile(r"\b(?:on-?\s?site|in[\s-](?:office|person)|hybrid|office|hq|headquarters?)\b", re.IGNORECASE)
_BRACKET = re.compile(r"[^()|;,/\d]{0,24}\(([^()]{1,160})\)")
_ATTACHED = re.compile(
    r"(?:[\s-]*(?:friendly|first|only|work|working|jobs?|roles?|positions?|ok|possible|eligible|based))*\s*"
    r"(?:[,:–—-]|\b(?:in|within|across|from|throughout|inside|for|based|anywhere|to)\b|(?=[A-Z]))"
)
_ALTERNATIVE = re.compile(r"\s*(?:/|\+|&|\bor\b|\band\b)", re.IGNORECASE)
_NEXT_THING = re.compile(r"[;|]|\s/\s")
_CHUNKS = re.compile(r"[,;()\[\]|]|\s-\s")
_PREFERS_NEXT = re.compile(r"\b(?:preference|preferably|ideally|bevorzugt in|nice if)\b.*", re.IGNORECASE)
_PREFERRED = re.compile(
    r"\b(?:company (?:is )?based|headquartered|preferred|a plus|is best|a bonus|ideal|bevorzugt|preferable)\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:exclud\w+|except(?:ing)?(?: for)?|excl\.?|other than|outside(?: of)?|but not|not in|not available in|ohne|außer"
    r"|not (?:\w+ )?(?:open|able|eligible)[^.()]{0,40}? in|(?:unable|cannot|can't|don't|do not) (?:to )?(?:hire|employ)\w*"
    r"[^.()]{0,30}? (?:in|from))\b([^()\n]*)",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"time\s?zones?|timezones?|\btz\b|\bhours\b|\bhrs\b|overlap|cross-?over|\btimes?\b|zeitzone", re.IGNORECASE
)
_ANY_HOURS = re.compile(
    r"\b(?:any|all|every|no|multiple|different|various|most|across)\s+(?:fixed\s+)?time\s?zones?", re.IGNORECASE
)
_OFFSET = re.compile(
    r"\b(?:UTC|GMT)\s*(?:([+\-−–])\s*(\d{1,2})(?::?([0-5]\d))?)?|(?<=to )\s*([+\-−–])\s*(\d{1,2})\b", re.IGNORECASE
)
_WIDTH = re.compile(
    r"(?:within|\+/-|±|\+-)\s*(?:\d{1,2}\s*(?:/|-|–|to)\s*)?(\d{1,2})\s*(?:h|hrs?|hours?)\b|(?:±|\+/-)\s*(\d{1,2})\b",
    re.IGNORECASE,
)
_COAST = re.compile(
    r"\b(?:US|USA|U\.S\.)\s+(East|Central|West|Mountain|Pacific)(?:ern)?\b(?:\s*(?:/|and|or|&)\s*(East|Central|West|Mountain|Pacific))?"
)
_COASTS = {"east": -5.0, "central": -6.0, "mountain": -7.0, "west": -8.0, "pacific": -8.0}
_COASTAL_TIME = re.compile(
    r"\b(eastern|central|mountain|pacific)\b(?! europe)(?=[^,;()]{0,20}\b(?:time|hours|tz))", re.IGNORECASE
)
_STATE_OF_CITY = re.compile(r"^[^,;|()/]+,\s*[A-Z]{2,3}$|^[^,;|()/]+,\s*[A-Z][a-z]+(?: [A-Z][a-z]+)?$")


_SIGNED = re.compile(r"\s*[+\-−–]\s*\d")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_ANYWHERE_IN = re.compile(r"\banywhere\s+(?:\w+\s+)?(?:in|within|across|inside)\s+(?!the world|world)", re.IGNORECASE)


@frozen
class _Part:
    """The part of a line that speaks of remote work; `cities` tells whether a city in it is where people must live."""

    text: str
    cities: bool


def read_work_from(lines: Iterable[str], cities: Cities) -> WorkFrom:
    """Understand a board's lines on who may apply; several lines add up."""
    said = [line.strip()[:LONGEST_LINE] for line in lines if line.strip()]
    return united([_of_line(line, cities) for line in said], "; ".join(said))


def united(parts: Iterable[WorkFrom], text: str) -> WorkFrom:
    """Put several statements together: who fits any of them may apply."""
    known = [part for part in parts if part.known or part.excluded]
    zones = [part.timezones for part in known if part.timezones]
    anywhere = any(part.anywhere for part in known)
    return WorkFrom(
        anywhere=anywhere,
        countries=frozenset[str]() if anywhere else frozenset[str]().union(*(part.countries for part in known)),
        regions=frozenset[str]() if anywhere else frozenset[str]().union(*(part.regions for part in known)),
        states=frozenset[str]() if anywhere else frozenset[str]().union(*(part.states for part in known)),
        excluded=frozenset[str]().union(*(part.excluded for part in known)),
        timezones=(min(low for low, _ in zones), max(high for _, high in zones)) if zones else None,
        text=text,
    )


def _of_line(line: str, cities: Cities) -> WorkFrom:
    part = _about_remote(line, cities)
    return of_phrase(part.text, cities, with_cities=part.cities)


def of_phrase(said: str, cities: Cities, *, with_cities: bool = True) -> WorkFrom:
    """Understand a phrase that is known to speak of who may do the job."""
    kept = _EXCEPT.sub(" ", said)
    excluded = frozenset(
        code for match in _EXCEPT.finditer(said) for named in geography_in(match[1] or "") for code in _codes(named)
    )
    if with_cities and _STATE_OF_CITY.match(kept.strip()) and not _begins_wide(kept):
        found = _of_cities(kept, cities)
        if found.known:
            return evolve(found, excluded=excluded)
    found = _of_names(kept)
    if with_cities and not found.known and not _ON_SITE.search(kept):
        found = _of_cities(_without_wishes(kept), cities)
    return evolve(found, excluded=excluded)


def _begins_wide(text: str) -> bool:
    """Whether a list begins with a country or more ("Europe, UK"): then it is no city with its state."""
    return any(one.kind in (Geo.COUNTRY, Geo.REGION, Geo.WORLD) for one in geography_in(text.split(",", maxsplit=1)[0]))


def speaks_of_hours(text: str) -> bool:
    """Whether a sentence says something about time zones that narrows."""
    return bool(_HOURS.search(text)) and not _ANY_HOURS.search(text)


def _of_names(text: str) -> WorkFrom:
    named: list[Named] = []
    zones = _written_zones(text)
    found = geography_in(text)
    for start, end in _chunks(text):
        wanted = _without_wishes(text[start:end])
        any_hours = bool(_ANY_HOURS.search(wanted))
        hours = not any_hours and bool(_HOURS.search(wanted))
        for one in found:
            if not start <= one.start < start + len(wanted) or _told_more_exactly(text, one):
                continue
            offsets = offsets_of(one) if one.kind is Geo.ZONE else REGION_OFFSETS.get(one.value) if hours else None
            if offsets and not any_hours:
                zones.append(offsets)
            elif not hours:
                named.append(one)
    return _gathered(named, zones, _width(text), narrowed=bool(_ANYWHERE_IN.search(text)))


def _told_more_exactly(text: str, one: Named) -> bool:
    """Whether what follows a name says the hours: `UTC` of "UTC+2", `US` of "US Eastern time"."""
    if one.kind is Geo.ZONE:
        return one.value in ("utc", "gmt") and _SIGNED.match(text, one.end) is not None
    return _COAST.match(text, one.start) is not None and bool(_HOURS.search(text, one.end))


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for cut in _CHUNKS.finditer(text):
        yield at, cut.start()
        at = cut.end()
    yield at, len(text)


def _gathered(named: list[Named], zones: list[tuple[float, float]], width: float, *, narrowed: bool) -> WorkFrom:
    narrower = [one for one in named if one.kind is not Geo.WORLD]
    world = len(narrower) < len(named) and not narrowed
    hull = (min(low for low, _ in zones) - width, max(high for _, high in zones) + width) if zones else None
    return WorkFrom(
        anywhere=world,
        countries=frozenset() if world else frozenset(code for one in narrower for code in _countries(one)),
        regions=frozenset() if world else frozenset(one.value for one in narrower if one.kind is Geo.REGION),
        states=frozenset() if world else frozenset(one.value for one in narrower if one.kind is Geo.STATE),
        timezones=hull,
    )


def _countries(named: Named) -> frozenset[str]:
    if named.kind is Geo.REGION:
        return region_countries(named.value)
    return frozenset() if named.kind in (Geo.ZONE, Geo.WORLD) else frozenset({named.value[:2]})


def _codes(named: Named) -> frozenset[str]:
    return frozenset({named.value}) if named.kind is Geo.STATE else _countries(named)


def _without_wishes(chunk: str) -> str:
    """Drop what is only preferred: that rules nobody out."""
    kept = _PREFERS_NEXT.sub("", chunk)
    return "" if _PREFERRED.search(kept) else kept


def _written_zones(text: str) -> list[tuple[float, float]]:
    zones = []
    for sign, hours, minutes, sign_after, hours_after in _OFFSET.findall(text):
        number = float(hours or hours_after or 0) + float(minutes or 0) / 60
        if (hours or hours_after) and number <= 14:
            signed = -number if (sign or sign_after) in "-−–" else number
            zones.append((signed, signed))
    for first, second in _COAST.findall(text):
        zones += [(_COASTS[coast.lower()],) * 2 for coast in (first, second) if coast]
    return zones + [(_COASTS.get(word.lower(), -5.0),) * 2 for word in _COASTAL_TIME.findall(text)]


def _width(text: str) -> float:
    match = _WIDTH.search(text)
    return float(match[1] or match[2]) if match else 0.0


def _of_cities(text: str, cities: Cities) -> WorkFrom:
    places = [place for place in read_places((text,), cities) if place.country and not place.text.isdigit()]
    return WorkFrom(
        countries=frozenset(place.country for place in places if place.country),
        states=frozenset(
            f"{place.country}-{place.region}"
            for place in places
            if place.country in ("US", "CA", "AU") and place.region
        ),
    )


def _about_remote(line: str, cities: Cities) -> _Part:
    """Return what a line says of remote work; all of it when it never says "remote"."""
    word = None
    for word in REMOTE_WORD.finditer(line):
        bracket = _BRACKET.match(line, word.end())
        if bracket and _informative(bracket[1]) and not _EXCEPT.match(bracket[1].strip()):
            return _Part(bracket[1], not _ON_SITE.search(line[word.end() : bracket.end()]))
    if word is None:
        return _Part(line, True)
    first = REMOTE_WORD.search(line)
    return _beside(line, first or word, cities)


def _informative(text: str) -> bool:
    return (
        bool(geography_in(text) or _OFFSET.search(text) or _HOURS.search(text))
        or bool(_PREFERRED.search(text))
        or (len(text) > 2 and not REMOTE_WORD.search(text) and text[:1].isupper() and not re.search(r"\d|time", text))
    )


def _beside(line: str, word: re.Match[str], cities: Cities) -> _Part:
    after, before = line[word.end() :], line[: word.start()]
    cut = _NEXT_THING.search(after, 3)
    near = after[: cut.start()] if cut and _names_a_city(after[cut.end() :], cities) else after
    if _ATTACHED.match(after):
        return _Part(_until_office(near), True)
    if _ALTERNATIVE.match(after) and not _names_a_city(near, cities) and not _ON_SITE.search(near[:24]):
        return _Part(near, False)
    head = before[max((match.end() for match in re.finditer(r"[;|]", before)), default=0) :]
    if not near.strip() or not _informative(near):
        elsewhere = _ON_SITE.search(head) or _names_a_city(_IN_BRACKETS.sub(" ", head), cities)
        return _Part("" if elsewhere else head + " " + near, False)
    return _Part(near, False)


def _until_office(text: str) -> str:
    match = re.search(r"\b(?:with|and|or|,)\s[^,;]{0,20}\b(?:office|on-?site|hybrid)", text)
    return text[: match.start()] if match else text


def _names_a_city(text: str, cities: Cities) -> bool:
    return any(place.city for place in read_places((text,), cities))
