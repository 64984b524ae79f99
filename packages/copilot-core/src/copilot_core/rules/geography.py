"""Countries, regions, states and time zones found in a phrase."""

import re
from enum import Enum
from functools import cache

from attrs import frozen

from copilot_core.rules.countries import country_coded, country_names
from copilot_core.rules.folding import fold
from copilot_core.rules.regions import region_names
from copilot_core.rules.subdivisions import subdivision_codes, subdivisions
from copilot_core.rules.time_zones import ALWAYS_ZONES, ZONE_OFFSETS


class Geo(Enum):
    """What a name stands for."""

    COUNTRY = 1
    REGION = 2
    STATE = 3
    ZONE = 4
    WORLD = 5


@frozen
class Named:
    """A name found in a text: `value` is a country's code, a region, a state (`US-CA`) or a zone's abbreviation."""

    kind: Geo
    value: str
    start: int
    end: int


LONGEST_NAME = 5
"""Words in the longest name looked up."""

_WORD = re.compile(r"[^\W\d_](?:[\w'’]|\.(?=\w)|[-&](?=[^\W\d_]{2}))*\.?", re.UNICODE)
_WORLD = ("worldwide", "world wide", "world-wide", "world", "the world", "global", "globally", "anywhere", "weltweit")
_ALWAYS_CODES = frozenset({"US", "USA", "UK", "EU", "UAE", "AUS", "CAN", "NZ", "GBR", "NSW", "QLD"})
_ALSO_WORDS = frozenset(
    {"OK", "IN", "OR", "ME", "HI", "OH", "PA", "AS", "IT", "NO", "AM", "BE", "SO", "TO", "DO", "IS", "AT", "MY", "BY"}
)
"""Codes that are English words in capitals, unless they stand in a list of codes."""

_HOURS_OR_PLACES = frozenset({"ET", "CT", "MT", "PT"})
_EDGE = re.compile(r"[\s]*(?:[,/;|()+&:\-–—!.]|and\b|or\b|und\b|oder\b|$)", re.IGNORECASE)
_EDGE_BEFORE = re.compile(
    r"(?:[,/;|()+&:\-–—]|\b(?:and|or|und|oder|in|within|only|excluding|except|not)|^)\s*$", re.IGNORECASE
)

_OPENS_STATES = re.compile(r"\W*(?:\(|excl|except|but not|states)", re.IGNORECASE)
_HOURS = re.compile(r"(?:time|hours|hrs|tz|overlap)", re.IGNORECASE)


@cache
def _names() -> dict[str, tuple[Geo, str]]:
    names: dict[str, tuple[Geo, str]] = {
        name: (Geo.STATE, f"{country}-{code}")
        for country in ("GB", "DE", "AU", "CA", "US")
        for name, code in subdivisions()[country].items()
        if country != "GB"
    }
    names |= {name: (Geo.COUNTRY, code) for name, code in country_names().items()}
    names |= {name: (Geo.REGION, region) for name, region in region_names().items()}
    return names | dict.fromkeys(_WORLD, (Geo.WORLD, ""))


def geography_in(text: str) -> tuple[Named, ...]:
    """Return the names in `text`, in order, the longest first where they overlap."""
    words = list(_WORD.finditer(text))
    found: list[Named] = []
    at = 0
    while at < len(words):
        named, used = _at(text, words, at)
        if named:
            found.append(named)
        at += used
    return _settled(text, found)


def _at(text: str, words: list[re.Match[str]], at: int) -> tuple[Named | None, int]:
    start = words[at].start()
    for length in range(min(LONGEST_NAME, len(words) - at), 0, -1):
        end = words[at + length - 1].end()
        known = _names().get(fold(text[start:end]))
        if known and (end - start > 3 or text[start:end].isupper()):
            return Named(*known, start, end), length
    head = words[at].group().partition("-")[0]
    known = _names().get(fold(head)) if len(head) > 3 else None
    if known and known[0] is not Geo.WORLD:
        return Named(*known, start, start + len(head)), 1
    return _coded(text, head, start, start + len(head)), 1


def _coded(text: str, word: str, start: int, end: int) -> Named | None:
    plain = word.replace(".", "")
    if not (2 <= len(plain) <= 4 and plain.isupper()):
        return None
    if plain.lower() in ALWAYS_ZONES:
        return Named(Geo.ZONE, plain.lower(), start, end)
    bounded = _EDGE.match(text, end) and _EDGE_BEFORE.search(text, max(0, start - 12), start)
    if plain not in _ALWAYS_CODES and not bounded:
        return None
    return _of_code(plain, start, end)


def _of_code(plain: str, start: int, end: int) -> Named | None:
    if plain == "EU":
        return Named(Geo.REGION, "EU", start, end)
    if plain in _HOURS_OR_PLACES:
        return Named(Geo.ZONE, plain.lower(), start, end)
    for land in ("US", "AU", "CA"):
        if plain in subdivision_codes(land) and (land != "CA" or not country_coded(plain)):
            return Named(Geo.STATE, f"{land}-{plain}", start, end)
    country = country_coded(plain)
    return Named(Geo.COUNTRY, country, start, end) if country else None


def _settled(text: str, found: list[Named]) -> tuple[Named, ...]:
    """Decide codes that are a state's and a country's (`CA`, `DE`), or an hour's and a country's (`PT`)."""
    states = {one.value for one in found if one.kind is Geo.STATE and not country_coded(text[one.start : one.end])}
    zones = sum(one.kind is Geo.ZONE for one in found)
    settled = [_read_again(text, one, found, bool(states), zones) for one in found]
    return tuple(one for one in settled if len(found) > 1 or text[one.start : one.end] not in _ALSO_WORDS)


def _read_again(text: str, one: Named, found: list[Named], among_states: bool, zones: int) -> Named:
    word = text[one.start : one.end]
    country = country_coded(word) if word.isupper() and len(word) == 2 else None
    if one.kind is Geo.STATE and country and not (among_states or _within_states(text, one, found)):
        return Named(Geo.COUNTRY, country, one.start, one.end)
    if one.kind is Geo.ZONE and word in _HOURS_OR_PLACES and zones < 2 and country and not _HOURS.search(text, one.end):
        return Named(Geo.COUNTRY, country, one.start, one.end)
    return one


def _within_states(text: str, one: Named, found: list[Named]) -> bool:
    """Whether a code stands in brackets right after its country: "US (CA, DE)", "US excluding CA"."""
    country = one.value.partition("-")[0]
    owners = (other.end for other in found if other.value == country and other.end < one.start)
    return any(_OPENS_STATES.match(text, end) for end in owners)


def offsets_of(named: Named) -> tuple[float, float] | None:
    """Return the hours of a zone found."""
    return ZONE_OFFSETS.get(named.value) if named.kind is Geo.ZONE else None
