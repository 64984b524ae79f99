"""Hours of the day in which a remote job is done, as phrases say them."""

import re

from copilot_core.rules.geography import Geo, Named

HOURS = re.compile(
    r"time\s?zones?|timezones?|\btz\b|\bhours\b|\bhrs\b|overlap|cross-?over|\btimes?\b|zeitzone", re.IGNORECASE
)
ANY_HOURS = re.compile(
    r"\b(?:any|all|every|no|multiple|different|various|most|across)\s+(?:fixed\s+)?time\s?zones?", re.IGNORECASE
)
OFFSET = re.compile(
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
_SIGNED = re.compile(r"\s*[+\-−–]\s*\d")


def speaks_of_hours(text: str) -> bool:
    """Whether a sentence says something about time zones that narrows."""
    return bool(HOURS.search(text)) and not ANY_HOURS.search(text)


def told_more_exactly(text: str, one: Named) -> bool:
    """Whether what follows a name says the hours: `UTC` of "UTC+2", `US` of "US Eastern time"."""
    if one.kind is Geo.ZONE:
        return one.value in ("utc", "gmt") and _SIGNED.match(text, one.end) is not None
    return _COAST.match(text, one.start) is not None and bool(HOURS.search(text, one.end))


def written_zones(text: str) -> list[tuple[float, float]]:
    """Return the offsets written as numbers (`UTC+2`) or by the coast they belong to (`US Eastern`)."""
    zones = []
    for sign, hours, minutes, sign_after, hours_after in OFFSET.findall(text):
        number = float(hours or hours_after or 0) + float(minutes or 0) / 60
        if (hours or hours_after) and number <= 14:
            signed = -number if (sign or sign_after) in "-−–" else number
            zones.append((signed, signed))
    for first, second in _COAST.findall(text):
        zones += [(_COASTS[coast.lower()],) * 2 for coast in (first, second) if coast]
    return zones + [(_COASTS.get(word.lower(), -5.0),) * 2 for word in _COASTAL_TIME.findall(text)]


def width_of(text: str) -> float:
    """Return by how many hours one may be away from the hours named ("within 3 hours of CET")."""
    match = _WIDTH.search(text)
    return float(match[1] or match[2]) if match else 0.0
