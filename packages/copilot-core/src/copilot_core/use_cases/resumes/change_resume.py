"""Change a resume."""

from collections.abc import Callable

from attrs import evolve, frozen

from copilot_core.entities.identities import PersonId, ResumeId
from copilot_core.entities.resume import Resume
from copilot_core.errors import Rejected
from copilot_core.ports.storage import Storage

Change = Callable[[Resume], Resume]


@frozen
class ChangeResume:
    """Read, change and keep a resume in one transaction; what was read for its meaning is forgotten where it changed."""

    storage: Storage

    async def __call__(
        self, resume_id: ResumeId, change: Change, *, person: PersonId, version: int | None = None
    ) -> Resume:
        """Return it as it is then; raise `Rejected("resume_changed")` when it is not at `version` (None: any)."""
        async with self.storage.transaction() as books:
            was = await books.people.resume(person, resume_id)
            if version is not None and version != was.version:
                raise Rejected("resume_changed", resume=was.id, version=was.version)
            changed = evolve(change(was), version=was.version + 1)
            await books.people.save_resume(changed)
            if changed.reading != was.reading:
                await books.resume_vectors.forget(person, was.id)
        return changed
