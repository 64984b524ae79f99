"""Generations: what changes with everything on which a kept answer depends, in the same transaction as that."""

from secrets import token_hex
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.statements import upsert
from copilot_adapters.storage.tables import generations
from copilot_core.entities.identities import PersonId

JOBS: Final = "jobs"
MARKS: Final = "marks"
SHARED: Final = PersonId("")


async def renew(connection: AsyncConnection, topic: str, person: PersonId = SHARED) -> None:
    """Let every answer that depends on a topic be out of date as soon as this transaction is kept.

    A generation is drawn, not counted: a database that went back to an earlier state never comes by another's.
    """
    row = {"topic": topic, "person": person, "generation": token_hex(8)}
    await upsert(connection, generations, [row], "topic", "person")
