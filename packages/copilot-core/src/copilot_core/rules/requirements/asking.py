"""What a posting asks for, requirement by requirement."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from attrs import frozen

from copilot_core.entities.evidence import Evidence
from copilot_core.entities.requirement import Requirement, RequirementKind
from copilot_core.entities.skill import SkillMention
from copilot_core.rules import signs
from copilot_core.rules.fit.degrees import RANKS
from copilot_core.rules.requirements import clearances, degrees, licences, permits, spoken, years
from copilot_core.rules.requirements.lines import Kind, Line
from copilot_core.rules.requirements.sections import Part, clauses_by_part

MOST = 60
"""More requirements than this are not read out of one posting."""

LONGEST_ASKED = 400

LONGEST_CERTAIN = 250
"""A longer sentence with "or" in it lists ways to qualify: no licence in it is needed by all."""

_OR = re.compile(r"\bor\b|\boder\b|/|\bbzw\b|\beither\b")

_NICE = re.compile(
    r"\b(?:prefer(?:red|ably|ence)?|plus\b(?! years)|nice[- ]to[- ]have|bonus\b|desir(?:ed|able)|ideally|advantage|helpful|not (?:required|necessary|mandatory)"
    r"|optional|beneficial|an asset|welcome|von vorteil|wünschenswert|idealerweise|gerne\b|pluspunkt|kein muss|would be (?:great|nice|good)|encouraged"
    r"|recommended|highly regarded|valorable|deseable|souhaité)"
)
_MUST = re.compile(
    r"\b(?:must\b|(?<!not )required\b|(?<!not )mandatory|requires?\b|essential\b|zwingend|erforderlich|voraussetzung|imprescindible|obligatoire|(?<!not )necessary)"
)
_ASKS = re.compile(
    r"\b(?:must|require[ds]?|requires|minimum|at least|you have|you bring|should have|need to have|looking for|ideal candidate|we need|seeking|who has|with \d|mindestens|du hast|sie haben|verfüg\w+"
    r"|bringst|bringen|qualif\w+|applicants|candidates|proficien\w+|experience (?:in|with|as|of)|to qualify|has \d|possess\w*|preferred|a plus)\b"
)
_SPLIT = re.compile(
    r"[;]|,(?= (?:and )?(?:[^,]{3,60} (?:is )?(?:preferred|required|a plus|desired|desirable|von vorteil|wünschenswert)\b))|\. (?=[A-Z])|\bbut\b|, with (?:a )?preference"
)
_ANY_OF = re.compile(
    r"\bor\b|/|\boder\b|\bsuch as\b|\be\.g\b|\bz\.?b\b|\blike\b|\bsimilar\b|\bone of\b|\bany\b|\band/or\b|\bbzw\b|\bo\b"
)
_NOT_ASKED = re.compile(
    r"equal opportunity|accommodation|benefits\b|\bsalary|pay range|\bto apply\b|\bapply (?:now|by|here|via|online|today|with)|\bapplications? (?:process|form|will|must|deadline|close|review|is|are)|\bsubmit|\bplease\b|we offer|e-verify|privacy|compensation|transcript|mention the word|beta feature"
    r"|find applicants|volunteer work|peace corps|your resume|your application|employees may|401|recruit(?:er|ing scam)|without regard|insurance|\bpto\b|paid time off"
)
_ABOUT_US = re.compile(
    r"(?:we|we['’](?:re|ve|ll)|our|at|this|these|however|as such|in addition|join|learn|not all|if you['’ ]|for more|the company)\b"
)
_EXPERIENCE = re.compile(r"experien|erfahrung|background in|track record|worked|history of")
_DEGREE_ASKED_BY = re.compile(
    r"degree|diplom|education|studium|ausbildung|abschluss|ged\b|required|bachelor|equivalent|ph\.?d|examen|master"
)


@frozen(kw_only=True)
class Asked:
    """Everything a description asks for, and what it says about visa and moving."""

    requirements: tuple[Requirement, ...]
    sponsorship: bool | None = None
    relocation: bool | None = None
    evidence: tuple[tuple[str, Evidence], ...] = ()


@frozen
class _Clause:
    """A clause with its part; offsets count in the whole description, `text`."""

    line: Line
    part: Part
    text: str

    @property
    def in_section(self) -> bool:
        return self.part in (Part.MUST, Part.NICE)

    @property
    def lower(self) -> str:
        return self.line.lower

    @property
    def signs(self) -> int:
        return self.line.signs


def read_requirements(
    text: str, lines: Sequence[Line], mentions: Sequence[SkillMention], countries: frozenset[str]
) -> Asked:
    """Read what a description asks for.

    `lines` are those of the text, `mentions` its skills in order, `countries` those the job is in.
    """
    found: list[Requirement] = []
    sponsorship: bool | None = None
    relocation: bool | None = None
    evidence: list[tuple[str, Evidence]] = []
    starts = [mention.evidence.start for mention in mentions]
    for part, line in clauses_by_part(lines):
        clause = _Clause(line, part, text)
        permission = _permission(clause)
        if permission:
            found += _permit(clause, permission, countries)
            for name, said in (("sponsorship", permission.sponsorship), ("relocation", permission.relocation)):
                if said is not None:
                    evidence.append((name, _quote(clause)))
            sponsorship = permission.sponsorship if sponsorship is None else sponsorship
            relocation = permission.relocation if relocation is None else relocation
            if permission.asked and len(line.text) < 160:
                continue
        if part is not Part.OFFER or (clause.signs & signs.MUST and _MUST.search(clause.lower)):
            here = mentions[bisect_left(starts, line.start) : bisect_left(starts, line.end)]
            found += _asked(clause, here)
    return Asked(
        requirements=tuple(islice(_distinct(found), MOST)),
        sponsorship=sponsorship,
        relocation=relocation,
        evidence=tuple(evidence),
    )


def _asked(clause: _Clause, mentions: Sequence[SkillMention]) -> Iterator[Requirement]:
    if len(clause.line.text) > LONGEST_ASKED * 3:
        return
    if not clause.in_section and not (clause.signs & signs.ASKED and _ASKS.search(clause.lower)):
        return
    special = [*_special(clause)] if clause.signs & signs.ASKED else []
    yield from special
    counted = years.years_asked(clause.lower) if clause.signs & signs.YEARS else None
    if counted:
        yield _experience(clause, counted, mentions)
    if clause.in_section:
        skills = [*_skills(clause, mentions)] if not counted or len(mentions) > 3 else []
        yield from skills
        if not special and not counted and not skills and _is_a_whole(clause):
            yield _make(
                clause,
                RequirementKind.EXPERIENCE
                if clause.signs & signs.EXPERIENCE and _EXPERIENCE.search(clause.lower)
                else RequirementKind.OTHER,
            )


def _special(clause: _Clause) -> Iterator[Requirement]:
    lower = clause.lower
    for start, end in _pieces(lower):
        piece, said = lower[start:end], clause.line.text[start:end]
        if clause.signs & signs.LICENCE:
            yield from _licences(clause, said, piece, start)
        if clause.signs & signs.DEGREE and (clause.in_section or _DEGREE_ASKED_BY.search(piece)):
            for name, _, _ in degrees.degree_asked(piece):
                yield _make(clause, RequirementKind.DEGREE, value=name, within=(start, end))
        if clause.signs & signs.SPOKEN:
            yield from _languages(clause, piece, start, end)
        if clause.signs & signs.CLEARANCE and (cleared := clearances.clearance_asked(piece)):
            yield _make(
                clause,
                RequirementKind.CLEARANCE,
                value=cleared[0],
                within=(start, end),
                must=None if cleared[3] else False,
            )


def _licences(clause: _Clause, said: str, piece: str, start: int) -> Iterator[Requirement]:
    """Make one requirement of alternatives ("RN or LPN"), one of each licence that is asked beside others."""
    found = sorted(licences.licences_asked(said, piece, in_section=clause.in_section), key=lambda one: one[1])
    if not found:
        return
    whole = (start, start + len(said))
    must = False if len(said) > LONGEST_CERTAIN and _OR.search(piece) else None
    if len(found) > 1 and _OR.search(piece[found[0][1] : found[-1][2]]):
        value = " or ".join(dict.fromkeys(name for name, _, _ in found))
        yield _make(clause, RequirementKind.LICENCE, value=value, within=whole, must=must, at=found[0][1])
        return
    for name, begin, _ in found:
        yield _make(clause, RequirementKind.LICENCE, value=name, within=whole, must=must, at=begin)


def _languages(clause: _Clause, piece: str, start: int, end: int) -> Iterator[Requirement]:
    asked = list(spoken.languages_asked(piece, in_section=clause.in_section))
    codes = {value[:2] for value, _, _ in asked}
    either = len(codes) > 1 and _OR.search(piece[asked[0][1] : asked[-1][2]]) is not None
    for value, _, _ in asked:
        yield _make(clause, RequirementKind.LANGUAGE, value=value, within=(start, end), must=False if either else None)


def _experience(clause: _Clause, counted: years.Years, mentions: Sequence[SkillMention]) -> Requirement:
    at = clause.line.start + counted.start
    near = [one.skill.id for one in mentions if one.evidence.start >= at][:4]
    return _make(clause, RequirementKind.EXPERIENCE, years=counted.least, skills=tuple(dict.fromkeys(near)))


def _skills(clause: _Clause, mentions: Sequence[SkillMention]) -> Iterator[Requirement]:
    """Make one requirement of alternatives ("Python or Java"), one of each skill of a list that asks for all."""
    ids = tuple(dict.fromkeys(mention.skill.id for mention in mentions))
    if not ids:
        return
    if len(ids) == 1 or _ANY_OF.search(clause.lower):
        yield _make(clause, RequirementKind.SKILL, skills=ids)
        return
    for skill in ids:
        mention = next(one for one in mentions if one.skill.id == skill)
        begin = mention.evidence.start - clause.line.start
        span = (begin, begin + len(mention.evidence.text))
        yield _make(clause, RequirementKind.SKILL, skills=(skill,), within=span)


def _permission(clause: _Clause) -> permits.Permission | None:
    if not clause.signs & signs.PERMIT:
        return None
    return permits.permission_in(clause.line.text, clause.lower)


def _permit(clause: _Clause, permission: permits.Permission, countries: frozenset[str]) -> Iterator[Requirement]:
    country = permission.country or (next(iter(countries)) if len(countries) == 1 else "")
    if permission.asked and country:
        value = country if permission.asked == "citizen" else f"{country}:no_sponsorship"
        yield _make(clause, RequirementKind.PERMIT, value=value)


def _pieces(lower: str) -> Iterator[tuple[int, int]]:
    at = 0
    for stop in _SPLIT.finditer(lower):
        if stop.start() - at > 3:
            yield at, stop.start()
            at = stop.end()
    yield at, len(lower)


def _make(
    clause: _Clause,
    kind: RequirementKind,
    *,
    value: str = "",
    skills: tuple[str, ...] = (),
    years: float | None = None,
    must: bool | None = None,
    within: tuple[int, int] | None = None,
    at: int | None = None,
) -> Requirement:
    begin, finish = within or (0, len(clause.line.text))
    start, end = clause.line.start + begin, clause.line.start + finish
    said = clause.text[start:end]
    start, end = start + len(said) - len(said.lstrip(" ,;.*_")), end - len(said) + len(said.rstrip(" ,;*_"))
    if end - start > LONGEST_ASKED:
        middle = clause.line.start + begin + at if at else start
        start, end = (
            max(start, middle - LONGEST_ASKED // 4),
            min(end, max(start, middle - LONGEST_ASKED // 4) + LONGEST_ASKED),
        )
    quote = Evidence.of(clause.text, start, end)
    needed = must if must is not None else _needed(clause, clause.lower[begin:finish])
    return Requirement(
        text=_plain(quote.text), kind=kind, evidence=quote, must=needed, skills=skills, years=years, value=value
    )


def _needed(clause: _Clause, piece: str) -> bool:
    """Whether it is needed: its own words say so, else the section."""
    nice = clause.signs & signs.NICE and _NICE.search(piece)
    must = clause.signs & signs.MUST and _MUST.search(piece)
    if bool(nice) != bool(must):
        return bool(must)
    return clause.part is not Part.NICE


def _plain(said: str) -> str:
    return " ".join(re.sub(r"\*\*|__|\\(?=\W)|\[([^\]]{1,100})\]\([^)]{1,300}\)", lambda m: m[1] or "", said).split())


def _quote(clause: _Clause) -> Evidence:
    return Evidence.of(clause.text, clause.line.start, min(clause.line.end, clause.line.start + LONGEST_ASKED))


def _is_a_whole(clause: _Clause) -> bool:
    """Whether a clause of a section is a requirement by itself: every bullet, and sentences that speak of ability."""
    said = clause.line.text
    if (
        not 8 <= len(said) <= LONGEST_ASKED
        or len(said.split()) < 2
        or (clause.signs & signs.UNWANTED and _NOT_ASKED.search(clause.lower))
    ):
        return False
    if clause.line.kind is Kind.BULLET:
        return True
    return len(said) < 240 and bool(clause.signs & signs.ABILITY) and _ABOUT_US.match(clause.lower) is None


def _rank(one: Requirement) -> int:
    return RANKS.get(one.value, 0)


def _distinct(found: Sequence[Requirement]) -> Iterator[Requirement]:
    """Drop what is asked a second time: the same value of the same kind, or the same words; needed wins over nice.

    Of several degrees that are needed the lowest will do.
    """
    seen: dict[tuple[str, ...], int] = {}
    kept: list[Requirement] = []
    least = min((_rank(one) for one in found if one.kind is RequirementKind.DEGREE and one.must), default=0)
    for one in found:
        if one.kind is RequirementKind.DEGREE and one.must and _rank(one) > least:
            continue
        key = (one.kind.value, one.value or one.text.casefold(), *one.skills)
        if key not in seen:
            seen[key] = len(kept)
            kept.append(one)
        elif one.must and not kept[seen[key]].must and one.value:
            kept[seen[key]] = one
    yield from kept
