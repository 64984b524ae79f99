"""Have the boards asked, soon."""

import asyncio
from collections.abc import Sequence

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId, SourceName
from copilot_core.entities.payload import Payload
from copilot_core.entities.posting import Search
from copilot_core.entities.task import Task
from copilot_core.ports.job_sources import JobSources
from copilot_core.rules.new_task import new_task
from copilot_core.use_cases.platform.ask_for_task import AskForTask

TASK = "collect"


@frozen
class AskToCollect:
    """Let the background ask the named boards, or all that are ready."""

    sources: JobSources
    ask: AskForTask

    async def __call__(
        self, search: Search, names: Sequence[SourceName] = (), *, person: PersonId = LOCAL_PERSON
    ) -> Task:
        """Return the task that will do it; raise `NotFound` or `Rejected` for a board that cannot be asked."""
        asked = tuple(dict.fromkeys(names))
        for name in asked:
            await asyncio.to_thread(self.sources.source, name)
        told: Payload = {"text": search.text, "where": search.where, "sources": asked, "limit": search.limit}
        remote: Payload = {} if search.remote is None else {"remote": search.remote}
        return await self.ask(new_task(TASK, {**told, **remote}, person=person))
