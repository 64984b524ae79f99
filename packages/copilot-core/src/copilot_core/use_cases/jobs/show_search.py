"""Show a saved search, and what is new."""

from attrs import evolve, frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId, SearchId
from copilot_core.entities.job_query import JobPage, Sort
from copilot_core.entities.saved_search import SavedSearch
from copilot_core.entities.skill import Skill
from copilot_core.ports.storage import Storage
from copilot_core.ports.taxonomy import Taxonomy
from copilot_core.rules.blocked_companies import without_blocked
from copilot_core.rules.place import Cities
from copilot_core.rules.questions import understood


@frozen
class ShowSearch:
    """Show a saved search with its new jobs: those that the last run with any found, and those that came since."""

    storage: Storage
    taxonomy: Taxonomy
    cities: Cities

    async def __call__(
        self, search_id: SearchId, *, limit: int = 50, person: PersonId = LOCAL_PERSON
    ) -> tuple[SavedSearch, JobPage]:
        """Return the search and the newest of its new jobs; raise `NotFound("search_unknown")`."""
        async with self.storage.reading() as books:
            search = await books.searches.search(person, search_id)
            asked = evolve(search.query, beyond=search.new_from, sort=Sort.DATE, limit=limit)
            asked = without_blocked(asked, (await books.people.seeker(person)).wishes)
            page = await books.catalogue.search(understood(asked, self._skill, self.cities), person)
        return search, page

    def _skill(self, said: str) -> Skill | None:
        return self.taxonomy.skill(said)
