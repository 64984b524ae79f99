"""ESCO and O*NET, as shipped with this package."""

import gzip
import json
from functools import cached_property
from importlib import resources
from threading import Lock
from typing import cast

from attrs import field, frozen

from copilot_adapters.taxonomies.skills import SkillList
from copilot_core.entities.skill import OccupationGuess, Skill, SkillMention


@frozen
class EscoOnet:
    """Skills and occupations of ESCO and O*NET, read from this package's data at the first question."""

    _loading: Lock = field(factory=Lock, init=False, repr=False, eq=False)

    def skills_in(self, text: str, field: str = "description") -> tuple[SkillMention, ...]:
        return tuple(self._skills.found_in(text, field))

    def occupation(self, title: str) -> OccupationGuess | None:
        return None

    def skill(self, id_or_label: str) -> Skill | None:
        return self._skills.named(id_or_label)

    @cached_property
    def _skills(self) -> SkillList:
        with self._loading:
            return SkillList.of(_read("skills"))


def _read(name: str) -> dict[str, object]:
    file = resources.files("copilot_adapters.taxonomies") / "data" / f"{name}.json.gz"
    return cast("dict[str, object]", json.loads(gzip.decompress(file.read_bytes())))
