"""Who asks: an owner, who looks after the installation, and all those who must get nothing."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from uuid import uuid4

from api_world import HEADER, World
from attrs import frozen
from httpx import AsyncClient
from seeds.asking import Owner


@frozen(kw_only=True)
class Cast:
    """Everybody."""

    owner: Owner
    admin: Owner
    other: Owner
    nobody: AsyncClient
    expired: AsyncClient
    reader: AsyncClient
    admins_reader: AsyncClient


@asynccontextmanager
async def cast_of(world: World) -> AsyncIterator[Cast]:
    """Bring them into a world."""
    async with AsyncExitStack() as stack:

        async def client(header: str = "") -> AsyncClient:
            made = await stack.enter_async_context(world.client_of())
            made.headers.update({HEADER: header} if header else {})
            return made

        expired = await client()
        expired.headers["authorization"] = "Bearer expired"
        yield Cast(
            owner=Owner(await client("ada-of-the-matrix"), _word(), "ada-of-the-matrix"),
            admin=Owner(await client("root-of-the-matrix admin"), _word(), "root-of-the-matrix"),
            other=Owner(await client("eve-of-the-matrix"), _word(), "eve-of-the-matrix"),
            nobody=await client(),
            expired=expired,
            reader=await client("ada-of-the-matrix reader"),
            admins_reader=await client("root-of-the-matrix reader"),
        )


def _word() -> str:
    return f"canary{uuid4().hex[:12]}"
