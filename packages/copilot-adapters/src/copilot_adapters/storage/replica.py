"""A read replica, asked only when it has everything that the reader must see."""

import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from contextvars import ContextVar

from attrs import define, field, frozen
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from copilot_adapters.storage.failures import failures_named
from copilot_adapters.storage.transactions import Begin, Opened, transaction

REST = 10.0
"""Seconds for which a replica that failed is not asked."""

WRITTEN = "SELECT pg_current_wal_insert_lsn()"
REPLAYED = "SELECT pg_last_wal_replay_lsn() WHERE pg_is_in_recovery()"
AGE = "SELECT extract(epoch FROM now() - pg_last_xact_replay_timestamp())"
UNKNOWN = (1 << 64) - 1
SEEN: ContextVar[int] = ContextVar("SEEN", default=0)


@contextmanager
def seen_up_to(position: str) -> Iterator[None]:
    """Let every reading within see at least what was written up to a position that another process told."""
    before = SEEN.set(max(SEEN.get(), parsed(position)))
    try:
        yield
    finally:
        SEEN.reset(before)


def parsed(position: str) -> int:
    """Return a place in the write-ahead log as a number; what is none stands for its start."""
    high, _, low = position.partition("/")
    try:
        return min((int(high, 16) << 32) + int(low, 16), UNKNOWN)
    except ValueError:
        return 0


@define
class Written:
    """How far this process has written."""

    upto: int = 0

    async def note(self, connection: AsyncConnection) -> None:
        """Ask, right after a commit; when the answer is lost, nothing but the primary is surely new enough."""
        try:
            self.upto = max(self.upto, parsed(str((await connection.exec_driver_sql(WRITTEN)).scalar_one())))
        except DBAPIError:
            self.upto = UNKNOWN

    def __str__(self) -> str:
        return f"{self.upto >> 32:X}/{self.upto & 0xFFFFFFFF:X}"


@frozen(kw_only=True)
class Standing:
    """How a replica stands: `behind` in bytes of the log, `seconds` since what it replayed last was written."""

    behind: int | None
    seconds: float


@define
class Replica:
    """The replica of one event loop; one that does not answer is left alone for a while."""

    engine: AsyncEngine
    begin: Begin
    written: Written
    _rests_until: float = field(default=0.0, init=False)

    async def opened(self) -> Opened | None:
        """Open a reading that sees all that this process wrote; None: ask the primary."""
        if time.monotonic() < self._rests_until:
            return None
        try:
            return await self._opened(max(self.written.upto, SEEN.get()))
        except (DBAPIError, PoolTimeoutError):
            self._rests_until = time.monotonic() + REST
            return None

    async def standing(self, primary: AsyncConnection) -> Standing:
        """Compare it with the primary; raise `Unavailable` when it does not answer."""
        written = parsed(str((await primary.exec_driver_sql(WRITTEN)).scalar_one()))
        with failures_named("replica"):
            async with self.engine.connect() as connection:
                replayed = (await connection.exec_driver_sql(REPLAYED)).scalar_one_or_none()
                seconds = (await connection.exec_driver_sql(AGE)).scalar_one()
        behind = None if replayed is None else max(0, written - parsed(str(replayed)))
        return Standing(behind=behind, seconds=float(seconds or 0))

    async def _opened(self, needed: int) -> Opened | None:
        async with AsyncExitStack() as ending:
            connection = await ending.enter_async_context(self.engine.connect())
            if not await self._has(connection, needed):
                return None
            await ending.enter_async_context(transaction(connection, self.begin))
            return connection, ending.pop_all()

    async def _has(self, connection: AsyncConnection, needed: int) -> bool:
        """Ask before the reading's state is fixed; what a connection's server has once replayed it keeps."""
        replayed: int = connection.info.get("replayed", -1)
        if replayed < needed or replayed < 0:
            said = (await connection.exec_driver_sql(REPLAYED)).scalar_one_or_none()
            if said is None:
                return False
            replayed = connection.info["replayed"] = parsed(str(said))
        return replayed >= needed
