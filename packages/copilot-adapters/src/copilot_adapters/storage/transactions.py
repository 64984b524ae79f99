"""Transactions, begun and ended by hand: the drivers' own notion of when one starts is not ours."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from copilot_adapters.storage.failures import was_lost
from copilot_adapters.storage.straight import run

Begin = tuple[str, ...]
Opened = tuple[AsyncConnection, AsyncExitStack]
Told = Callable[[AsyncConnection], Awaitable[None]]


async def nobody(_: AsyncConnection) -> None:
    """Tell nobody that a transaction was kept."""


async def opened(engine: AsyncEngine, begin: Begin, kept: Told = nobody) -> Opened:
    """Begin a transaction, and return what ends it; `kept` hears of it when it was committed.

    A connection kept from before the server went away is found out here, and replaced once.
    """
    try:
        return await _opened(engine, begin, kept)
    except DBAPIError as error:
        if not was_lost(error):
            raise
    return await _opened(engine, begin, kept)


async def _opened(engine: AsyncEngine, begin: Begin, kept: Told) -> Opened:
    async with AsyncExitStack() as ending:
        connection = await ending.enter_async_context(engine.connect())
        await ending.enter_async_context(transaction(connection, begin, kept))
        return connection, ending.pop_all()


@asynccontextmanager
async def transaction(connection: AsyncConnection, begin: Begin, kept: Told = nobody) -> AsyncIterator[None]:
    """Commit when left, roll back when left by an exception."""
    try:
        for statement in begin:
            await connection.exec_driver_sql(statement)
        yield
        await run(connection, "COMMIT")
    except BaseException:
        await _give_up(connection)
        raise
    await kept(connection)


async def _give_up(connection: AsyncConnection) -> None:
    """Roll back; a connection that cannot is thrown away."""
    if connection.invalidated:
        return
    try:
        await connection.exec_driver_sql("ROLLBACK")
    except DBAPIError:
        await connection.invalidate()
