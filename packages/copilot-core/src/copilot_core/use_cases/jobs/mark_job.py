"""Save a job, or have it shown no more."""

from datetime import datetime

from attrs import evolve, frozen

from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId
from copilot_core.entities.job import Job
from copilot_core.entities.job_mark import JobMark, Mark, MarkChange, Reason
from copilot_core.entities.payload import Payload
from copilot_core.errors import Rejected
from copilot_core.ports.clock import Clock
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Books, Storage
from copilot_core.rules.notes import remark
from copilot_core.use_cases.platform.wake_people import WakePeople

MARK_EVENT = "mark"


@frozen
class MarkJob:
    """Put a person's mark on a job in place of the one before, or take it off.

    Dismissed jobs are left out of lists and matches until the mark is taken off; the mark stays with the job's
    postings, whichever jobs these are merged into.
    """

    storage: Storage
    clock: Clock
    bus: EventBus

    async def __call__(
        self,
        job_id: JobId,
        mark: Mark | None,
        *,
        reason: Reason | None = None,
        note: str = "",
        person: PersonId = LOCAL_PERSON,
    ) -> JobMark | None:
        """Return the mark; None takes off what there was. Raise `NotFound("job_unknown")`."""
        change = check_mark(MarkChange(job=job_id, mark=mark, reason=reason, note=note))
        async with self.storage.transaction() as books:
            job = await books.catalogue.job(job_id, person)
            made = await put_mark(books, job, change, person, self.clock.now())
            await tell_mark(books, person, job.id, mark)
        await WakePeople(self.bus)([person])
        return made


def check_mark(change: MarkChange) -> MarkChange:
    """Return it with the note to keep; raise `Rejected` for a reason that does not fit, or too long a note."""
    if change.reason and change.mark is not Mark.DISMISSED:
        raise Rejected("reason_unfitting", reason=change.reason.value)
    return evolve(change, note=remark(change.note))


async def put_mark(books: Books, job: Job, change: MarkChange, person: PersonId, now: datetime) -> JobMark | None:
    """Put a person's mark on a job, or take it off."""
    if change.mark is None:
        await books.marks.clear(person, job)
        return None
    made = JobMark(person=person, job=job.id, mark=change.mark, at=now, reason=change.reason, note=change.note)
    await books.marks.put(job, made)
    return made


async def tell_mark(books: Books, person: PersonId, job: JobId, mark: Mark | None) -> None:
    """Write the event of a mark."""
    facts: Payload = {"job": job, "mark": mark.value if mark else None}
    await books.events.add(person, MARK_EVENT, facts)
