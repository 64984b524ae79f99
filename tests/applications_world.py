"""A small world for applications: everything real but the clock and the pages of the boards."""

from datetime import timedelta

from attrs import frozen

from copilot_adapters.container import Container
from copilot_core.entities.application import Application, Stage, Tracked
from copilot_core.entities.event import Event
from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId
from copilot_core.entities.job import Job
from copilot_core.entities.job_query import JobPage, JobQuery
from copilot_core.ports.applications import ApplicationQuery
from copilot_core.testing import StillClock, make_job, make_posting, make_sighting

ANNA = PersonId("anna")
BEN = PersonId("ben")
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def opening(number: int = 1, **sighting: object) -> Job:
    """A nurse's job; each number is another employer's."""
    posting = make_posting(company=f"Clinic {number}", external_id=f"opening-{number}")
    return make_job(make_sighting(posting, **sighting))


@frozen
class ApplicationsWorld:
    """What tests of applications do."""

    container: Container
    clock: StillClock

    async def put(self, *jobs: Job, gone: tuple[tuple[JobId, JobId], ...] = ()) -> None:
        """Let jobs come; the former ids of `gone` lead to the second."""
        async with self.container.storage().transaction() as books:
            await books.catalogue.save(jobs, gone)

    async def track(
        self, job: Job, stage: Stage | None = None, person: PersonId = LOCAL_PERSON, *, check: bool = False
    ) -> Tracked:
        self.clock.move(MINUTE)
        tracked: Tracked = await self.container.track_job()(job.id, stage, person=person, check=check)
        return tracked

    async def move(self, one: Application, stage: Stage, version: int | None = None, *, check: bool = False) -> Tracked:
        self.clock.move(MINUTE)
        moving = self.container.move_application()
        moved: Tracked = await moving(one.id, stage, person=one.person, version=version, check=check)
        return moved

    async def show(self, one: Application) -> Tracked:
        shown: Tracked = await self.container.show_application()(one.id, person=one.person)
        return shown

    async def listed(self, person: PersonId = LOCAL_PERSON, **asked: object) -> list[str]:
        page = await self.container.list_applications()(ApplicationQuery(**asked), person=person)  # type: ignore[arg-type]  # a test's own words
        return [one.application.company for one in page.applications]

    async def jobs(self, person: PersonId = LOCAL_PERSON, **asked: object) -> set[JobId]:
        page: JobPage = await self.container.search_jobs()(JobQuery(**asked), person=person)  # type: ignore[arg-type]  # a test's own words
        return {job.id for job in page.jobs}

    async def events(self, kind: str, person: PersonId = LOCAL_PERSON) -> list[Event]:
        async with self.container.storage().reading() as books:
            return [event for event in await books.events.since(person, 0) if event.kind == kind]
