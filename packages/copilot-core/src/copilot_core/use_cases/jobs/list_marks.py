"""List the jobs that a person saved or dismissed."""

from attrs import evolve, frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.entities.job_mark import MarkedJob, MarkPage
from copilot_core.ports.marks import MarkQuery
from copilot_core.ports.storage import Storage

MOST = 200


@frozen
class ListMarks:
    """A person's saved and dismissed jobs, the last marked first, each with when and why."""

    storage: Storage

    async def __call__(self, query: MarkQuery, *, person: PersonId = LOCAL_PERSON) -> MarkPage:
        """Return a page; raise `Rejected("cursor_wrong")`."""
        asked = evolve(query, limit=max(1, min(query.limit, MOST)))
        async with self.storage.reading() as books:
            marks, following = await books.marks.list(person, asked)
            jobs = await books.catalogue.summaries([one.job for one in marks], person)
        seen = tuple(MarkedJob(mark=one, job=jobs[one.job]) for one in marks if one.job in jobs)
        return MarkPage(marked=seen, next=following)
