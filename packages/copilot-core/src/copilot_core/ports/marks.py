"""Jobs that people saved or dismissed: every method takes the person."""

from collections.abc import Collection
from typing import Protocol

from attrs import frozen

from copilot_core.entities.identities import JobId, PersonId
from copilot_core.entities.job import Job
from copilot_core.entities.job_mark import JobMark, Mark


@frozen(kw_only=True)
class MarkQuery:
    """Which marks: of one kind (None: of both), after what a page before ended with."""

    mark: Mark | None = None
    limit: int = 50
    cursor: str | None = None


class Marks(Protocol):
    """Marks on jobs. They are kept with a job's postings: where these are merged to, the newest mark counts."""

    async def put(self, job: Job, mark: JobMark) -> None:
        """Keep a mark in place of any other that the person put on the job."""
        ...

    async def clear(self, person: PersonId, job: Job) -> None:
        """Take the person's marks off the job."""
        ...

    async def of(self, person: PersonId, jobs: Collection[JobId]) -> dict[JobId, JobMark]:
        """Return the marks of those jobs that have one."""
        ...

    async def list(self, person: PersonId, query: MarkQuery) -> tuple[tuple[JobMark, ...], str | None]:
        """Return a page of a person's jobs by their newest mark, the last made first, and the cursor of the next."""
        ...
