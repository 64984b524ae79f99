"""How often a model's vectors changed, and which are gone."""

from attrs import frozen
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.statements import insert_missing
from copilot_adapters.storage.tables import vector_changes, vectors_gone
from copilot_core.entities.identities import JobId
from copilot_core.ports.vector_index import RESUMES


def space_of_resumes(model: str) -> str:
    """Return under what the changes of resumes' vectors are counted, apart from the jobs'."""
    return f"{RESUMES}{model}"


@frozen
class VectorCounts:
    """The changes of one model's vectors, of jobs or of resumes."""

    connection: AsyncConnection
    space: str

    async def next_change(self) -> int:
        """Count one more."""
        await insert_missing(self.connection, vector_changes, [{"model": self.space, "counter": 0, "told": 0}])
        mine = vector_changes.update().where(vector_changes.c.model == self.space)
        grown = mine.values(counter=vector_changes.c.counter + 1).returning(vector_changes.c.counter)
        return int((await self.connection.execute(grown)).scalar_one())

    async def counter(self) -> int:
        """Return the number of the last change, 0 when there was none."""
        query = select(vector_changes.c.counter).where(vector_changes.c.model == self.space)
        return (await self.connection.execute(query)).scalar_one_or_none() or 0

    async def told(self) -> int:
        """Return up to which change the index was told."""
        query = select(vector_changes.c.told).where(vector_changes.c.model == self.space)
        return (await self.connection.execute(query)).scalar_one_or_none() or 0

    async def tell(self, counter: int) -> None:
        """Note that the index knows the changes up to this one."""
        mine = vector_changes.update().where(vector_changes.c.model == self.space, vector_changes.c.told < counter)
        await self.connection.execute(mine.values(told=counter))

    async def gone(self, since: int) -> list[JobId]:
        """Return what had a vector and lost it after this change."""
        lost = select(vectors_gone.c.job_id).where(vectors_gone.c.model == self.space, vectors_gone.c.changed > since)
        return [JobId(name) for name in (await self.connection.execute(lost)).scalars()]
