"""Tasks, as those see them who ask for them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from attrs import frozen
from sqlalchemy import ColumnElement, Update, and_, case, delete, func, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.database_clock import database_now
from copilot_adapters.storage.statements import in_portions, insert_missing
from copilot_adapters.storage.tables import tasks
from copilot_adapters.storage.task_rows import NOBODY, row_of, task_of
from copilot_core.entities.identities import PersonId, TaskId
from copilot_core.entities.task import NewTask, Queue, Task, TaskState
from copilot_core.errors import NotFound, Rejected
from copilot_core.ports.tasks import Tally, TaskQuery

_WAITING = tasks.c.state == TaskState.WAITING.value
_RUNNING = tasks.c.state == TaskState.RUNNING.value
_CANCEL = {
    "state": case((_WAITING, TaskState.CANCELLED.value), else_=tasks.c.state),
    "ended_at": case((_WAITING, database_now()), else_=tasks.c.ended_at),
    "cancel_asked": or_(tasks.c.cancel_asked, _RUNNING),
}
"""In one statement: who waits may begin, and who runs be given back, between two."""

_AFRESH = {
    "state": TaskState.WAITING.value,
    "attempts": 0,
    "losses": 0,
    "handed_at": 0.0,
    "cancel_asked": False,
    "ended_at": None,
    "progress": None,
}


@frozen
class SqlTasks:
    """Adapter of `copilot_core.ports.tasks.Tasks`."""

    connection: AsyncConnection

    async def add(self, new: Sequence[NewTask], *, handed: bool = False) -> tuple[TaskId, ...]:
        now = (await self.connection.execute(select(database_now()))).scalar_one()
        # In the order of their keys, so that two who ask for the same never wait for each other.
        left = sorted(new, key=lambda one: (one.person or NOBODY, one.name, one.key or "", one.id))
        known: dict[tuple[str, str, str | None], TaskId] = {}
        while left:
            await insert_missing(self.connection, tasks, [row_of(one, now, handed=handed) for one in left])
            known |= await self._by_key(left)
            # A key that was known, and is not: its old task was forgotten meanwhile.
            left = [one for one in left if one.key and _named(one) not in known]
        return tuple(known.get(_named(one), one.id) for one in new)

    async def task(self, task_id: TaskId, person: PersonId | None) -> Task:
        row = (await self.connection.execute(select(tasks).where(_mine(task_id, person)))).one_or_none()
        if row is None:
            raise NotFound("task_unknown", task=task_id)
        return task_of(row)

    async def list(self, query: TaskQuery) -> tuple[Task, ...]:
        owners = [query.person, NOBODY] if query.installation else [query.person]
        wanted = select(tasks).where(tasks.c.owner.in_(owners))
        if query.states:
            wanted = wanted.where(tasks.c.state.in_([state.value for state in query.states]))
        if query.name:
            wanted = wanted.where(tasks.c.name == query.name)
        if query.before is not None:
            place = select(tasks.c.created_at, tasks.c.id).where(tasks.c.id == query.before).scalar_subquery()
            wanted = wanted.where(tuple_(tasks.c.created_at, tasks.c.id) < place)
        newest = wanted.order_by(tasks.c.created_at.desc(), tasks.c.id.desc()).limit(query.limit)
        return tuple(task_of(row) for row in await self.connection.execute(newest))

    async def cancel(self, task_id: TaskId, person: PersonId | None) -> Task:
        await self._change(update(tasks).where(_mine(task_id, person), or_(_WAITING, _RUNNING)).values(_CANCEL))
        return await self.task(task_id, person)

    async def retry(self, task_id: TaskId, person: PersonId | None) -> Task:
        over = tasks.c.state.in_([TaskState.DEAD.value, TaskState.CANCELLED.value])
        again = update(tasks).where(_mine(task_id, person), over).values(run_after=database_now(), **_AFRESH)
        changed = await self._change(again)
        found = await self.task(task_id, person)
        if not changed:
            raise Rejected("task_not_ended", task=task_id, state=found.state.value)
        return found

    async def purge(self, states: Collection[TaskState], ended_before: datetime, limit: int) -> int:
        old = and_(tasks.c.state.in_([state.value for state in states]), tasks.c.ended_at < ended_before.timestamp())
        ids = select(tasks.c.id).where(old).limit(limit).with_for_update(skip_locked=True)
        return (await self.connection.execute(delete(tasks).where(tasks.c.id.in_(ids)))).rowcount

    async def tallies(self) -> dict[tuple[Queue, TaskState], Tally]:
        due = and_(_WAITING, tasks.c.run_after <= database_now())
        waits = func.max(case((due, database_now() - tasks.c.run_after)))
        query = select(tasks.c.queue, tasks.c.state, func.count(), waits).group_by(tasks.c.queue, tasks.c.state)
        rows = await self.connection.execute(query)
        return {(Queue(queue), TaskState(state)): Tally(count=n, waits=waits) for queue, state, n, waits in rows}

    async def _change(self, statement: Update) -> bool:
        return bool((await self.connection.execute(statement)).rowcount)

    async def _by_key(self, new: Iterable[NewTask]) -> dict[tuple[str, str, str | None], TaskId]:
        named = tuple_(tasks.c.owner, tasks.c.name, tasks.c.key)
        known: dict[tuple[str, str, str | None], TaskId] = {}
        for portion in in_portions((_named(one) for one in new if one.key), 200):
            query = select(tasks.c.owner, tasks.c.name, tasks.c.key, tasks.c.id).where(named.in_(portion))
            rows = await self.connection.execute(query)
            known |= {(owner, name, key): TaskId(task_id) for owner, name, key, task_id in rows}
        return known


def _named(one: NewTask) -> tuple[str, str, str | None]:
    return one.person or NOBODY, one.name, one.key


def _mine(task_id: TaskId, person: PersonId | None) -> ColumnElement[bool]:
    return and_(tasks.c.id == task_id, tasks.c.owner == (person or NOBODY))
