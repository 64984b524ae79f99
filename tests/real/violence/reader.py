"""One who listens all the time, and must miss nothing."""

import asyncio
import threading
from collections import Counter

from attrs import define, field
from real.violence.strike import EFFECT, PEOPLE

from copilot_adapters.storage import SqlStorage
from copilot_core.entities.identities import LOCAL_PERSON
from copilot_core.errors import Unavailable


@define
class Reader:
    """Follows all people's events by their cursors, in a thread; counts the effects of each task."""

    url: str
    effects: Counter[str] = field(factory=Counter)
    cursors: dict[str, int] = field(factory=dict)
    _stopped: threading.Event = field(factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=lambda: asyncio.run(self._follow()), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Read what is left, and end."""
        self._stopped.set()
        assert self._thread is not None
        self._thread.join(60)
        assert not self._thread.is_alive()

    async def _follow(self) -> None:
        storage = SqlStorage(self.url)
        last = False
        while not last:
            last = self._stopped.is_set()
            try:
                while await self._read(storage):
                    pass
            except Unavailable:
                last = False
            await asyncio.sleep(0.1)
        await storage.close()

    async def _read(self, storage: SqlStorage) -> int:
        read = 0
        for person in (*PEOPLE, LOCAL_PERSON):
            cursor = self.cursors.get(person, 0)
            async with storage.reading() as books:
                found = await books.events.since(person, cursor)
            assert [event.number for event in found] == list(range(cursor + 1, cursor + 1 + len(found)))
            self.effects.update(str(event.payload["task"]) for event in found if event.kind == EFFECT)
            self.cursors[person] = cursor + len(found)
            read += len(found)
        return read
