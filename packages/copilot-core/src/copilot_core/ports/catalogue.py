"""The jobs."""

from collections.abc import Collection, Sequence
from typing import Protocol

from copilot_core.entities.identities import JobId, PersonId, SightingId
from copilot_core.entities.job import Job, JobHead, JobSummary
from copilot_core.entities.job_query import JobPage, JobQuery, Scored
from copilot_core.entities.match import JobCard


class Catalogue(Protocol):
    """Jobs, as one person sees them: shared ones, and private sightings of their own.

    A merged job's former ids lead to the job that survived.
    """

    async def job(self, job_id: JobId, person: PersonId) -> Job:
        """Return everything of one job; raise `NotFound("job_unknown")`."""
        ...

    async def head(self, job_id: JobId, person: PersonId) -> JobHead:
        """Return of one job what lists show, and its first sighting; raise `NotFound("job_unknown")`."""
        ...

    async def home(self, sighting: SightingId, person: PersonId) -> JobId:
        """Return the job that a sighting is in, as the person sees it; raise `NotFound("job_unknown")`."""
        ...

    async def search(self, query: JobQuery, person: PersonId, near: Sequence[JobId] = ()) -> JobPage:
        """Return a page; raise `Rejected("cursor_wrong")` for a cursor that is not of this query.

        A job answers a text when it has every word of it (a text of more than 12 words: its rarest 12). Filters and
        totals are exact up to 10 000. Relevance ranks at most 1 000 jobs: those with the words in the title first,
        then those that name them often, then the newest; its pages show these and no more. `near` are jobs
        close in meaning, best first: those the filters let pass join the ranking by reciprocal ranks. Facets come with
        the first page only.
        """
        ...

    async def candidates(
        self, terms: Sequence[str], query: JobQuery, person: PersonId, limit: int
    ) -> tuple[Scored, ...]:
        """Return the jobs that answer any of the search terms best, among those the query's filters let pass."""
        ...

    async def summaries(self, ids: Collection[JobId], person: PersonId) -> dict[JobId, JobSummary]:
        """Return summaries by id; ids unknown to the person are left out."""
        ...

    async def for_matching(self, ids: Collection[JobId], person: PersonId) -> dict[JobId, JobCard]:
        """Return what matching needs, by id, in one query: 200 cards take a few milliseconds; unknown ids are left out.

        A former id of a merged job is answered under the id that was asked.
        """
        ...

    async def passing(self, ids: Collection[JobId], query: JobQuery, person: PersonId) -> frozenset[JobId]:
        """Return which of these jobs the query's filters (its text aside) let pass, as the person sees them."""
        ...

    async def save(
        self, jobs: Collection[Job], gone: Collection[tuple[JobId, JobId]], dropped: Collection[JobId] = ()
    ) -> None:
        """Store jobs and index them; each `gone` id becomes an alias of the second, a `dropped` one ends.

        A personal job hides those it stands for from its owner; only personal jobs are dropped.
        """
        ...

    async def personal(self, shared: Collection[JobId]) -> dict[JobId, Job]:
        """Return the personal jobs, of all people, that stand for any of these shared ones."""
        ...

    async def companies(self, said: str, person: PersonId, limit: int) -> tuple[str, ...]:
        """Return companies of open jobs whose names begin with what was said, those with the most jobs first."""
        ...

    async def count(self, person: PersonId) -> int:
        """Return the number of jobs."""
        ...

    async def newest(self) -> int:
        """Return the number of the newest job: what is stored later has a higher one, for good."""
        ...
