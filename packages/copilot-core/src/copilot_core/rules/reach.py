"""From where a remote job may be done, as its description says."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from attrs import evolve, frozen

from copilot_core.entities.evidence import Evidence
from copilot_core.entities.place import WorkFrom
from copilot_core.rules.hours import speaks_of_hours
from copilot_core.rules.place import Cities
from copilot_core.rules.requirements.lines import Line
from copilot_core.rules.signs import HOURS, OPEN, PLACE, REACH
from copilot_core.rules.spans import sentence_around
from copilot_core.rules.work_from import of_phrase, read_work_from

_IN = r"(?:in|within|inside|across|throughout|from|of|anywhere)\b"
_WHO = r"(?:candidates?|applicants?|people|talent|residents?|professionals|individuals|anyone|those|folks|persons?|applications)"
_BE = r"(?:reside|live|be\s+(?:\w+\s+)?(?:based|located|resident|residing|living)|be)"

_MUST_LIVE = re.compile(
    rf"\b(?:must|should|need to|needs to|required to|have to|can|may|you(?:'|’)?(?:re| are))\s+(?:\w+\s+){{0,3}}?{_BE}\s+"
    rf"(?:\w+\s+)?(?:in|within|inside|anywhere)\b"
)
_FOR_WHOM = re.compile(
    rf"\b(?:open|exclusively|only|available|limited|restricted|looking|accept(?:ing)?|hiring|hire|considering|consider|role|position"
    rf"|job)\s+(?:\w+\s+){{0,3}}?(?:to|for|from|of)?\s*(?:\w+[\s-]+){{0,2}}?{_WHO}\s+(?:who\s+)?(?:are\s+)?"
    rf"(?:\w+\s+)?(?:(?:based|located|residing|living|resident|reside|live)\s+)?{_IN}"
)
_WHO_BASED = re.compile(r",\s+based in\b")
_ANYWHERE = re.compile(
    r"\b(?:work(?:ing)?|based|live|living|located|remote(?:ly)?)\s*[,:–—-]?\s+(?:from\s+)?(?=anywhere\b|any\s+country)"
    r"|\bremote(?:ly)?\s*[,–—-]\s*(?=worldwide|global)|\b(?=worldwide\s+remote)|\bhir(?:e|ing)\s+(?=globally|worldwide)"
)
_REMOTE_IN = re.compile(
    r"\bremote(?:ly)?(?:[ ,-]*(?:friendly|first|only|work|working|job|role|position|opportunity|is|basis|based|available|"
    rf"eligible|us-based))*[ ,:–—-]*{_IN}"
)
_SHORT_LINE = re.compile(r"\bremote\s*(?:\(|,|[-–—:/|]\s)")
_MAY_WORK = re.compile(
    r"\b(?:work authori[sz]ation|authori[sz]ed to work|eligible to work|right to work|permitted to work) (?:lawfully )?in\b"
)
_RULED_OUT = re.compile(
    r"\b(?:(?:unable|not able|cannot|can't|can’t|don't|don’t|do not|not currently|no legal basis)[^.\n]{0,60}?"
    r"(?:hire|hiring|employ\b|accept|consider|legal basis)[^.\n]{0,60}?\b(?:in|from|residing in|located in)\b(?: the)?"
    r"(?: following (?:states|countries|locations):?)?|excluding|with the exception of)"
)
_HOURS = re.compile(
    r"time ?zones?\b|\b(?:utc|gmt) ?[+\-−–]|\b(?:cet|est|pst|et|pt|cst|gmt|utc) (?:hours|overlap|working)"
)
_PERK = re.compile(r"\b(?:weeks?|months?|days?|year|annually|temporarily|up to|culture|perks?|dreams)\b")
_OTHER_MATTERS = re.compile(
    r"\s(?:with|provided|as long as|because|in order|so that|unless|where|who|which|and (?:be|have|able)|to (?:apply|be|work|collaborate))\b"
    r"|\blaws?\b|\bto perform\b|[;:]\s"
)
_NEGATED = re.compile(r"\b(?:not|cannot|unable|no)\b|n['’]t\b")
_LISTED = re.compile(r"\s*:\s*\**\s*$")
_BULLETS = re.compile(r"(?:\s*\n)+(?P<items>(?:[ \t]*[-*•·][^\n]{1,80}\n?){1,60}|[^\n]{2,300})")

MOST_STATEMENTS = 25
"""So many sentences of one kind are looked at; an advert with more is playing tricks."""

LONGEST_PHRASE = 200
"""What follows "must be based in" is read so far."""


@frozen
class Reach:
    """From where a job may be done, and the sentences that say so."""

    work_from: WorkFrom
    evidence: tuple[Evidence, ...]


def read_reach(text: str, lines: Sequence[Line], cities: Cities) -> Reach:
    """Read who may do a remote job out of its description, whose lines are given."""
    telling = [line for line in lines if line.signs & (REACH | HOURS) or (line.signs & PLACE and line.signs & OPEN)]
    found = next(_statements(text, telling, cities), Reach(WorkFrom(), ()))
    hours, excluded = _hours(text, telling, cities), _excluded(text, telling, cities)
    work_from = evolve(
        found.work_from,
        timezones=found.work_from.timezones or hours.work_from.timezones,
        excluded=found.work_from.excluded | excluded.work_from.excluded,
    )
    evidence = tuple(dict.fromkeys((*found.evidence, *hours.evidence, *excluded.evidence)))
    return Reach(evolve(work_from, text="; ".join(one.text for one in evidence)), evidence)


def _matches(pattern: re.Pattern[str], lines: Sequence[Line]) -> Iterator[tuple[int, int, str]]:
    """Yield where a pattern stands in the lines, as offsets of the whole text, and what it matched."""
    needed = _NEEDED[pattern]
    telling = (line for line in lines if any(word in line.lower for word in needed))
    found = ((line.start, match) for line in telling for match in pattern.finditer(line.lower))
    for start, match in islice(found, MOST_STATEMENTS):
        yield start + match.start(), start + match.end(), match.group()


_NEEDED: dict[re.Pattern[str], tuple[str, ...]] = {
    _MUST_LIVE: ("based", "locat", "resid", "live", "living", " be in", " be within"),
    _FOR_WHOM: ("candidate", "applica", "people", "talent", "resident", "professional", "individual", "anyone", "those", "folk", "person"),
    _REMOTE_IN: ("remote",),
    _WHO_BASED: (", based in",),
    _SHORT_LINE: ("remote",),
    _ANYWHERE: ("anywhere", "worldwide", "globally", "global", "any country"),
    _MAY_WORK: ("authori", "eligible to work", "right to work", "permitted to work"),
    _RULED_OUT: ("hire", "employ", "accept", "consider", "legal basis", "excluding", "exception"),
    _HOURS: ("time zone", "timezone", "utc", "gmt", "cet", "est ", "pst", "et ", "pt ", "cst"),
}  # fmt: skip
"""A pattern can only match where one of these words stands: looking for them is cheaper."""


def _statements(text: str, lines: Sequence[Line], cities: Cities) -> Iterator[Reach]:
    """Yield what the sentences say, those that bind most first."""
    for trigger in (_MUST_LIVE, _FOR_WHOM, _REMOTE_IN, _WHO_BASED):
        for start, end, said in _matches(trigger, lines):
            yield from _told(text, start, end - (8 if said.endswith("anywhere") else 0), cities)
    for start, end, _ in _matches(_SHORT_LINE, lines):
        yield from _short_line(text, start, end, cities)
    for start, end, _ in _matches(_ANYWHERE, lines):
        begin, finish = sentence_around(text, start, end)
        if not _PERK.search(text[begin:finish].lower()):
            yield from _told(text, start, end, cities)
    for start, end, _ in _matches(_MAY_WORK, lines):
        yield from _told(text, start, end, cities)


def _told(text: str, begin: int, at: int, cities: Cities) -> Iterator[Reach]:
    start, end = sentence_around(text, begin, at)
    if _NEGATED.search(text[start:at].lower()):
        return
    phrase = text[at : min(end, at + LONGEST_PHRASE)]
    stop = _OTHER_MATTERS.search(phrase, 2)
    work_from = of_phrase(phrase[: stop.start()] if stop else phrase, cities)
    if not work_from.known and _LISTED.search(text, at, end):
        items = _BULLETS.match(text, end)
        work_from = of_phrase(items["items"].replace("\n", ", "), cities) if items else work_from
    if work_from.countries or work_from.anywhere or work_from.regions:
        yield Reach(work_from, (Evidence.of(text, start, end),))


def _short_line(text: str, begin: int, finish: int, cities: Cities) -> Iterator[Reach]:
    start, end = sentence_around(text, begin, finish)
    if end - start <= 120:
        work_from = read_work_from([text[start:end]], cities)
        if work_from.known:
            yield Reach(work_from, (Evidence.of(text, start, end),))


def _hours(text: str, lines: Sequence[Line], cities: Cities) -> Reach:
    for begin, finish, _ in _matches(_HOURS, lines):
        start, end = sentence_around(text, begin, finish)
        if speaks_of_hours(text[start:end]):
            zones = of_phrase(text[start:end], cities).timezones
            if zones:
                return Reach(WorkFrom(timezones=zones), (Evidence.of(text, start, end),))
    return Reach(WorkFrom(), ())


def _excluded(text: str, lines: Sequence[Line], cities: Cities) -> Reach:
    for begin, finish, _ in _matches(_RULED_OUT, lines):
        start, end = sentence_around(text, begin, finish)
        ruled = of_phrase(text[finish : min(end, finish + LONGEST_PHRASE)], cities)
        codes = ruled.states or ruled.countries
        if not codes and _LISTED.search(text, finish, end) and (items := _BULLETS.match(text, end)):
            ruled = of_phrase(items["items"].replace("\n", ", "), cities)
            codes = ruled.states or ruled.countries
        if codes:
            return Reach(WorkFrom(excluded=codes), (Evidence.of(text, start, end),))
    return Reach(WorkFrom(), ())
