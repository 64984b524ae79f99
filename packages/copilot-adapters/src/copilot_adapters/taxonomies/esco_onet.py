"""ESCO and O*NET, as shipped with this package."""

import gzip
import json
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache, partial
from importlib import resources
from threading import Lock
from typing import cast

from attrs import frozen

from copilot_adapters.taxonomies.occupations import OccupationList
from copilot_adapters.taxonomies.skills import SkillList
from copilot_core.entities.skill import Occupation, OccupationGuess, Skill, SkillMention
from copilot_core.rules.folding import fold
from copilot_core.rules.typing_ahead import foreseen

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

    def titles_like(self, said: str, limit: int) -> tuple[str, ...]:
        return foreseen(said, self._titles, limit)

    def skills_like(self, said: str, limit: int) -> tuple[str, ...]:
        return foreseen(said, self._labels, limit)

    @cached_property
    def _titles(self) -> tuple[tuple[str, str], ...]:
        return _comparable(self._occupations.names)

    @cached_property
    def _labels(self) -> tuple[tuple[str, str], ...]:
        return _comparable(skill.label for skill in self.skills())

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


def _comparable(labels: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return each label once, after its folded form."""
    return tuple((fold.__wrapped__(label), label) for label in dict.fromkeys(labels))


def _nearest(occupations: OccupationList, count: int, title: str) -> tuple[OccupationGuess, ...]:
    return tuple(
        OccupationGuess(occupations.occupation(number), round(min(likeness, 1.0), 3))
        for likeness, number in occupations.ranked(title, count)
    )


def _read(name: str) -> dict[str, object]:
    file = resources.files("copilot_adapters.taxonomies") / "data" / f"{name}.json.gz"
    return cast("dict[str, object]", json.loads(gzip.decompress(file.read_bytes())))
