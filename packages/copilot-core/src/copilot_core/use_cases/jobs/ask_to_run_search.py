"""Have a saved search run, soon."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId, SearchId
from copilot_core.entities.task import Task
from copilot_core.ports.storage import Storage
from copilot_core.rules.new_task import new_task
from copilot_core.rules.schedule import RUN_SEARCH
from copilot_core.use_cases.platform.ask_for_task import AskForTask


@frozen
class AskToRunSearch:
    """Let the background run a saved search, whether it is due or not."""

    storage: Storage
    ask: AskForTask

    async def __call__(self, search_id: SearchId, *, person: PersonId = LOCAL_PERSON) -> Task:
        """Return the task that will do it; raise `NotFound("search_unknown")`."""
        async with self.storage.reading() as books:
            search = await books.searches.search(person, search_id)
        return await self.ask(new_task(RUN_SEARCH, {"search": search.id}, person=person))
