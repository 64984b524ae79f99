"""Remind people of their applications."""

from attrs import frozen

from copilot_core.entities.application import Application
from copilot_core.entities.identities import PersonId
from copilot_core.entities.payload import Payload
from copilot_core.errors import CopilotError
from copilot_core.ports.clock import Clock
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Storage
from copilot_core.use_cases.platform.wake_people import WakePeople

REMINDER_EVENT = "reminder"
BATCH = 100
GONE_BY = frozenset({"application_changed", "application_unknown"})


@frozen
class TellReminders:
    """Tell each reminder that has come once, in the transaction that takes it off its application."""

    storage: Storage
    clock: Clock
    bus: EventBus

    async def __call__(self) -> Payload:
        """Return how many were told."""
        told = 0
        while True:
            async with self.storage.reading() as books:
                due = await books.applications.due(self.clock.now(), BATCH)
            if not due:
                return {"told": told}
            people: set[PersonId] = set()
            for application in due:
                if await self._tell(application):
                    people.add(application.person)
                    told += 1
            await WakePeople(self.bus)(people)

    async def _tell(self, application: Application) -> bool:
        """Tell one; False when it has changed since it was read, and is looked at again if it is due still."""
        try:
            async with self.storage.transaction(serial=False) as books:
                await books.applications.change(application.reminded(self.clock.now()), application.version)
                await books.events.add(application.person, REMINDER_EVENT, _facts(application))
        except CopilotError as error:
            if error.code not in GONE_BY:
                raise
            return False
        return True


def _facts(application: Application) -> Payload:
    return {
        "application": application.id,
        "job": application.job,
        "title": application.title,
        "company": application.company,
        "stage": application.stage.value,
        "due": application.remind_at.isoformat() if application.remind_at else "",
    }
