"""Look whether a job is still open before somebody applies."""

from attrs import frozen

from copilot_core.entities.closing import ClosingState
from copilot_core.entities.identities import JobId, PersonId
from copilot_core.rules.closed import evidence_of
from copilot_core.sentences import Sentence
from copilot_core.use_cases.jobs.check_posting import CheckPosting


@frozen
class LookBeforeApplying:
    """Re-check a job's postings, and say what speaks against applying."""

    check: CheckPosting

    async def __call__(self, job: JobId, person: PersonId) -> tuple[Sentence, ...]:
        """Return warnings: that the job is closed or may be, and why some of its postings could not be checked."""
        found = await self.check(job, person=person)
        closed = found.job.summary.closed
        if closed:
            return (Sentence("applying_to_closed", {"problem": str(closed.why)}), *found.unchecked)
        doubted = [one for one in found.job.inquiries if one.state is ClosingState.DOUBTED]
        return (*(doubt for one in doubted for doubt in evidence_of(one)), *found.unchecked)
