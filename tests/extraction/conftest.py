"""What the extraction tests share."""

import pytest
from attrs import frozen

from copilot_adapters.gazetteers.geonames import Geonames
from copilot_adapters.language_detectors.function_words import FunctionWords
from copilot_core.entities.evidence import Evidence
from copilot_core.entities.skill import OccupationGuess, Skill, SkillMention


@frozen
class WordList:
    """A taxonomy of a few skills, found as plain words."""

    words: tuple[str, ...] = ()

    def skills_in(self, text: str, field: str = "description") -> tuple[SkillMention, ...]:
        found = [(text.find(word), word) for word in self.words if word in text]
        return tuple(
            SkillMention(Skill(f"test:{word}", word), Evidence.of(text, at, at + len(word), field))
            for at, word in sorted(found)
        )

    def occupation(self, title: str) -> OccupationGuess | None:
        return None


@pytest.fixture(scope="session")
def gazetteer() -> Geonames:
    return Geonames()


@pytest.fixture(scope="session")
def languages() -> FunctionWords:
    return FunctionWords()


@pytest.fixture(scope="session")
def no_skills() -> WordList:
    return WordList()


@pytest.fixture(scope="session")
def few_skills() -> WordList:
    return WordList(("Python", "SQL", "Docker", "welding"))
