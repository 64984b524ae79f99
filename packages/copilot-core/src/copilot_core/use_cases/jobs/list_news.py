"""List what is new to a saved search."""

from attrs import evolve, frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId, SearchId
from copilot_core.entities.job_query import JobPage, Sort
from copilot_core.entities.skill import Skill
from copilot_core.ports.storage import Storage
from copilot_core.ports.taxonomy import Taxonomy
from copilot_core.rules.blocked_companies import without_blocked
from copilot_core.rules.place import Cities
from copilot_core.rules.questions import understood


@frozen
class ListNews:
    """Page through the jobs that came since a person said that they have seen a saved search's, the newest first."""

    storage: Storage
    taxonomy: Taxonomy
    cities: Cities

    async def __call__(
        self, search_id: SearchId, *, limit: int = 50, cursor: str | None = None, person: PersonId = LOCAL_PERSON
    ) -> tuple[JobPage, int]:
        """Return a page, and the number up to which it looked, for `MarkNewsSeen`; raise `NotFound("search_unknown")`."""
        async with self.storage.reading() as books:
            search = await books.searches.search(person, search_id)
            newest = await books.catalogue.newest()
            asked = evolve(search.query, beyond=search.new_from, sort=Sort.DATE, limit=limit, cursor=cursor)
            asked = without_blocked(asked, (await books.people.seeker(person)).wishes)
            page = await books.catalogue.search(understood(asked, self._skill, self.cities), person)
        return page, newest

    def _skill(self, said: str) -> Skill | None:
        return self.taxonomy.skill(said)
