"""Remove a resume."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId, ResumeId
from copilot_core.errors import Rejected
from copilot_core.ports.storage import Storage


@frozen
class RemoveResume:
    """Forget a resume for good: what was read, its versions, its file, and what it means."""

    storage: Storage

    async def __call__(
        self, resume_id: ResumeId, *, person: PersonId = LOCAL_PERSON, version: int | None = None
    ) -> None:
        """Remove it; raise `NotFound("resume_unknown")`, `Rejected("resume_changed")`."""
        async with self.storage.transaction() as books:
            kept = await books.people.resume(person, resume_id)
            if version is not None and version != kept.version:
                raise Rejected("resume_changed", resume=kept.id, version=kept.version)
            await books.people.remove_resume(person, resume_id)
            await books.resume_vectors.forget(person, resume_id)
