"""Tasks, as those see them who work."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from attrs import frozen
from sqlalchemy import ColumnElement, Float, Update, and_, bindparam, case, func, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.database_clock import database_now, instant
from copilot_adapters.storage.statements import in_portions
from copilot_adapters.storage.tables import tasks
from copilot_adapters.storage.task_rows import encode, story_of, task_of
from copilot_core.entities.identities import TaskId
from copilot_core.entities.payload import Payload
from copilot_core.entities.task import Claim, Failure, Progress, Queue, Task, TaskState
from copilot_core.errors import Rejected
from copilot_core.ports.leases import Handed, Standing
from copilot_core.sentences import Sentence

LONGEST_STORY = 50
"""Failures that are remembered of one task, the newest."""

_WAITING = tasks.c.state == TaskState.WAITING.value
_RUNNING = tasks.c.state == TaskState.RUNNING.value
_DUE = and_(_WAITING, tasks.c.run_after <= database_now())
_EXPIRED = and_(_RUNNING, tasks.c.lease_until < database_now())
_ENDED = {"ended_at": database_now(), "lease_until": None}
_UNTIL = database_now() + bindparam("seconds", type_=Float())

_FREE = select(tasks.c.id).where(tasks.c.id.in_(bindparam("ids", expanding=True)), or_(_DUE, _EXPIRED))
_CLAIM = (
    update(tasks)
    .where(tasks.c.id.in_(_FREE.order_by(tasks.c.id).with_for_update(skip_locked=True)))
    .values(
        state=TaskState.RUNNING.value,
        fence=tasks.c.fence + 1,
        attempts=tasks.c.attempts + 1,
        losses=tasks.c.losses + case((_RUNNING, 1), else_=0),
        lease_until=_UNTIL,
        started_at=database_now(),
        worker=bindparam("holder"),
    )
    .returning(*tasks.c)
)
_NAMED = tuple_(tasks.c.id, tasks.c.fence).in_(bindparam("claims", expanding=True))
_HELD = select(tasks.c.id).where(_NAMED, _RUNNING).order_by(tasks.c.id).with_for_update(key_share=True)
_OF = update(tasks).where(tasks.c.id.in_(_HELD), _NAMED, _RUNNING)
"""Change those of the claims that still hold."""

_RENEW = _OF.values(lease_until=_UNTIL).returning(tasks.c.id, tasks.c.fence, tasks.c.cancel_asked)
_FINISH = _OF.values(state=TaskState.DONE.value, result=bindparam("given"), **_ENDED).returning(
    tasks.c.id, tasks.c.fence
)


@frozen
class SqlLeases:
    """Adapter of `copilot_core.ports.leases.Leases`.

    Where a statement changes many rows they are locked in the order of their ids first, so that no two lock each
    other out.
    """

    connection: AsyncConnection

    async def any_free(self, queues: Collection[Queue], again_after: float) -> bool:
        old = tasks.c.handed_at < database_now() - again_after
        waiting = select(tasks.c.id).where(_DUE, _in(queues), old).exists()
        expired = select(tasks.c.id).where(_EXPIRED).exists()
        return bool((await self.connection.execute(select(or_(expired, waiting)))).scalar_one())

    async def hand_over(self, queues: Collection[Queue], limit: int, again_after: float) -> tuple[Handed, ...]:
        theirs = _in(queues)
        room = limit - await self._outstanding(theirs, limit, again_after)
        handed: list[Handed] = []
        for ready in (_EXPIRED, _DUE):
            if room > len(handed):
                free = and_(theirs, ready, tasks.c.handed_at < database_now() - again_after)
                handed += await self._hand(free, room - len(handed))
        return tuple(sorted(handed, key=lambda one: one.priority))

    async def claim(self, ids: Collection[TaskId], worker: str, lease: float) -> tuple[Task, ...]:
        claimed: list[Task] = []
        for portion in in_portions(ids):
            given = {"ids": list(portion), "holder": worker, "seconds": lease}
            claimed += [task_of(row) for row in await self.connection.execute(_CLAIM, given)]
        return tuple(claimed)

    async def renew(self, claims: Collection[Claim], lease: float) -> dict[Claim, Standing]:
        standing = dict.fromkeys(claims, Standing.LOST)
        for portion in in_portions(claims):
            rows = await self.connection.execute(_RENEW, {"claims": _pairs(portion), "seconds": lease})
            for task_id, fence, asked in rows:
                standing[Claim(TaskId(task_id), fence)] = Standing.CANCEL if asked else Standing.HELD
        return standing

    async def hold(self, claim: Claim) -> None:
        mine = select(tasks.c.id).where(_held(claim)).with_for_update(key_share=True)
        if (await self.connection.execute(mine)).one_or_none() is None:
            raise Rejected("task_lost", task=claim.task)

    async def progress(self, claim: Claim, progress: Progress) -> None:
        if not await self._change(update(tasks).where(_held(claim)).values(progress=encode(progress))):
            raise Rejected("task_lost", task=claim.task)

    async def finish(self, done: Mapping[Claim, Payload]) -> frozenset[Claim]:
        alike: dict[bytes, list[Claim]] = defaultdict(list)
        for claim, result in done.items():
            alike[encode(result)].append(claim)
        finished: set[Claim] = set()
        for document, claims in alike.items():
            for portion in in_portions(claims):
                rows = await self.connection.execute(_FINISH, {"claims": _pairs(portion), "given": document})
                finished |= {Claim(TaskId(task_id), fence) for task_id, fence in rows}
        return frozenset(finished)

    async def fail(self, claim: Claim, failure: Failure, again_in: float | None) -> bool:
        told = select(tasks.c.story).where(_held(claim)).with_for_update(key_share=True)
        row = (await self.connection.execute(told)).one_or_none()
        if row is None:
            return False
        story = encode((*story_of(row.story), failure)[-LONGEST_STORY:])
        failed = update(tasks).where(_held(claim)).values(story=story, **_after_failure(again_in))
        return await self._change(failed)

    async def cancelled(self, claim: Claim) -> bool:
        return await self._change(update(tasks).where(_held(claim)).values(state=TaskState.CANCELLED.value, **_ENDED))

    async def give_back(self, claims: Collection[Claim]) -> None:
        for portion in in_portions(claims):
            back = {"state": TaskState.WAITING.value, "handed_at": 0.0, "lease_until": None}
            returned = _OF.values(attempts=tasks.c.attempts - 1, **back)
            await self.connection.execute(returned, {"claims": _pairs(portion)})

    async def bury(self, most_losses: int, why: Sentence) -> tuple[Task, ...]:
        lost = select(tasks).where(_EXPIRED, tasks.c.losses >= most_losses).order_by(tasks.c.id).limit(100)
        rows = list(await self.connection.execute(lost.with_for_update(skip_locked=True)))
        buried: list[Task] = []
        for task in map(task_of, rows):
            now = (await self.connection.execute(select(database_now()))).scalar_one()
            if await self.fail(task.claim, Failure(at=instant(now), worker=task.worker, why=why), None):
                buried.append(task)
        return tuple(buried)

    async def workers(self) -> dict[str, int]:
        alive = and_(_RUNNING, tasks.c.lease_until >= database_now())
        query = select(tasks.c.worker, func.count()).where(alive).group_by(tasks.c.worker)
        return {row.worker: row[1] for row in await self.connection.execute(query)}

    async def _outstanding(self, theirs: ColumnElement[bool], limit: int, again_after: float) -> int:
        recent = and_(_WAITING, theirs, tasks.c.handed_at >= database_now() - again_after)
        few = select(tasks.c.id).where(recent).limit(limit).subquery()
        return (await self.connection.execute(select(func.count()).select_from(few))).scalar_one()

    async def _hand(self, free: ColumnElement[bool], limit: int) -> list[Handed]:
        urgent = select(tasks.c.id).where(free).order_by(tasks.c.priority, tasks.c.run_after).limit(limit)
        handed = update(tasks).where(tasks.c.id.in_(urgent.with_for_update(skip_locked=True)))
        marked = handed.values(handed_at=database_now()).returning(tasks.c.id, tasks.c.queue, tasks.c.priority)
        rows = await self.connection.execute(marked)
        return [Handed(id=TaskId(task_id), queue=Queue(queue), priority=priority) for task_id, queue, priority in rows]

    async def _change(self, statement: Update) -> bool:
        return bool((await self.connection.execute(statement)).rowcount)


def _in(queues: Collection[Queue]) -> ColumnElement[bool]:
    return tasks.c.queue.in_([queue.value for queue in queues])


def _held(claim: Claim) -> ColumnElement[bool]:
    return and_(tasks.c.id == claim.task, tasks.c.fence == claim.fence, _RUNNING)


def _pairs(claims: Collection[Claim]) -> list[tuple[TaskId, int]]:
    return [(claim.task, claim.fence) for claim in claims]


def _after_failure(again_in: float | None) -> dict[str, object]:
    if again_in is None:
        return {"state": TaskState.DEAD.value, **_ENDED}
    later = {"run_after": database_now() + again_in, "handed_at": 0.0, "lease_until": None}
    return {"state": TaskState.WAITING.value, **later}
