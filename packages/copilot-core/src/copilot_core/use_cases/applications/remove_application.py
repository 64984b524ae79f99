"""Remove an application."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, ApplicationId, PersonId
from copilot_core.errors import Rejected
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Storage
from copilot_core.use_cases.applications.change_application import tell
from copilot_core.use_cases.platform.wake_people import WakePeople


@frozen
class RemoveApplication:
    """Forget an application with its timeline, for good; the job stays."""

    storage: Storage
    bus: EventBus

    async def __call__(
        self, application_id: ApplicationId, *, person: PersonId = LOCAL_PERSON, version: int | None = None
    ) -> None:
        """Remove it; raise `NotFound("application_unknown")`, or `Rejected("application_changed")`."""
        async with self.storage.transaction(serial=version is None) as books:
            found = await books.applications.application(person, application_id)
            if version is not None and version != found.version:
                raise Rejected("application_changed", application=found.id, version=found.version)
            await books.applications.remove(found)
            await tell(books, found, removed=True)
        await WakePeople(self.bus)([person])
