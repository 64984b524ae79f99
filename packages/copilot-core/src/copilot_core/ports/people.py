"""People's own things: every method takes the person."""

from typing import Protocol

from copilot_core.entities.identities import PersonId, ResumeId
from copilot_core.entities.resume import Resume
from copilot_core.entities.seeker import Seeker


class People(Protocol):
    """Profiles and resumes. Another person's things are `NotFound`."""

    async def seeker(self, person: PersonId) -> Seeker:
        """Return the profile, an empty one when nothing was set."""
        ...

    async def save_seeker(self, seeker: Seeker) -> None:
        """Keep the profile."""
        ...

    async def save_resume(self, resume: Resume) -> None:
        """Keep a resume (an existing id is replaced)."""
        ...

    async def save_original(self, person: PersonId, resume_id: ResumeId, content: bytes) -> None:
        """Keep the file that a kept resume was read out of, in place of any other."""
        ...

    async def original(self, person: PersonId, resume_id: ResumeId) -> bytes | None:
        """Return that file, None where none was kept."""
        ...

    async def remove_resume(self, person: PersonId, resume_id: ResumeId) -> None:
        """Delete a resume with its file; raise `NotFound("resume_unknown")`."""
        ...

    async def resume(self, person: PersonId, resume_id: ResumeId) -> Resume:
        """Return one resume; raise `NotFound("resume_unknown")`."""
        ...

    async def resumes(self, person: PersonId) -> tuple[Resume, ...]:
        """Return the person's resumes, newest first."""
        ...
