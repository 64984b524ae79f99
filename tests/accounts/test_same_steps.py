"""Whether an address has an account shows in no step that is taken: so no clock tells it either."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from signing_world import ANNA, BEN, LAPTOP, OTHER, SigningWorld
from sqlalchemy import event
from sqlalchemy.engine import Engine

from copilot_core.errors import Rejected

NOBODY = "nobody@example.org"
Statements = list[str]


@pytest.fixture
def statements() -> Iterator[Statements]:
    """What the database is asked, in order."""
    heard: Statements = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        heard.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    yield heard
    event.remove(Engine, "before_cursor_execute", hear)


async def told(world: SigningWorld, statements: Statements, deed: Callable[[str], Any], email: str) -> Statements:
    statements.clear()
    with suppress(Rejected):
        await deed(email)
    return list(statements)


async def test_the_database_is_asked_the_same_of_known_and_unknown_addresses(
    world: SigningWorld, statements: Statements
) -> None:
    await world.person(ANNA)
    await world.register(BEN)
    deeds: list[Callable[[str], Any]] = [
        lambda email: world.container.log_in()(email, OTHER, LAPTOP),
        world.container.ask_for_reset(),
        lambda email: world.container.register_account()(email, OTHER, "Somebody"),
    ]
    for deed in deeds:
        await told(world, statements, deed, "another@example.org")
        known, pending, unknown = [await told(world, statements, deed, email) for email in (ANNA, BEN, NOBODY)]
        assert known
        assert known == unknown == pending
