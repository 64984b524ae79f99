"""Save a job, or have it shown no more."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId
from copilot_core.entities.job_mark import JobMark, Mark, Reason
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
        if reason and mark is not Mark.DISMISSED:
            raise Rejected("reason_unfitting", reason=reason.value)
        kept = remark(note)
        async with self.storage.transaction() as books:
            job = await books.catalogue.job(job_id, person)
            if mark is None:
                made = None
                await books.marks.clear(person, job)
            else:
                now = self.clock.now()
                made = JobMark(person=person, job=job.id, mark=mark, at=now, reason=reason, note=kept)
                await books.marks.put(job, made)
            await _tell(books, person, job.id, mark)
        await WakePeople(self.bus)([person])
        return made


async def _tell(books: Books, person: PersonId, job: JobId, mark: Mark | None) -> None:
    facts: Payload = {"job": job, "mark": mark.value if mark else None}
    await books.events.add(person, MARK_EVENT, facts)
