"""ESCO and O*NET, as shipped with this package."""

import gzip
import json
from collections.abc import Callable
from functools import cached_property, lru_cache, partial
from importlib import resources
from threading import Lock
from typing import cast

from attrs import frozen

from copilot_adapters.taxonomies.occupations import OccupationList
from copilot_adapters.taxonomies.skills import SkillList
from copilot_core.entities.skill import Occupation, OccupationGuess, Skill, SkillMention

LEAST_LIKENESS = 0.25
REMEMBERED = 8192
LOADING = Lock()


@frozen
class EscoOnet:
    """Skills and occupations of ESCO and O*NET, read from this package's data at the first question."""

    def skills_in(self, text: str, field: str = "description") -> tuple[SkillMention, ...]:
        return tuple(self._skills.found_in(text, field))

    def occupation(self, title: str) -> OccupationGuess | None:
        likely = self._guesses(title)
        return likely[0] if likely and likely[0].confidence >= LEAST_LIKENESS else None

    def occupations(self, title: str, count: int) -> tuple[OccupationGuess, ...]:
        """Return the `count` nearest occupations, best first, however unlike."""
        return _nearest(self._occupations, count, title)

    def skill(self, id_or_label: str) -> Skill | None:
        return self._skills.named(id_or_label)

    def skills(self) -> tuple[Skill, ...]:
        """Return the whole list."""
        return tuple(map(self._skills.skill, range(len(self._skills.ids))))

    def all_occupations(self) -> tuple[Occupation, ...]:
        """Return the whole list."""
        return tuple(map(self._occupations.occupation, range(len(self._occupations.ids))))

    @cached_property
    def _guesses(self) -> Callable[[str], tuple[OccupationGuess, ...]]:
        """Titles repeat: a remembered answer is the same answer."""
        return lru_cache(REMEMBERED)(partial(_nearest, self._occupations, 1))

    @cached_property
    def _occupations(self) -> OccupationList:
        with LOADING:
            return OccupationList.of(_read("occupations"))

    @cached_property
    def _skills(self) -> SkillList:
        with LOADING:
            return SkillList.of(_read("skills"))


def _nearest(occupations: OccupationList, count: int, title: str) -> tuple[OccupationGuess, ...]:
    return tuple(
        OccupationGuess(occupations.occupation(number), round(min(likeness, 1.0), 3))
        for likeness, number in occupations.ranked(title, count)
    )


def _read(name: str) -> dict[str, object]:
    file = resources.files("copilot_adapters.taxonomies") / "data" / f"{name}.json.gz"
    return cast("dict[str, object]", json.loads(gzip.decompress(file.read_bytes())))
