"""Track a job as an application."""

from datetime import datetime
from hashlib import blake2b
from uuid import uuid4

from attrs import evolve, frozen

from copilot_core.entities.application import Application, Deed, Happening, Stage, Tracked
from copilot_core.entities.identities import LOCAL_PERSON, ApplicationId, JobId, PersonId
from copilot_core.entities.job import JobHead
from copilot_core.ports.clock import Clock
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Books, Storage
from copilot_core.rules.application_moves import check_move, was_sent
from copilot_core.sentences import Sentence
from copilot_core.use_cases.applications.change_application import tell
from copilot_core.use_cases.applications.look_before_applying import LookBeforeApplying
from copilot_core.use_cases.applications.see_applications import applied_already, beside
from copilot_core.use_cases.jobs.check_posting import CheckPosting
from copilot_core.use_cases.platform.wake_people import WakePeople


@frozen
class TrackJob:
    """Begin an application to a job, at whichever stage it is; what is tracked already is not begun again.

    A tracked job to which nothing was sent yet moves to the stage asked for. One that the person applied to, under
    whichever of its ids, stays as it is, and a warning names that application.
    """

    storage: Storage
    clock: Clock
    bus: EventBus
    check: CheckPosting

    async def __call__(
        self,
        job_id: JobId,
        stage: Stage | None = None,
        *,
        person: PersonId = LOCAL_PERSON,
        check: bool = False,
        since: datetime | None = None,
    ) -> Tracked:
        """Return the application; `check` looks first whether the job is open still, when it is applied for.

        `since` says when it began, where that was long ago.

        Raise `NotFound("job_unknown")`.
        """
        warnings = await LookBeforeApplying(self.check)(job_id, person) if check and stage is Stage.APPLIED else ()
        async with self.storage.transaction(serial=False) as books:
            await books.events.hold(person)
            job = await books.catalogue.head(job_id, person)
            known = (await books.applications.of_jobs(person, [job.summary.id])).get(job.summary.id, ())
            if known:
                application, doubt = await self._take_up(books, known, stage)
                warnings = (doubt, *warnings) if doubt else warnings
            else:
                application = await self._begin(books, job, stage or Stage.SAVED, person, since)
        seen = beside(application, job.summary, known, self.clock.now())
        await WakePeople(self.bus)([person])
        return evolve(seen, warnings=tuple(dict.fromkeys((*warnings, *seen.warnings))))

    async def _begin(
        self, books: Books, job: JobHead, stage: Stage, person: PersonId, since: datetime | None
    ) -> Application:
        now = since or self.clock.now()
        application = Application(
            id=ApplicationId(blake2b(uuid4().bytes, digest_size=6).hexdigest()),
            person=person,
            job=job.summary.id,
            sighting=job.sighting,
            title=job.summary.title,
            company=job.summary.company,
            url=job.summary.url,
            stage=stage,
            created_at=now,
            changed_at=now,
            timeline=(Happening(at=now, what=Deed.MOVED, stage=stage),),
        )
        await books.applications.add(application)
        await tell(books, application)
        return application

    async def _take_up(
        self, books: Books, known: tuple[Application, ...], stage: Stage | None
    ) -> tuple[Application, Sentence | None]:
        """Return the application that there is, moved where nothing was sent, or the one that was sent and a warning."""
        sent = next((one for one in known if was_sent(one)), None)
        if sent is not None:
            return sent, applied_already(sent)
        [first, *_] = known
        if stage in {None, first.stage}:
            return first, Sentence("application_exists", {"application": first.id, "stage": first.stage.value})
        return await self._move(books, first, stage), None

    async def _move(self, books: Books, first: Application, stage: Stage) -> Application:
        now = self.clock.now()
        check_move(first, stage, now)
        moved = first.moved(stage, now)
        await books.applications.change(moved, first.version)
        await tell(books, moved)
        return moved
