"""Write a note on an application."""

from attrs import frozen

from copilot_core.entities.application import Application, Tracked
from copilot_core.entities.identities import LOCAL_PERSON, ApplicationId, PersonId
from copilot_core.ports.clock import Clock
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Storage
from copilot_core.rules.application_moves import check_room
from copilot_core.rules.notes import said
from copilot_core.use_cases.applications.change_application import ChangeApplication


@frozen
class NoteApplication:
    """Add a note to the timeline of an application."""

    storage: Storage
    clock: Clock
    bus: EventBus

    async def __call__(
        self,
        application_id: ApplicationId,
        text: str,
        *,
        person: PersonId = LOCAL_PERSON,
        version: int | None = None,
    ) -> Tracked:
        """Return it as it is then; raise `Rejected` for a note that is empty or too long."""
        kept, now = said(text), self.clock.now()

        def note(application: Application) -> Application:
            check_room(application)
            return application.noted(kept, now)

        changing = ChangeApplication(self.storage, self.bus)
        return await changing(application_id, note, now, person=person, version=version)
