"""A clause of an advert, and the requirement made of it."""

import re

from attrs import frozen

from copilot_core.entities.evidence import Evidence
from copilot_core.entities.requirement import Requirement, RequirementKind
from copilot_core.rules import signs
from copilot_core.rules.requirements.lines import Line
from copilot_core.rules.requirements.sections import Part

LONGEST_ASKED = 400
"""Nothing longer is quoted."""

_NICE = re.compile(
    r"\b(?:prefer(?:red|ably|ence)?|plus\b(?! years)|nice[- ]to[- ]have|bonus\b|desir(?:ed|able)|ideally|advantage|helpful|not (?:required|necessary|mandatory)"
    r"|optional|beneficial|an asset|welcome|von vorteil|wünschenswert|idealerweise|gerne\b|pluspunkt|kein muss|would be (?:great|nice|good)|encouraged"
    r"|recommended|highly regarded|valorable|deseable|souhaité)"
)
MUST = re.compile(
    r"\b(?:must\b|(?<!not )required\b|(?<!not )mandatory|requires?\b|essential\b|zwingend|erforderlich|voraussetzung|imprescindible|obligatoire|(?<!not )necessary)"
)


@frozen
class Clause:
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


def requirement(
    clause: Clause,
    kind: RequirementKind,
    *,
    value: str = "",
    skills: tuple[str, ...] = (),
    years: float | None = None,
    must: bool | None = None,
    within: tuple[int, int] | None = None,
    at: int | None = None,
) -> Requirement:
    """Make a requirement of a clause, or of the piece `within` it; `must` overrides what the words say."""
    begin, finish = within or (0, len(clause.line.text))
    start, end = _trimmed(clause, begin, finish)
    if end - start > LONGEST_ASKED:
        start = max(start, clause.line.start + begin + (at or 0) - LONGEST_ASKED // 4)
        end = min(end, start + LONGEST_ASKED)
    quote = Evidence.of(clause.text, start, end)
    needed = must if must is not None else _needed(clause, clause.lower[begin:finish])
    return Requirement(
        text=_plain(quote.text), kind=kind, evidence=quote, must=needed, skills=skills, years=years, value=value
    )


def _trimmed(clause: Clause, begin: int, finish: int) -> tuple[int, int]:
    start, end = clause.line.start + begin, clause.line.start + finish
    said = clause.text[start:end]
    return start + len(said) - len(said.lstrip(" ,;.*_")), end - len(said) + len(said.rstrip(" ,;*_"))


def _needed(clause: Clause, piece: str) -> bool:
    """Whether it is needed: its own words say so, else the section."""
    nice = clause.signs & signs.NICE and _NICE.search(piece)
    must = clause.signs & signs.MUST and MUST.search(piece)
    if bool(nice) != bool(must):
        return bool(must)
    return clause.part is not Part.NICE


def _plain(said: str) -> str:
    return " ".join(re.sub(r"\*\*|__|\\(?=\W)|\[([^\]]{1,100})\]\([^)]{1,300}\)", lambda m: m[1] or "", said).split())


def quoted(clause: Clause) -> Evidence:
    """Quote a whole clause, not endlessly."""
    return Evidence.of(clause.text, clause.line.start, min(clause.line.end, clause.line.start + LONGEST_ASKED))
