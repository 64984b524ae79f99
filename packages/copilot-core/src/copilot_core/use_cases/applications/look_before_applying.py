"""Look whether a job is still open before somebody applies."""

from attrs import frozen

from copilot_core.entities.identities import JobId, PersonId
from copilot_core.sentences import Sentence
from copilot_core.use_cases.jobs.check_posting import CheckPosting


@frozen
class LookBeforeApplying:
    """Re-check a job's postings, and say what speaks against applying."""

    check: CheckPosting

    async def __call__(self, job: JobId, person: PersonId) -> tuple[Sentence, ...]:
        """Return warnings: that the job is closed, and why some of its postings could not be checked."""
        found = await self.check(job, person=person)
        closed = found.job.summary.closed
        why = (Sentence("applying_to_closed", {"problem": str(closed.why)}),) if closed else ()
        return (*why, *found.unchecked)
