"""Show a person's wishes."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.entities.seeker import Seeker
from copilot_core.ports.storage import Storage


@frozen
class ShowProfile:
    """Show what the person said they want and may do."""

    storage: Storage

    async def __call__(self, *, person: PersonId = LOCAL_PERSON) -> Seeker:
        """Return the profile, an empty one when nothing was said."""
        async with self.storage.reading() as books:
            return await books.people.seeker(person)
