"""Count jobs by what they can be filtered by."""

from attrs import evolve, frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.entities.job_counts import JobCounts
from copilot_core.entities.job_query import JobQuery, Sort
from copilot_core.entities.skill import Skill
from copilot_core.ports.storage import Storage
from copilot_core.ports.taxonomy import Taxonomy
from copilot_core.rules.blocked_companies import without_blocked
from copilot_core.rules.place import Cities
from copilot_core.rules.questions import understood


@frozen
class CountJobs:
    """Count the jobs that answer a query by its words and filters, and what each further filter would leave."""

    storage: Storage
    taxonomy: Taxonomy
    cities: Cities

    async def __call__(self, query: JobQuery, *, person: PersonId = LOCAL_PERSON) -> JobCounts:
        """Return the counts; raise `Rejected` for a country that is none."""
        asked = evolve(understood(query, self._skill, self.cities), sort=Sort.DATE, limit=1, cursor=None)
        async with self.storage.reading() as books:
            asked = without_blocked(asked, (await books.people.seeker(person)).wishes)
            page = await books.catalogue.search(asked, person)
        return JobCounts(total=page.total, more=page.more, facets=page.facets)

    def _skill(self, said: str) -> Skill | None:
        return self.taxonomy.skill(said)
