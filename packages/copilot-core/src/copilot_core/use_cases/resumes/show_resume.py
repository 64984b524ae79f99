"""Show a resume."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId, ResumeId
from copilot_core.entities.resume import Resume
from copilot_core.ports.storage import Storage


@frozen
class ShowResume:
    """Return one of a person's resumes."""

    storage: Storage

    async def __call__(self, resume_id: ResumeId, person: PersonId = LOCAL_PERSON) -> Resume:
        """Return the resume; raise `NotFound("resume_unknown")`."""
        async with self.storage.reading() as books:
            return await books.people.resume(person, resume_id)
