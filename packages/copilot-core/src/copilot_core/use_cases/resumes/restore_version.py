"""Go back to a former version of a resume."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId, ResumeId
from copilot_core.entities.resume import Resume
from copilot_core.ports.clock import Clock
from copilot_core.ports.storage import Storage
from copilot_core.use_cases.resumes.change_resume import ChangeResume
from copilot_core.use_cases.resumes.correct_resume import corrections_at, edited


@frozen
class RestoreVersion:
    """Make a former version of a resume the one in force, as a new version; 1 is the file as it was read."""

    storage: Storage
    clock: Clock

    async def __call__(
        self, resume_id: ResumeId, number: int, *, person: PersonId = LOCAL_PERSON, version: int | None = None
    ) -> Resume:
        """Return it; raise `NotFound`: `resume_unknown`, `resume_version_unknown`."""

        def go_back(was: Resume) -> Resume:
            return edited(was, corrections_at(was, number), self.clock.now())

        return await ChangeResume(self.storage)(resume_id, go_back, person=person, version=version)
