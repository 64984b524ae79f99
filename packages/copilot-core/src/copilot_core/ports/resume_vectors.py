"""What resumes mean, kept for the person alone."""

from collections.abc import Collection
from typing import Protocol

from attrs import frozen

from copilot_core.entities.identities import JobId, PersonId, ResumeId
from copilot_core.ports.embedder import Vector
from copilot_core.ports.vectors import Indexed


@frozen
class Owned:
    """One person's resume."""

    person: PersonId
    resume: ResumeId


class ResumeVectors(Indexed, Protocol):
    """One vector a resume and model, of the text it was made of; no index of jobs and no other person sees it.

    In an index of resumes each has a name that does not tell whose it is; what was erased is nobody's.
    """

    async def of(self, model: str, person: PersonId, resume: ResumeId, text_hash: str) -> Vector | None:
        """Return the resume's vector when it was made of this text."""
        ...

    async def keep(self, model: str, person: PersonId, resume: ResumeId, text_hash: str, vector: Vector) -> None:
        """Keep the vector in place of the resume's former one."""
        ...

    async def forget(self, person: PersonId, resume: ResumeId | None = None) -> None:
        """Erase the vectors of a person's resumes, or of one of them."""
        ...

    async def unread(self, model: str, limit: int) -> tuple[Owned, ...]:
        """Return resumes without a vector, of all people: for the reading for meaning alone."""
        ...

    async def named(self, model: str, people: Collection[PersonId]) -> dict[JobId, Owned]:
        """Return the names of these people's resumes in an index: for the matching of new jobs alone."""
        ...
