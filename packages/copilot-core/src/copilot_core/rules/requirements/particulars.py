"""Licences, degrees, languages and clearances that a clause asks for."""

import re
from collections.abc import Iterator

from copilot_core.entities.requirement import Requirement, RequirementKind
from copilot_core.rules import signs
from copilot_core.rules.requirements import clearances, degrees, licences, spoken
from copilot_core.rules.requirements.clauses import Clause, requirement

LONGEST_CERTAIN = 250
"""A longer sentence with "or" in it lists ways to qualify: no licence in it is needed by all."""

_SOME_LICENCE = re.compile(
    r"\b(?:licen[cs]es?|licensure|certifications?|certificates?) (?:is |are )?(?:required|a must|necessary|preferred)\b|\b(?:must|valid|current|active) (?:\w+ ){0,4}(?:licen[cs]e|licensure|certification)\b"
)
"""A licence that has no normal name here; its words are kept."""

_OR = re.compile(r"\bor\b|\boder\b|/|\bbzw\b|\beither\b")

_SPLIT = re.compile(
    r"[;]|,(?= (?:and )?(?:[^,]{3,60} (?:is )?(?:preferred|required|a plus|desired|desirable|von vorteil|wünschenswert)\b))|(?<=[a-zäöüß]{3})\.\s+(?=\w)|\bbut\b|, with (?:a )?preference"
)
_DEGREE_ASKED_BY = re.compile(
    r"degree|diplom|education|studium|ausbildung|abschluss|ged\b|required|bachelor|equivalent|ph\.?d|examen|master"
)


def particulars(clause: Clause) -> Iterator[Requirement]:
    """Yield what has a name of its own, piece by piece: what is needed and what is nice may stand in one clause."""
    lower = clause.lower
    for start, end in _pieces(lower):
        piece, said = lower[start:end], clause.line.text[start:end]
        if clause.signs & signs.LICENCE:
            yield from _licences(clause, said, piece, start)
        if clause.signs & signs.DEGREE and (clause.in_section or _DEGREE_ASKED_BY.search(piece)):
            for name, _, _ in degrees.degree_asked(piece):
                yield requirement(clause, RequirementKind.DEGREE, value=name, within=(start, end))
        if clause.signs & signs.SPOKEN:
            yield from _languages(clause, piece, start, end)
        if clause.signs & signs.CLEARANCE and (cleared := clearances.clearance_asked(piece)):
            yield requirement(
                clause,
                RequirementKind.CLEARANCE,
                value=cleared[0],
                within=(start, end),
                must=None if cleared[3] else False,
            )


def _licences(clause: Clause, said: str, piece: str, start: int) -> Iterator[Requirement]:
    """Make one requirement of alternatives ("RN or LPN"), one of each licence that is asked beside others.

    A licence without a normal name is asked by its words alone.
    """
    found = sorted(licences.licences_asked(said, piece, in_section=clause.in_section), key=lambda one: one[1])
    whole = (start, start + len(said))
    if not found:
        if clause.in_section and _SOME_LICENCE.search(piece):
            yield requirement(clause, RequirementKind.LICENCE, within=whole)
        return
    must = False if len(said) > LONGEST_CERTAIN and _OR.search(piece) else None
    if len(found) > 1 and _OR.search(piece[found[0][1] : found[-1][2]]):
        value = " or ".join(dict.fromkeys(name for name, _, _ in found))
        yield requirement(clause, RequirementKind.LICENCE, value=value, within=whole, must=must, at=found[0][1])
        return
    for name, begin, _ in found:
        yield requirement(clause, RequirementKind.LICENCE, value=name, within=whole, must=must, at=begin)


def _languages(clause: Clause, piece: str, start: int, end: int) -> Iterator[Requirement]:
    asked = list(spoken.languages_asked(piece, in_section=clause.in_section))
    codes = {value[:2] for value, _, _ in asked}
    either = len(codes) > 1 and _OR.search(piece[asked[0][1] : asked[-1][2]]) is not None
    for value, _, _ in asked:
        yield requirement(
            clause, RequirementKind.LANGUAGE, value=value, within=(start, end), must=False if either else None
        )


def _pieces(lower: str) -> Iterator[tuple[int, int]]:
    at = 0
    for stop in _SPLIT.finditer(lower):
        if stop.start() - at > 3:
            yield at, stop.start()
            at = stop.end()
    yield at, len(lower)
