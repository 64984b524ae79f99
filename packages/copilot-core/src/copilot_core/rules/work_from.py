"""From where a remote job may be done: short lines of boards, and heads of adverts."""

import re
from collections.abc import Iterable, Iterator

from attrs import evolve

from copilot_core.entities.place import WorkFrom
from copilot_core.rules.geography import Geo, Named, geography_in, offsets_of
from copilot_core.rules.hours import ANY_HOURS, HOURS, told_more_exactly, width_of, written_zones
from copilot_core.rules.place import LONGEST_LINE, Cities, read_places
from copilot_core.rules.regions import region_countries
from copilot_core.rules.remote_part import EXCEPT, ON_SITE, PREFERRED, about_remote
from copilot_core.rules.time_zones import REGION_OFFSETS

_CHUNKS = re.compile(r"[,;()\[\]|]|\s-\s")
_PREFERS_NEXT = re.compile(r"\b(?:preference|preferably|ideally|bevorzugt in|nice if)\b.*", re.IGNORECASE)
_STATE_OF_CITY = re.compile(r"^[^,;|()/]+,\s*[A-Z]{2,3}$|^[^,;|()/]+,\s*[A-Z][a-z]+(?: [A-Z][a-z]+)?$")


_ANYWHERE_IN = re.compile(r"\banywhere\s+(?:\w+\s+)?(?:in|within|across|inside)\s+(?!the world|world)", re.IGNORECASE)


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
    part = about_remote(line, cities)
    return of_phrase(part.text, cities, with_cities=part.cities)


def of_phrase(said: str, cities: Cities, *, with_cities: bool = True) -> WorkFrom:
    """Understand a phrase that is known to speak of who may do the job."""
    kept = EXCEPT.sub(" ", said)
    excluded = frozenset(
        code for match in EXCEPT.finditer(said) for named in geography_in(match[1] or "") for code in _codes(named)
    )
    if with_cities and _STATE_OF_CITY.match(kept.strip()) and not _begins_wide(kept):
        found = _of_cities(kept, cities)
        if found.known:
            return evolve(found, excluded=excluded)
    found = _of_names(kept)
    if with_cities and not found.known and not ON_SITE.search(kept):
        found = _of_cities(_without_wishes(kept), cities)
    return evolve(found, excluded=excluded)


def _begins_wide(text: str) -> bool:
    """Whether a list begins with a country or more ("Europe, UK"): then it is no city with its state."""
    return any(one.kind in (Geo.COUNTRY, Geo.REGION, Geo.WORLD) for one in geography_in(text.split(",", maxsplit=1)[0]))


def _of_names(text: str) -> WorkFrom:
    named: list[Named] = []
    zones = written_zones(text)
    found = geography_in(text)
    for start, end in _chunks(text):
        wanted = _without_wishes(text[start:end])
        any_hours = bool(ANY_HOURS.search(wanted))
        hours = not any_hours and bool(HOURS.search(wanted))
        for one in found:
            if not start <= one.start < start + len(wanted) or told_more_exactly(text, one):
                continue
            offsets = offsets_of(one) if one.kind is Geo.ZONE else REGION_OFFSETS.get(one.value) if hours else None
            if offsets and not any_hours:
                zones.append(offsets)
            elif not hours:
                named.append(one)
    return _gathered(named, zones, width_of(text), narrowed=bool(_ANYWHERE_IN.search(text)))


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
    return "" if PREFERRED.search(kept) else kept


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
