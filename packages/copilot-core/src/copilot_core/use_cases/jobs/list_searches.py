"""List saved searches."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.entities.saved_search import SavedSearch
from copilot_core.ports.storage import Storage


@frozen
class ListSearches:
    """List a person's saved searches, by name."""

    storage: Storage

    async def __call__(self, *, person: PersonId = LOCAL_PERSON) -> tuple[SavedSearch, ...]:
        """Return the searches."""
        async with self.storage.reading() as books:
            return await books.searches.list(person)
