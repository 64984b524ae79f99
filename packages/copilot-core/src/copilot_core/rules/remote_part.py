"""The part of a line that speaks of remote work."""

import re

from attrs import frozen

from copilot_core.rules.geography import geography_in
from copilot_core.rules.hours import HOURS, OFFSET
from copilot_core.rules.place import Cities, read_places

REMOTE_WORD = re.compile(
    r"\b(?:remote(?:ly)?|remoto|remota|telework|telecommute|home[\s-]?office|work from home|wfh|teletrabajo|télétravail)\b",
    re.IGNORECASE,
)
ON_SITE = re.compile(r"\b(?:on-?\s?site|in[\s-](?:office|person)|hybrid|office|hq|headquarters?)\b", re.IGNORECASE)
_BRACKET = re.compile(r"[^()|;,/\d]{0,24}\(([^()]{1,160})\)")
_ATTACHED = re.compile(
    r"(?:[\s-]*(?:friendly|first|only|work|working|jobs?|roles?|positions?|ok|possible|eligible|based))*\s*"
    r"(?:[,:–—-]|\b(?:in|within|across|from|throughout|inside|for|based|anywhere|to)\b|(?=[A-Z]))"
)
_ALTERNATIVE = re.compile(r"\s*(?:/|\+|&|\bor\b|\band\b)", re.IGNORECASE)
_NEXT_THING = re.compile(r"[;|]|\s/\s")
PREFERRED = re.compile(
    r"\b(?:company (?:is )?based|headquartered|preferred|a plus|is best|a bonus|ideal|bevorzugt|preferable)\b",
    re.IGNORECASE,
)
EXCEPT = re.compile(
    r"\b(?:exclud\w+|except(?:ing)?(?: for)?|excl\.?|other than|outside(?: of)?|but not|not in|not available in|ohne|außer"
    r"|not (?:\w+ )?(?:open|able|eligible)[^.()]{0,40}? in|(?:unable|cannot|can't|don't|do not) (?:to )?(?:hire|employ)\w*"
    r"[^.()]{0,30}? (?:in|from))\b([^()\n]*)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\([^()]*\)")


@frozen
class RemotePart:
    """The part of a line that speaks of remote work; `cities` tells whether a city in it is where people must live."""

    text: str
    cities: bool


def about_remote(line: str, cities: Cities) -> RemotePart:
    """Return what a line says of remote work; all of it when it never says "remote"."""
    word = None
    for word in REMOTE_WORD.finditer(line):
        bracket = _BRACKET.match(line, word.end())
        if bracket and _informative(bracket[1]) and not EXCEPT.match(bracket[1].strip()):
            return RemotePart(bracket[1], not ON_SITE.search(line[word.end() : bracket.end()]))
    if word is None:
        return RemotePart(line, True)
    first = REMOTE_WORD.search(line)
    return _beside(line, first or word, cities)


def _informative(text: str) -> bool:
    return (
        bool(geography_in(text) or OFFSET.search(text) or HOURS.search(text))
        or bool(PREFERRED.search(text))
        or (len(text) > 2 and not REMOTE_WORD.search(text) and text[:1].isupper() and not re.search(r"\d|time", text))
    )


def _beside(line: str, word: re.Match[str], cities: Cities) -> RemotePart:
    after, before = line[word.end() :], line[: word.start()]
    cut = _NEXT_THING.search(after, 3)
    near = after[: cut.start()] if cut and _names_a_city(after[cut.end() :], cities) else after
    if _ATTACHED.match(after):
        return RemotePart(_until_office(near), True)
    if _ALTERNATIVE.match(after) and not _names_a_city(near, cities) and not ON_SITE.search(near[:24]):
        return RemotePart(near, False)
    head = before[max((match.end() for match in re.finditer(r"[;|]", before)), default=0) :]
    if not near.strip() or not _informative(near):
        elsewhere = ON_SITE.search(head) or _names_a_city(_IN_BRACKETS.sub(" ", head), cities)
        return RemotePart("" if elsewhere else head + " " + near, False)
    return RemotePart(near, False)


def _until_office(text: str) -> str:
    match = re.search(r"\b(?:with|and|or|,)\s[^,;]{0,20}\b(?:office|on-?site|hybrid)", text)
    return text[: match.start()] if match else text


def _names_a_city(text: str, cities: Cities) -> bool:
    return any(place.city for place in read_places((text,), cities))
