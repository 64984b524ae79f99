"""Give a resume a name."""

from attrs import evolve, frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId, ResumeId
from copilot_core.entities.resume import Resume
from copilot_core.errors import Rejected
from copilot_core.ports.storage import Storage
from copilot_core.rules.notes import remark
from copilot_core.use_cases.resumes.change_resume import ChangeResume

LONGEST = 120


@frozen
class RenameResume:
    """Give a resume the person's own name for it; its file keeps its own."""

    storage: Storage

    async def __call__(
        self, resume_id: ResumeId, title: str, *, person: PersonId = LOCAL_PERSON, version: int | None = None
    ) -> Resume:
        """Return it; raise `NotFound("resume_unknown")`, `Rejected("resume_nameless")`."""
        named = " ".join(remark(title).split())
        if not 1 <= len(named) <= LONGEST:
            raise Rejected("resume_nameless", most=LONGEST)
        changing = ChangeResume(self.storage)
        return await changing(resume_id, lambda was: evolve(was, title=named), person=person, version=version)
