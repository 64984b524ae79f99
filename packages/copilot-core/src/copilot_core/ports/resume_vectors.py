"""What resumes mean, kept for the person alone."""

from typing import Protocol

from copilot_core.entities.identities import PersonId, ResumeId
from copilot_core.ports.embedder import Vector


class ResumeVectors(Protocol):
    """One vector a resume and model, of the text it was made of; no index of jobs and no other person sees it."""

    async def of(self, model: str, person: PersonId, resume: ResumeId, text_hash: str) -> Vector | None:
        """Return the resume's vector when it was made of this text."""
        ...

    async def keep(self, model: str, person: PersonId, resume: ResumeId, text_hash: str, vector: Vector) -> None:
        """Keep the vector in place of the resume's former one."""
        ...

    async def forget(self, person: PersonId) -> None:
        """Erase the vectors of a person's resumes."""
        ...
