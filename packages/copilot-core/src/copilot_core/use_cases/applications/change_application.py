"""Change an application."""

from collections.abc import Callable
from datetime import datetime

from attrs import frozen

from copilot_core.entities.application import Application, Tracked
from copilot_core.entities.identities import ApplicationId, PersonId
from copilot_core.entities.payload import Payload
from copilot_core.errors import Rejected
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Books, Storage
from copilot_core.use_cases.applications.see_applications import SeeApplications
from copilot_core.use_cases.platform.wake_people import WakePeople

APPLICATION_EVENT = "application"

Change = Callable[[Application], Application]


@frozen
class ChangeApplication:
    """Read, change and keep an application in one transaction, with the event that tells of it."""

    storage: Storage
    bus: EventBus

    async def __call__(
        self, application_id: ApplicationId, change: Change, now: datetime, *, person: PersonId, version: int | None
    ) -> Tracked:
        """Return it as it is then; raise `Rejected("application_changed")` when it is not at `version` (None: any)."""
        async with self.storage.transaction(serial=False) as books:
            await books.events.hold(person)
            was = await books.applications.application(person, application_id)
            if version is not None and version != was.version:
                raise Rejected("application_changed", application=was.id, version=was.version)
            changed = change(was)
            await books.applications.change(changed, was.version)
            await tell(books, changed)
            [seen] = await SeeApplications(books, now)(person, [changed])
        await WakePeople(self.bus)([person])
        return seen


async def tell(books: Books, application: Application, *, removed: bool = False) -> None:
    """Write the event of a change."""
    facts: Payload = {
        "application": application.id,
        "job": application.job,
        "title": application.title,
        "company": application.company,
        "stage": application.stage.value,
        "version": application.version,
        "did": "removed" if removed else application.timeline[-1].what.value,
    }
    await books.events.add(application.person, APPLICATION_EVENT, facts)
