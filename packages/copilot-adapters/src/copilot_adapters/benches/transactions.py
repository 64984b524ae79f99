"""How many small transactions a second one process gets through, one after the other and beside each other."""

import asyncio
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from copilot_adapters.storage import SqlStorage
from copilot_core.entities.identities import PersonId

WRITERS = 8
SECONDS = 2.0


def evaluate(database: str = "") -> dict[str, object]:
    """Write events of eight people at once; `database` is the address of an empty one, a temporary SQLite when left out."""
    if database:
        return asyncio.run(_measured(database.replace("postgresql://", "postgresql+psycopg://")))
    with TemporaryDirectory(prefix="copilot-bench-") as folder:
        return asyncio.run(_measured(f"sqlite+aiosqlite:///{Path(folder) / 'bench.sqlite'}"))


def render(result: dict[str, object]) -> str:
    """Put the figures into a line."""
    figures = f"{result['serial']}/s one after the other, {result['free']}/s beside each other"
    return f"transactions: {figures}, by {WRITERS} writers in {result['database']}"


async def _measured(database: str) -> dict[str, object]:
    storage = SqlStorage(database)
    try:
        await storage.migrate()
        serial, free = [await _rate(storage, serial=one) for one in (True, False)]
    finally:
        await storage.close()
    return {"database": database.partition("+")[0], "writers": WRITERS, "serial": serial, "free": free}


async def _rate(storage: SqlStorage, *, serial: bool) -> int:
    started = time.perf_counter()

    async def write(person: PersonId) -> int:
        done = 0
        while time.perf_counter() - started < SECONDS:
            async with storage.transaction(serial=serial) as books:
                await books.events.add(person, "measured", {})
            done += 1
        return done

    done = await asyncio.gather(*(write(PersonId(f"person {number}")) for number in range(WRITERS)))
    return round(sum(done) / (time.perf_counter() - started))
