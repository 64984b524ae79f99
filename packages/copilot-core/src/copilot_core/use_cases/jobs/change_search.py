"""Change when a saved search is run."""

from attrs import evolve, frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId, SearchId
from copilot_core.entities.saved_search import SavedSearch
from copilot_core.entities.timetable import Timetable
from copilot_core.ports.clock import Clock
from copilot_core.ports.storage import Storage
from copilot_core.rules.schedule import next_due
from copilot_core.rules.timetable import checked


@frozen
class ChangeSearch:
    """Pause or resume a saved search, or give it another timetable; what it has seen stays."""

    storage: Storage
    clock: Clock

    async def __call__(
        self,
        search_id: SearchId,
        *,
        active: bool | None = None,
        timetable: Timetable | None = None,
        person: PersonId = LOCAL_PERSON,
    ) -> SavedSearch:
        """Return the search as it is now; what is None stays as it was."""
        async with self.storage.transaction() as books:
            search = await books.searches.search(person, search_id)
            changed = evolve(
                search,
                active=search.active if active is None else active,
                timetable=checked(timetable) if timetable else search.timetable,
            )
            kept = evolve(changed, next_due=next_due(changed, self.clock.now()))
            await books.searches.save(kept)
        return kept
