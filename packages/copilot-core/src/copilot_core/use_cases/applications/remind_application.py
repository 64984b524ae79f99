"""Be reminded of an application."""

from datetime import datetime

from attrs import frozen

from copilot_core.entities.application import Application, Tracked
from copilot_core.entities.identities import LOCAL_PERSON, ApplicationId, PersonId
from copilot_core.ports.clock import Clock
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Storage
from copilot_core.rules.application_moves import check_room
from copilot_core.rules.reminders import checked
from copilot_core.use_cases.applications.change_application import ChangeApplication


@frozen
class RemindApplication:
    """Set the reminder of an application, which has one at most, or take it away."""

    storage: Storage
    clock: Clock
    bus: EventBus

    async def __call__(
        self,
        application_id: ApplicationId,
        due: datetime | None,
        *,
        person: PersonId = LOCAL_PERSON,
        version: int | None = None,
    ) -> Tracked:
        """Return it as it is then; None takes the reminder away. Raise `Rejected("reminder_when")`."""
        now = self.clock.now()
        when = checked(due, now) if due else None

        def remind(application: Application) -> Application:
            check_room(application)
            return application.to_remind(when, now)

        changing = ChangeApplication(self.storage, self.bus)
        return await changing(application_id, remind, now, person=person, version=version)
