"""Fetch the file of a resume."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId, ResumeId
from copilot_core.errors import NotFound
from copilot_core.ports.storage import Storage


@frozen
class FetchOriginal:
    """Return the file that a resume was read out of, as it was given."""

    storage: Storage

    async def __call__(self, resume_id: ResumeId, *, person: PersonId = LOCAL_PERSON) -> tuple[str, bytes]:
        """Return its name and bytes; raise `NotFound`: `resume_unknown`, `original_unknown`."""
        async with self.storage.reading() as books:
            kept = await books.people.resume(person, resume_id)
            content = await books.people.original(person, resume_id)
        if content is None:
            raise NotFound("original_unknown", resume=resume_id)
        return kept.file_name, content
