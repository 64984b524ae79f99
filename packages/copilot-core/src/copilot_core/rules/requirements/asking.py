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
from copilot_core.rules.fit.languages import NAMES
from copilot_core.rules.requirements import permits, years
from copilot_core.rules.requirements.clauses import LONGEST_ASKED, MUST, Clause, quoted, requirement
from copilot_core.rules.requirements.lines import Kind, Line
from copilot_core.rules.requirements.particulars import particulars
from copilot_core.rules.requirements.sections import Part, clauses_by_part

MOST = 60
"""More requirements than this are not read out of one posting."""

FEWEST_WORDS = 1
"""Words beside addresses of pages; a line of fewer asks for nothing."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_ASKS = re.compile(
    r"\b(?:must|require[ds]?|requires|minimum|at least|you have|you bring|should have|need to have|looking for|ideal candidate|we need|seeking|who has|with \d|mindestens|du hast|sie haben|verfüg\w+"
    r"|bringst|bringen|qualif\w+|applicants|candidates|proficien\w+|experience (?:in|with|as|of)|to qualify|has \d|possess\w*|preferred|a plus)\b"
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


@frozen(kw_only=True)
class Asked:
    """Everything a description asks for, and what it says about visa and moving."""

    requirements: tuple[Requirement, ...]
    sponsorship: bool | None = None
    relocation: bool | None = None
    evidence: tuple[tuple[str, Evidence], ...] = ()


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
        clause = Clause(line, part, text)
        permission = _permission(clause)
        if permission:
            found += _permit(clause, permission, countries)
            for name, said in (("sponsorship", permission.sponsorship), ("relocation", permission.relocation)):
                if said is not None:
                    evidence.append((name, quoted(clause)))
            sponsorship = permission.sponsorship if sponsorship is None else sponsorship
            relocation = permission.relocation if relocation is None else relocation
            if permission.asked and len(line.text) < 160:
                continue
        if part is not Part.OFFER or (clause.signs & signs.MUST and MUST.search(clause.lower)):
            here = mentions[bisect_left(starts, line.start) : bisect_left(starts, line.end)]
            found += _asked(clause, here)
    return Asked(
        requirements=tuple(islice(_distinct(found), MOST)),
        sponsorship=sponsorship,
        relocation=relocation,
        evidence=tuple(evidence),
    )


def _asked(clause: Clause, mentions: Sequence[SkillMention]) -> Iterator[Requirement]:
    if len(clause.line.text) > LONGEST_ASKED * 3 or len(_ADDRESS.sub("", clause.line.text).split()) < FEWEST_WORDS:
        return
    if not clause.in_section and not (clause.signs & signs.ASKED and _ASKS.search(clause.lower)):
        return
    special = [*particulars(clause)] if clause.signs & signs.ASKED else []
    yield from special
    if any(one.kind is RequirementKind.LANGUAGE for one in special):
        mentions = [one for one in mentions if one.evidence.text.lower() not in NAMES]
    counted = years.years_asked(clause.lower) if clause.signs & signs.YEARS else None
    if counted:
        yield _experience(clause, counted, mentions)
    if clause.in_section:
        told = counted is not None or any(one.kind is RequirementKind.DEGREE for one in special)
        skills = [] if told and (len(mentions) <= 3 or _ANY_OF.search(clause.lower)) else [*_skills(clause, mentions)]
        yield from skills
        if not special and not counted and not skills and _is_a_whole(clause):
            yield requirement(
                clause,
                RequirementKind.EXPERIENCE
                if clause.signs & signs.EXPERIENCE and _EXPERIENCE.search(clause.lower)
                else RequirementKind.OTHER,
            )


def _experience(clause: Clause, counted: years.Years, mentions: Sequence[SkillMention]) -> Requirement:
    at = clause.line.start + counted.start
    near = [one.skill.id for one in mentions if one.evidence.start >= at][:4]
    return requirement(clause, RequirementKind.EXPERIENCE, years=counted.least, skills=tuple(dict.fromkeys(near)))


def _skills(clause: Clause, mentions: Sequence[SkillMention]) -> Iterator[Requirement]:
    """Make one requirement of alternatives ("Python or Java"), one of each skill of a list that asks for all."""
    ids = tuple(dict.fromkeys(mention.skill.id for mention in mentions))
    if not ids:
        return
    if len(ids) == 1 or _ANY_OF.search(clause.lower):
        yield requirement(clause, RequirementKind.SKILL, skills=ids)
        return
    for skill in ids:
        mention = next(one for one in mentions if one.skill.id == skill)
        begin = mention.evidence.start - clause.line.start
        span = (begin, begin + len(mention.evidence.text))
        yield requirement(clause, RequirementKind.SKILL, skills=(skill,), within=span)


def _permission(clause: Clause) -> permits.Permission | None:
    if not clause.signs & signs.PERMIT:
        return None
    return permits.permission_in(clause.line.text, clause.lower)


def _permit(clause: Clause, permission: permits.Permission, countries: frozenset[str]) -> Iterator[Requirement]:
    country = permission.country or (next(iter(countries)) if len(countries) == 1 else "")
    if permission.asked and country:
        value = country if permission.asked == "citizen" else f"{country}:no_sponsorship"
        yield requirement(clause, RequirementKind.PERMIT, value=value)


def _is_a_whole(clause: Clause) -> bool:
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
