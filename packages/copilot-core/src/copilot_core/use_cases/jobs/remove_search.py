"""Remove a saved search."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId, SearchId
from copilot_core.ports.storage import Storage


@frozen
class RemoveSearch:
    """Forget a saved search; the jobs it found stay, and so does a run that is under way."""

    storage: Storage

    async def __call__(self, search_id: SearchId, *, person: PersonId = LOCAL_PERSON) -> None:
        """Remove it; raise `NotFound("search_unknown")`."""
        async with self.storage.transaction() as books:
            await books.searches.remove(person, search_id)
