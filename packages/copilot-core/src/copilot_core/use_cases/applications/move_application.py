"""Move an application to another stage."""

from attrs import evolve, frozen

from copilot_core.entities.application import Application, Stage, Tracked
from copilot_core.entities.identities import LOCAL_PERSON, ApplicationId, JobId, PersonId
from copilot_core.ports.clock import Clock
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Storage
from copilot_core.rules.application_moves import check_move
from copilot_core.sentences import Sentence
from copilot_core.use_cases.applications.change_application import ChangeApplication
from copilot_core.use_cases.applications.look_before_applying import LookBeforeApplying
from copilot_core.use_cases.jobs.check_posting import CheckPosting


@frozen
class MoveApplication:
    """Move an application along; within a day of a move the way back is open."""

    storage: Storage
    clock: Clock
    bus: EventBus
    check: CheckPosting

    async def __call__(
        self,
        application_id: ApplicationId,
        stage: Stage,
        *,
        person: PersonId = LOCAL_PERSON,
        version: int | None = None,
        check: bool = False,
    ) -> Tracked:
        """Return it as it is then; `check` looks first whether the job is open still, when it is applied for.

        Raise `Rejected` with the reason why the stage may not follow.
        """
        warnings = await self._look(application_id, person) if check and stage is Stage.APPLIED else ()
        now = self.clock.now()

        def move(application: Application) -> Application:
            check_move(application, stage, now)
            return application.moved(stage, now)

        changing = ChangeApplication(self.storage, self.bus)
        seen = await changing(application_id, move, now, person=person, version=version)
        return evolve(seen, warnings=(*warnings, *seen.warnings))

    async def _look(self, application_id: ApplicationId, person: PersonId) -> tuple[Sentence, ...]:
        """Look at the job that the application is to by now; one that is gone can not be looked at."""
        async with self.storage.reading() as books:
            sighting = (await books.applications.application(person, application_id)).sighting
            homes = await books.applications.jobs(person, [sighting])
        job: JobId | None = homes.get(sighting)
        return await LookBeforeApplying(self.check)(job, person) if job else (Sentence("applying_to_gone"),)
