"""Compare two versions of a resume."""

from attrs import frozen

from copilot_core.entities.corrections import Difference
from copilot_core.entities.identities import LOCAL_PERSON, PersonId, ResumeId
from copilot_core.ports.storage import Storage
from copilot_core.rules.resume.corrected import corrected
from copilot_core.rules.resume.differences import differences
from copilot_core.use_cases.resumes.correct_resume import corrections_at


@frozen
class CompareVersions:
    """Tell what differs between two versions of a resume; 1 is the file as it was read."""

    storage: Storage

    async def __call__(
        self, resume_id: ResumeId, before: int = 1, after: int | None = None, *, person: PersonId = LOCAL_PERSON
    ) -> tuple[Difference, ...]:
        """Return the differences, up to the version in force when none is named; raise `NotFound`: `resume_unknown`, `resume_version_unknown`."""
        async with self.storage.reading() as books:
            kept = await books.people.resume(person, resume_id)
        was = corrected(kept.original, corrections_at(kept, before))
        now = kept.reading if after is None else corrected(kept.original, corrections_at(kept, after))
        return differences(was, now)
