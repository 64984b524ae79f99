"""Skills and occupations of public taxonomies."""

from typing import Protocol

from copilot_core.entities.skill import OccupationGuess, Skill, SkillMention


class Taxonomy(Protocol):
    """ESCO and O*NET, or another list of skills and occupations. Pure, deterministic, safe to share by threads.

    `skills_in` finds every skill named in a text, each with the words that prove it (offsets in code points, in
    order, none overlapping); the evidence's `field` is the one given. Words that only look like a skill ("go to",
    "r & d", "excellent") do not prove it.
    """

    def skills_in(self, text: str, field: str = "description") -> tuple[SkillMention, ...]:
        """Return the skills named in `text`."""
        ...

    def occupation(self, title: str) -> OccupationGuess | None:
        """Return the occupation a job title names, None when none is near."""
        ...

    def skill(self, id_or_label: str) -> Skill | None:
        """Return the skill with this id or (without case) label."""
        ...
