"""Who asks: an owner, who looks after the installation, and all those who must get nothing."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from api_world import World
from attrs import frozen
from dependency_injector.providers import Object
from httpx import AsyncClient
from seeds.asking import Owner
from seeds.people import People

from copilot_core.entities.account import Scope
from copilot_core.testing import KeptLetters


@frozen(kw_only=True)
class Cast:
    """Everybody."""

    people: People
    owner: Owner
    admin: Owner
    other: Owner
    nobody: AsyncClient
    expired: AsyncClient
    lapsed: AsyncClient
    reader: AsyncClient
    admins_reader: AsyncClient
    admins_writer: AsyncClient


@asynccontextmanager
async def cast_of(world: World) -> AsyncIterator[Cast]:
    """Bring them into a world."""
    letters = KeptLetters()
    async with AsyncExitStack() as stack:
        world.container.account_mail.override(Object(letters))
        people = People(world, stack, letters)
        admin, owner, other = await people.admin(), await people.person(), await people.person()
        yield Cast(
            people=people,
            owner=owner,
            admin=admin,
            other=other,
            nobody=await people.bearing(),
            expired=await people.expired(owner),
            lapsed=await people.lapsed(owner),
            reader=await people.program(owner.person, Scope.READ),
            admins_reader=await people.program(admin.person, Scope.READ),
            admins_writer=await people.program(admin.person, Scope.READ, Scope.WRITE),
        )
