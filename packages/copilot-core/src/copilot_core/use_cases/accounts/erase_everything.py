"""Erase everything."""

import asyncio
from collections.abc import Callable
from typing import Final

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.errors import CopilotError, Unavailable
from copilot_core.ports.embedder import Embedder
from copilot_core.ports.events import EventBus
from copilot_core.ports.shredder import Shredder
from copilot_core.ports.storage import Storage
from copilot_core.ports.vector_index import VectorIndex
from copilot_core.ports.web_copies import WebCopies
from copilot_core.use_cases.matching.ask_to_read import AskToRead
from copilot_core.use_cases.matching.rebuild_index import RebuildIndex
from copilot_core.use_cases.platform.wake_people import WakePeople

PORTION: Final = 400
"""Rows deleted in one transaction."""

PAUSES: Final = (0.1, 0.2, 0.5, 1.0, 2.0)
"""Seconds between tries while others stand in the way."""


@frozen(kw_only=True)
class Erased:
    """How many rows went. Unless `index_told`, a vector index could not be reached: a task tells it as soon as it can."""

    rows: int
    index_told: bool


@frozen
class EraseEverything:
    """Delete all that is kept of a person: rows, words and vectors in every index, copies of pages, the account.

    It goes by small portions, and begun again it goes on where it was stopped. Work that runs for the person finds its
    claim lost and brings nothing back; open pages find that what they followed is gone. Backups keep what they hold.
    """

    storage: Storage
    bus: EventBus
    shredder: Shredder
    copies: WebCopies
    embedder: Callable[[], Embedder | None]
    index: Callable[[], VectorIndex | None]
    resumes: Callable[[], VectorIndex | None]
    ask_to_read: AskToRead

    async def __call__(self, *, person: PersonId = LOCAL_PERSON) -> Erased:
        """Return what was deleted; raise `Unavailable` when some of it could not be reached: do it again then."""
        rows = 0
        while gone := await self._portion(person):
            rows += gone
        await WakePeople(self.bus)([person])
        told = await self._tell_index()
        await self.copies.clear()
        await self.shredder.shred()
        return Erased(rows=rows, index_told=told)

    async def _portion(self, person: PersonId) -> int:
        for pause in PAUSES:
            try:
                return await self._erase(person)
            except Unavailable as error:
                if error.permanent:
                    raise
            await asyncio.sleep(pause)
        return await self._erase(person)

    async def _erase(self, person: PersonId) -> int:
        async with self.storage.transaction() as books:
            return await books.personal_data.erase(person, PORTION)

    async def _tell_index(self) -> bool:
        """Let the index forget what storage has no more; one that cannot be reached, or made, is told later."""
        try:
            embedder, index = self.embedder(), self.index()
            if embedder is not None and index is not None:
                await RebuildIndex(self.storage, embedder, index, self.resumes())(only_new=True)
        except CopilotError:
            await self.ask_to_read()
            return False
        return True
