"""Suggest words while a person types."""

import asyncio
from enum import StrEnum

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.ports.storage import Storage
from copilot_core.ports.vocabulary import PlaceNames, TitlesAndSkills

MOST = 50


class Suggested(StrEnum):
    """What is being typed."""

    TITLE = "title"
    SKILL = "skill"
    PLACE = "place"
    COMPANY = "company"


@frozen
class SuggestWords:
    """Titles and skills of the taxonomies, the world's cities, and the companies of the jobs that the person sees."""

    storage: Storage
    words: TitlesAndSkills
    places: PlaceNames

    async def __call__(
        self, kind: Suggested, said: str, *, limit: int = 10, person: PersonId = LOCAL_PERSON
    ) -> tuple[str, ...]:
        """Return what begins so, the likeliest first; nothing for nothing."""
        most = max(1, min(limit, MOST))
        if not said.strip():
            return ()
        if kind is Suggested.COMPANY:
            async with self.storage.reading() as books:
                return await books.catalogue.companies(said, person, most)
        listed = {
            Suggested.TITLE: self.words.titles_like,
            Suggested.SKILL: self.words.skills_like,
            Suggested.PLACE: self.places.places_like,
        }
        return await asyncio.to_thread(listed[kind], said, most)
