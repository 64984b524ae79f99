"""Look again whether one job is still open."""

from datetime import datetime, timedelta

from attrs import frozen

from copilot_core.entities.closing import Inquiry
from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId
from copilot_core.entities.job import Job
from copilot_core.entities.sighting import Sighting
from copilot_core.ports.clock import Clock
from copilot_core.ports.storage import Storage
from copilot_core.sentences import Sentence
from copilot_core.use_cases.jobs.look_at_postings import LookAtPostings

FRESH = timedelta(hours=24)
"""How long what was seen or answered last is believed."""

REST = timedelta(hours=1)
"""How long a posting that could not be checked is left alone."""


@frozen
class CheckedJob:
    """A job as it stands, and why some of its postings could not be checked just now."""

    job: Job
    unchecked: tuple[Sentence, ...] = ()


@frozen
class CheckPosting:
    """Look at a job's postings before somebody reads it or applies: those last seen or asked a day ago or more."""

    storage: Storage
    clock: Clock
    look: LookAtPostings

    async def __call__(
        self, job_id: JobId, *, person: PersonId = LOCAL_PERSON, patience: float = 3.0, fresh: timedelta = FRESH
    ) -> CheckedJob:
        """Return the job after at most `patience` seconds; raise `NotFound("job_unknown")`.

        A job whose postings are closed, each of them, is not asked for again.
        """
        job = await self._job(job_id, person)
        known = {one.sighting: one for one in job.inquiries}
        now = self.clock.now()
        due = [seen for seen in job.sightings if _is_due(seen, known.get(seen.id), now, fresh)]
        found = await self.look([seen for seen in due if not _rests(known.get(seen.id), now)], patience=patience)
        latest = {seen.id: found.get(seen.id) or known.get(seen.id) for seen in due}
        unchecked = [
            Sentence("closing_unchecked", {"url": seen.posting.url, "problem": str(one.problem)})
            for seen in due
            for one in (latest[seen.id],)
            if one and one.problem
        ]
        return CheckedJob(await self._job(job_id, person) if found else job, tuple(unchecked))

    async def _job(self, job_id: JobId, person: PersonId) -> Job:
        async with self.storage.reading() as books:
            return await books.catalogue.job(job_id, person)


def _is_due(seen: Sighting, inquiry: Inquiry | None, now: datetime, fresh: timedelta) -> bool:
    if not seen.posting.url.startswith(("http://", "https://")) or (inquiry and inquiry.closing):
        return False
    times = [seen.last_seen, *([inquiry.answered_at] if inquiry and inquiry.answered_at else [])]
    return now - max(times) >= fresh


def _rests(inquiry: Inquiry | None, now: datetime) -> bool:
    return bool(inquiry and inquiry.problem and inquiry.asked_at and now - inquiry.asked_at < REST)
