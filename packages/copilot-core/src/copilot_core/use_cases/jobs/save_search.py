"""Save a search."""

import asyncio
from hashlib import blake2b

from attrs import evolve, frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId, SearchId, SourceName
from copilot_core.entities.job_query import JobQuery
from copilot_core.entities.saved_search import SavedSearch
from copilot_core.entities.skill import Skill
from copilot_core.entities.timetable import Timetable
from copilot_core.errors import Rejected
from copilot_core.ports.clock import Clock
from copilot_core.ports.job_sources import JobSources
from copilot_core.ports.storage import Books, Storage
from copilot_core.ports.taxonomy import Taxonomy
from copilot_core.rules.place import Cities
from copilot_core.rules.questions import understood
from copilot_core.rules.schedule import next_due
from copilot_core.rules.timetable import checked

MOST = 100
"""Saved searches of one person."""

LONGEST_NAME = 80


@frozen
class SaveSearch:
    """Keep a search that is run again and again; what the catalogue holds already is not new to it."""

    storage: Storage
    sources: JobSources
    clock: Clock
    taxonomy: Taxonomy
    cities: Cities

    async def __call__(
        self,
        name: str,
        query: JobQuery,
        timetable: Timetable,
        *,
        sources: tuple[SourceName, ...] = (),
        person: PersonId = LOCAL_PERSON,
    ) -> SavedSearch:
        """Return the search; raise `Rejected` for a name that is taken, and for what could never be asked."""
        named = " ".join(name.split())
        if not 1 <= len(named) <= LONGEST_NAME:
            raise Rejected("search_nameless", name=named[: 2 * LONGEST_NAME] or "—", most=LONGEST_NAME)
        await self._check(query, sources)
        now = self.clock.now().replace(microsecond=0)
        search = SavedSearch(
            id=_id(person, named, now.isoformat()),
            person=person,
            name=named,
            query=evolve(query, cursor=None, beyond=None),
            timetable=checked(timetable),
            sources=tuple(dict.fromkeys(sources)),
            created_at=now,
        )
        async with self.storage.transaction() as books:
            await _check_room(books, search)
            newest = await books.catalogue.newest()
            kept = evolve(search, next_due=next_due(search, now), seen_upto=newest, new_from=newest)
            await books.searches.save(kept)
        return kept

    async def _check(self, query: JobQuery, sources: tuple[SourceName, ...]) -> None:
        understood(query, self._skill, self.cities)
        for name in sources:
            await asyncio.to_thread(self.sources.source, name)

    def _skill(self, said: str) -> Skill | None:
        return self.taxonomy.skill(said)


async def _check_room(books: Books, search: SavedSearch) -> None:
    known = await books.searches.list(search.person)
    for one in known:
        if one.name.casefold() == search.name.casefold():
            raise Rejected("search_exists", name=one.name, search=one.id)
    if len(known) >= MOST:
        raise Rejected("searches_too_many", most=MOST)


def _id(person: PersonId, name: str, at: str) -> SearchId:
    return SearchId(blake2b(f"{person}\x1f{name}\x1f{at}".encode("utf-8", "replace"), digest_size=6).hexdigest())
