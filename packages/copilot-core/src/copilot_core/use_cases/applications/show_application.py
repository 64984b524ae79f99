"""Show an application."""

from attrs import frozen

from copilot_core.entities.application import Tracked
from copilot_core.entities.identities import LOCAL_PERSON, ApplicationId, PersonId
from copilot_core.ports.clock import Clock
from copilot_core.ports.storage import Storage
from copilot_core.use_cases.applications.see_applications import SeeApplications


@frozen
class ShowApplication:
    """Show an application with its timeline, its job as it stands now, and where it may go."""

    storage: Storage
    clock: Clock

    async def __call__(self, application_id: ApplicationId, *, person: PersonId = LOCAL_PERSON) -> Tracked:
        """Return it; raise `NotFound("application_unknown")`."""
        async with self.storage.reading() as books:
            found = await books.applications.application(person, application_id)
            [seen] = await SeeApplications(books, self.clock.now())(person, [found])
        return seen
