"""Tasks: work in the background."""

from datetime import timedelta
from typing import Annotated, Any

import msgspec
from litestar import Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from copilot_core.entities.identities import TaskId
from copilot_core.entities.task import Task, TaskState
from copilot_core.ports.tasks import TaskQuery
from copilot_core.rules.new_task import new_task
from copilot_core.rules.task_kinds import PERSONAL
from copilot_core.use_cases.platform.ask_for_task import AskForTask
from copilot_core.use_cases.platform.cancel_task import CancelTask
from copilot_core.use_cases.platform.list_tasks import ListTasks
from copilot_core.use_cases.platform.purge_tasks import PurgeTasks
from copilot_core.use_cases.platform.retry_task import RetryTask
from copilot_core.use_cases.platform.show_task import ShowTask
from copilot_web import paging
from copilot_web.answers import LOCATION, accepted
from copilot_web.guards import POWER
from copilot_web.limits import EXPENSIVE
from copilot_web.said import AskedLimit, AskedWord, Line, Word
from copilot_web.visitors import Power, Visitor, demand

MOST_DAYS = 36_500
Said = Line | int | float | bool | None | tuple[Line, ...]
Cursor = Annotated[str | None, QueryParameter(max_length=2_000, description="`next` of the page before")]


class NewWork(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be done, and what it is told. The same `key` is one task, however often it is sent; `delay` in seconds."""

    name: Word
    payload: dict[Word, Said] = {}
    key: Word | None = None
    delay: Annotated[float, msgspec.Meta(ge=0, le=MOST_DAYS * 86_400)] = 0.0


class Purge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Forget what ended more than so many days ago; when left out, dead ones are kept 30, others 7."""

    ended_before: Annotated[int, msgspec.Meta(ge=0, le=MOST_DAYS)] | None = None


class TaskPage(msgspec.Struct, frozen=True):
    """Tasks, the newest first."""

    tasks: tuple[Task, ...]
    next: str | None = None


class Purged(msgspec.Struct, frozen=True):
    """How many were forgotten."""

    purged: int


@get("/", operation_id="listTasks")
async def list_all(
    list_tasks: NamedDependency[ListTasks],
    visitor: NamedDependency[Visitor],
    states: FromQuery[list[TaskState] | None] = None,
    name: AskedWord = "",
    limit: AskedLimit = 50,
    cursor: Cursor = None,
) -> TaskPage:
    """List your tasks; who looks after the installation sees its own, too."""
    asked = frozenset(states or ())
    of = f"tasks {sorted(asked)} {name}"
    before = paging.read(cursor, TaskId, of=of) if cursor else None
    found = await list_tasks(
        TaskQuery(
            person=visitor.person,
            installation=_looks_after_all(visitor),
            states=asked,
            name=name,
            limit=limit,
            before=before,
        )
    )
    return TaskPage(found, paging.written(found[-1].id, of=of) if len(found) == limit else None)


@get("/{task_id:str}", operation_id="showTask")
async def show_one(
    task_id: FromPath[str], show_task: NamedDependency[ShowTask], visitor: NamedDependency[Visitor]
) -> Task:
    """Show a task: how far it has come, what it brought, and why it failed."""
    return await show_task(TaskId(task_id), person=visitor.person, installation=_looks_after_all(visitor))


@post("/", operation_id="addTask", status_code=202, response_headers=LOCATION, opt=EXPENSIVE)
async def add(
    data: JSONBody[NewWork], ask_for_task: NamedDependency[AskForTask], visitor: NamedDependency[Visitor]
) -> Response[Task]:
    """Ask for work in the background; what concerns everybody is for those who look after the installation."""
    new = new_task(data.name, data.payload, person=visitor.person, key=data.key, delay=data.delay)
    if data.name not in PERSONAL:
        demand(visitor, Power.ADMIN)
    return accepted(await ask_for_task(new))


@post("/{task_id:str}/cancel", operation_id="cancelTask", status_code=200)
async def cancel(
    task_id: FromPath[str], cancel_task: NamedDependency[CancelTask], visitor: NamedDependency[Visitor]
) -> Task:
    """Cancel a task that waits, or ask one that runs to stop; what it stored stays."""
    return await cancel_task(TaskId(task_id), person=visitor.person, installation=_looks_after_all(visitor))


@post("/{task_id:str}/retry", operation_id="retryTask", status_code=200)
async def retry(
    task_id: FromPath[str], retry_task: NamedDependency[RetryTask], visitor: NamedDependency[Visitor]
) -> Task:
    """Try a dead or cancelled task again."""
    return await retry_task(TaskId(task_id), person=visitor.person, installation=_looks_after_all(visitor))


@post("/purge", operation_id="purgeTasks", status_code=200, opt={POWER: Power.ADMIN})
async def purge(data: JSONBody[Purge], purge_tasks: NamedDependency[PurgeTasks]) -> Purged:
    """Forget everybody's tasks that ended long ago."""
    days = data.ended_before
    return Purged(await purge_tasks(None if days is None else timedelta(days=days)))


def _looks_after_all(visitor: Visitor) -> bool:
    return Power.ADMIN in visitor.powers


TASKS: Any = Router("/tasks", route_handlers=[list_all, show_one, add, cancel, retry, purge], tags=["tasks"])
