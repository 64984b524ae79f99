"""What must be known of a person before jobs are listed for them."""

from attrs import frozen
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.generations import JOBS, MARKS, SHARED
from copilot_adapters.storage.straight import rows_of
from copilot_core.entities.identities import PersonId
from copilot_core.entities.job_mark import Mark

LOOK = text(f"""
SELECT EXISTS (SELECT 1 FROM jobs WHERE owner = :person) AS own,
EXISTS (SELECT 1 FROM job_marks WHERE person = :person AND mark = '{Mark.DISMISSED.value}') AS dismissed,
(SELECT generation FROM generations WHERE topic = '{JOBS}' AND person = '{SHARED}') AS jobs,
(SELECT generation FROM generations WHERE topic = '{MARKS}' AND person = :person) AS marks
""")  # noqa: S608 - a constant


@frozen(kw_only=True)
class Viewpoint:
    """Whether a person has jobs of their `own`, and `dismissed` some: who has neither is asked shorter questions.

    `jobs` and `marks` are the generations of all jobs, and of the person's marks.
    """

    own: bool
    dismissed: bool
    jobs: str
    marks: str


async def viewpoint(connection: AsyncConnection, person: PersonId) -> Viewpoint:
    """Look."""
    [(own, dismissed, jobs, marks)] = await rows_of(connection, LOOK, {"person": person})
    return Viewpoint(own=bool(own), dismissed=bool(dismissed), jobs=jobs or "", marks=marks or "")
