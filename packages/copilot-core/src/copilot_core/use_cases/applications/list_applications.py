"""List applications."""

from attrs import evolve, frozen

from copilot_core.entities.application import ApplicationPage
from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.ports.applications import ApplicationQuery
from copilot_core.ports.clock import Clock
from copilot_core.ports.storage import Storage
from copilot_core.use_cases.applications.see_applications import SeeApplications

MOST = 200


@frozen
class ListApplications:
    """A person's applications, the last changed first, each with its job as it stands now."""

    storage: Storage
    clock: Clock

    async def __call__(self, query: ApplicationQuery, *, person: PersonId = LOCAL_PERSON) -> ApplicationPage:
        """Return a page; raise `Rejected("cursor_wrong")`."""
        asked = evolve(query, limit=max(1, min(query.limit, MOST)))
        async with self.storage.reading() as books:
            found, following = await books.applications.list(person, asked)
            seen = await SeeApplications(books, self.clock.now())(person, found)
        return ApplicationPage(applications=seen, next=following)
