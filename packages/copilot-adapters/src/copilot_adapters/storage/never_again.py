"""What a restored database must not begin again: numbers that were given, and rights to work."""

from collections.abc import Mapping

from attrs import field, frozen
from sqlalchemy import Column, ColumnElement, Select, Table, case, inspect, literal, select, update
from sqlalchemy import bindparam as bound
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.statements import insert_missing, upsert
from copilot_adapters.storage.tables import (
    event_numbers,
    job_vectors,
    jobs,
    numbers,
    resume_vectors,
    sources,
    tasks,
    vector_changes,
    vectors_gone,
)
from copilot_core.entities.task import ENDED, TaskState
from copilot_core.ports.vector_index import RESUMES


@frozen
class Count:
    """A table that says which number was given last, by name; `new` is what else the row of a new name holds."""

    table: Table
    name: Column[str]
    last: Column[int]
    new: Mapping[str, int] = field(factory=dict)


COUNTS = (
    Count(numbers, numbers.c.name, numbers.c.last),
    Count(event_numbers, event_numbers.c.person, event_numbers.c.last, {"published": 0}),
    Count(vector_changes, vector_changes.c.model, vector_changes.c.counter, {"told": 0}),
)
FENCES = Count(tasks, tasks.c.id, tasks.c.fence)


@frozen
class Counted:
    """The last numbers given, by table, and the jobs that had vectors, by model."""

    numbers: Mapping[str, Mapping[str, int]] = field(factory=dict)
    vectors: frozenset[tuple[str, str]] = frozenset()


async def counted(connection: AsyncConnection) -> Counted:
    """Return what was counted so far."""
    present = set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))
    here = [count for count in (*COUNTS, FENCES) if count.table.name in present]
    found = {count.table.name: await _numbers(connection, select(count.name, count.last)) for count in here}
    return Counted(found, await _with_vectors(connection) if job_vectors.name in present else frozenset())


async def go_on_counting(connection: AsyncConnection, before: Counted) -> None:
    """Count on from the higher number: what was told of the former content is told anew."""
    for count in (*COUNTS, FENCES):
        given = before.numbers.get(count.table.name, {})
        if count is not FENCES:
            rows = [{count.name.name: name, count.last.name: last, **count.new} for name, last in given.items()]
            await insert_missing(connection, count.table, rows)
        if given:
            raised = update(count.table).where(count.name == bound("known"), count.last < bound("given"))
            higher = [{"known": name, "given": last} for name, last in given.items()]
            await connection.execute(raised.values({count.last.name: bound("given")}), higher)
    await _change_all_vectors(connection, before.vectors)
    await _let_go(connection)


async def _change_all_vectors(connection: AsyncConnection, before: frozenset[tuple[str, str]]) -> None:
    """Let every copy of the vectors see that all of them changed, and which are gone."""
    grown = update(vector_changes).values(counter=vector_changes.c.counter + 1, told=0)
    await connection.execute(grown)
    counters = await _numbers(connection, select(vector_changes.c.model, vector_changes.c.counter))
    for model, counter in counters.items():
        await connection.execute(update(job_vectors).where(job_vectors.c.model == model).values(changed=counter))
        of_resumes = update(resume_vectors).where(_space() == model)
        await connection.execute(of_resumes.values(changed=counter))
    lost = before - await _with_vectors(connection)
    rows = [{"model": model, "job_id": job, "changed": counters.get(model, 0)} for model, job in sorted(lost)]
    await upsert(connection, vectors_gone, rows, "model", "job_id")


async def _with_vectors(connection: AsyncConnection) -> frozenset[tuple[str, str]]:
    of_jobs = select(job_vectors.c.model, jobs.c.id).join(jobs, jobs.c.key == job_vectors.c.job_key)
    of_resumes = select(_space(), resume_vectors.c.name)
    found = [*await connection.execute(of_jobs)]
    if await connection.run_sync(lambda sync: inspect(sync).has_table(resume_vectors.name)):
        found += [*await connection.execute(of_resumes)]
    return frozenset((str(model), str(name)) for model, name in found)


def _space() -> ColumnElement[str]:
    return literal(RESUMES) + resume_vectors.c.model


async def _numbers(connection: AsyncConnection, query: Select[str, int]) -> dict[str, int]:
    return {str(name): number for name, number in await connection.execute(query)}


async def _let_go(connection: AsyncConnection) -> None:
    """Let what ran wait again, under a fence that nobody was ever given; its start counts as no attempt."""
    open_ = tasks.c.state.not_in([state.value for state in ENDED])
    await connection.execute(update(tasks).where(open_).values(fence=tasks.c.fence + 1, handed_at=0.0))
    begun = case((tasks.c.attempts > 0, tasks.c.attempts - 1), else_=0)
    waiting = {"state": TaskState.WAITING.value, "attempts": begun, "lease_until": None, "worker": ""}
    await connection.execute(update(tasks).where(tasks.c.state == TaskState.RUNNING.value).values(waiting))
    claimed = update(sources).where(sources.c.claimant.is_not(None))
    await connection.execute(claimed.values(claimant=None, due_at=None))
