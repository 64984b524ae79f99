"""Skills and occupations of the public taxonomies."""

from attrs import frozen

from copilot_core.entities.evidence import Evidence


@frozen
class Skill:
    """A skill of the taxonomy: `id` as ESCO or O*NET names it (`esco:…`, `onet:…`), `label` in English."""

    id: str
    label: str


@frozen
class SkillMention:
    """A skill, with the words that prove it."""

    skill: Skill
    evidence: Evidence


@frozen
class Occupation:
    """An occupation of the taxonomy; `group` is its ISCO-08 unit group (4 digits), empty when unknown."""

    id: str
    label: str
    group: str = ""


@frozen
class OccupationGuess:
    """The occupation that a title most likely names; `confidence` is 0..1."""

    occupation: Occupation
    confidence: float
