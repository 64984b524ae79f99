"""Say that what is new to a saved search was seen."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId, SearchId
from copilot_core.entities.saved_search import SavedSearch
from copilot_core.ports.storage import Storage


@frozen
class MarkNewsSeen:
    """What came up to a number is no news to a saved search any more; what the next run tells stays as it is."""

    storage: Storage

    async def __call__(
        self, search_id: SearchId, upto: int | None = None, *, person: PersonId = LOCAL_PERSON
    ) -> SavedSearch:
        """Return the search; None stands for all that is here. Raise `NotFound("search_unknown")`."""
        async with self.storage.transaction() as books:
            newest = await books.catalogue.newest()
            await books.searches.seen(person, search_id, newest if upto is None else min(upto, newest))
            return await books.searches.search(person, search_id)
