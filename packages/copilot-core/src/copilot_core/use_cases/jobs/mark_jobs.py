"""Save or dismiss several jobs at once."""

from collections.abc import Sequence

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId
from copilot_core.entities.job_mark import JobMark, MarkChange, MarksChanged
from copilot_core.errors import Rejected
from copilot_core.ports.clock import Clock
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Storage
from copilot_core.use_cases.jobs.mark_job import check_mark, put_mark, tell_mark
from copilot_core.use_cases.platform.wake_people import WakePeople

MOST = 50
"""Jobs marked in one transaction."""


@frozen
class MarkJobs:
    """Change the marks of several jobs, all or none; what leads back is answered, and is sent here to undo it."""

    storage: Storage
    clock: Clock
    bus: EventBus

    async def __call__(self, changes: Sequence[MarkChange], *, person: PersonId = LOCAL_PERSON) -> MarksChanged:
        """Return the marks; raise `NotFound("job_unknown")`, `Rejected("marks_too_many")`."""
        if len(changes) > MOST:
            raise Rejected("marks_too_many", most=MOST, given=len(changes))
        checked = [check_mark(one) for one in changes]
        made: list[JobMark] = []
        undo: list[MarkChange] = []
        async with self.storage.transaction() as books:
            for change in checked:
                job = await books.catalogue.job(change.job, person)
                before = (await books.marks.of(person, [job.id])).get(job.id)
                undo.append(_as_it_was(job.id, before))
                mark = await put_mark(books, job, change, person, self.clock.now())
                made += [mark] if mark else []
                await tell_mark(books, person, job.id, change.mark)
        await WakePeople(self.bus)([person])
        return MarksChanged(marks=tuple(made), undo=tuple(reversed(undo)))


def _as_it_was(job: JobId, mark: JobMark | None) -> MarkChange:
    if mark is None:
        return MarkChange(job=job)
    return MarkChange(job=job, mark=mark.mark, reason=mark.reason, note=mark.note)
