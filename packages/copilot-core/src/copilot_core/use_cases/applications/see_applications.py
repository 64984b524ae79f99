"""See applications with their jobs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from attrs import frozen

from copilot_core.entities.application import Application, Tracked
from copilot_core.entities.identities import JobId, PersonId
from copilot_core.entities.job import JobSummary
from copilot_core.ports.storage import Books
from copilot_core.rules.application_moves import allowed_moves, was_sent
from copilot_core.sentences import Sentence


@frozen
class SeeApplications:
    """Put applications beside their jobs as these stand now, and beside others to the same job."""

    books: Books
    now: datetime

    async def __call__(self, person: PersonId, applications: Sequence[Application]) -> tuple[Tracked, ...]:
        """Return them in their order."""
        homes = await self.books.applications.jobs(person, [one.sighting for one in applications])
        jobs = await self.books.catalogue.summaries(list(homes.values()), person)
        twins = await self.books.applications.of_jobs(person, list(jobs))
        return tuple(self._beside(one, jobs.get(homes.get(one.sighting, one.job)), twins) for one in applications)

    def _beside(
        self, one: Application, job: JobSummary | None, known: Mapping[JobId, tuple[Application, ...]]
    ) -> Tracked:
        return beside(one, job, known.get(job.id, ()) if job else (), self.now)


def beside(application: Application, job: JobSummary | None, known: Iterable[Application], now: datetime) -> Tracked:
    """Put an application beside its job and the others `known` to the same one."""
    twins = [twin for twin in known if twin.id != application.id]
    return Tracked(
        application=application,
        job=job,
        moves=allowed_moves(application, now),
        twins=tuple(twin.id for twin in twins),
        warnings=tuple(applied_already(twin) for twin in twins if was_sent(twin)),
    )


def applied_already(application: Application) -> Sentence:
    """Say that a person applied, and by which application."""
    told = {"application": application.id, "stage": application.stage.value}
    return Sentence("applied_already", {**told, "title": application.title, "company": application.company})
