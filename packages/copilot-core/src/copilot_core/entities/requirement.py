"""What a posting asks for."""

from enum import StrEnum

from attrs import frozen

from copilot_core.entities.evidence import Evidence


class RequirementKind(StrEnum):
    """What kind of thing is asked for."""

    SKILL = "skill"
    EXPERIENCE = "experience"
    DEGREE = "degree"
    LICENCE = "licence"
    LANGUAGE = "language"
    CLEARANCE = "clearance"
    PERMIT = "permit"
    OTHER = "other"


@frozen(kw_only=True)
class Requirement:
    """One thing asked for, in the posting's words.

    `skills` are ids of the taxonomy, any of which proves a SKILL. `years` is the least experience asked.
    `value` is the thing itself in normal form where the kind has one: a licence's name (`RN`, `CDL-A`, alternatives as `RN or LPN`), a language
    with its level (`de:B2`), a degree (`bachelor`), a clearance (`secret`), a permit (`US`: citizenship,
    `US:no_sponsorship`). `must` tells needed from nice to have.
    """

    text: str
    kind: RequirementKind
    evidence: Evidence
    must: bool = True
    skills: tuple[str, ...] = ()
    years: float | None = None
    value: str = ""
