"""What a restored database must not begin again: numbers that were given, and rights to work."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import field, frozen
from sqlalchemy import Column, case, inspect, not_, select, update
from sqlalchemy import bindparam as bound
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.tables import event_numbers, numbers, sources, tasks, vector_changes
from copilot_core.entities.task import ENDED, TaskState

_COUNTS: "Sequence[tuple[Column[str], Column[int]]]" = (
    (numbers.c.name, numbers.c.last),
    (event_numbers.c.person, event_numbers.c.last),
    (vector_changes.c.model, vector_changes.c.counter),
    (tasks.c.id, tasks.c.fence),
)
"""Names, and the highest number given to each."""


@frozen
class Counted:
    """The highest numbers given, by table."""

    numbers: Mapping[str, Mapping[str, int]] = field(factory=dict)


async def counted(connection: AsyncConnection) -> Counted:
    """Return what was counted before."""
    present = set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))
    found = {}
    for name, last in _COUNTS:
        if name.table.name in present:
            found[name.table.name] = dict((await connection.execute(select(name, last))).tuples().all())
    return Counted(found)


async def go_on_counting(connection: AsyncConnection, before: Counted) -> None:
    """Count on from the higher number; whatever ran waits again, under a fence that nobody was ever given."""
    for name, last in _COUNTS:
        higher = [{"known": key, "given": given} for key, given in before.numbers.get(name.table.name, {}).items()]
        if higher:
            raised = update(name.table).where(name == bound("known"), last < bound("given"))
            await connection.execute(raised.values({last.name: bound("given")}), higher)
    await connection.execute(update(vector_changes).values(counter=vector_changes.c.counter + 1))
    await connection.execute(update(tasks).where(not_(_ended())).values(fence=tasks.c.fence + 1, handed_at=0.0))
    await connection.execute(
        update(tasks)
        .where(tasks.c.state == TaskState.RUNNING.value)
        .values(
            state=TaskState.WAITING.value,
            attempts=case((tasks.c.attempts > 0, tasks.c.attempts - 1), else_=0),
            lease_until=None,
            worker="",
        )
    )
    claimed = update(sources).where(sources.c.claimant.is_not(None))
    await connection.execute(claimed.values(claimant=None, due_at=None))


def _ended() -> Any:  # noqa: ANN401 - a condition
    return tasks.c.state.in_([state.value for state in ENDED])
