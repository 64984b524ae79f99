"""List resumes."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.entities.resume import Resume
from copilot_core.ports.storage import Storage


@frozen
class ListResumes:
    """Return a person's resumes, newest first."""

    storage: Storage

    async def __call__(self, person: PersonId = LOCAL_PERSON) -> tuple[Resume, ...]:
        """Return the resumes."""
        async with self.storage.reading() as books:
            return await books.people.resumes(person)
