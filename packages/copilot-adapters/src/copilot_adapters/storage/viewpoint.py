"""What must be known of a person before jobs are listed for them."""

from attrs import frozen
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_core.entities.identities import PersonId
from copilot_core.entities.job_mark import Mark

LOOK = text(f"""
SELECT EXISTS (SELECT 1 FROM jobs WHERE owner = :person) AS own,
EXISTS (SELECT 1 FROM job_marks WHERE person = :person AND mark = '{Mark.DISMISSED.value}') AS dismissed
""")  # noqa: S608 - a constant


@frozen(kw_only=True)
class Viewpoint:
    """Whether a person has jobs of their `own`, and `dismissed` some: who has neither is asked shorter questions."""

    own: bool
    dismissed: bool


async def viewpoint(connection: AsyncConnection, person: PersonId) -> Viewpoint:
    """Look."""
    found = (await connection.execute(LOOK, {"person": person})).one()
    return Viewpoint(own=bool(found.own), dismissed=bool(found.dismissed))
