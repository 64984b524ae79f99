"""`copilot tasks …`: work in the background."""

from typing import TYPE_CHECKING, Annotated

import typer

from copilot_adapters.cli.output import emit
from copilot_adapters.cli.schedule import schedule
from copilot_adapters.cli.session import session_of

if TYPE_CHECKING:
    from copilot_adapters.container import Container
    from copilot_core.entities.identities import TaskId
    from copilot_core.entities.task import Task, TaskState

MOST_DAYS = 36_500


def register(app: typer.Typer) -> None:
    """Add the commands."""
    tasks = typer.Typer(help="Work in the background: what waits, runs, is done or failed.")
    tasks.callback(invoke_without_command=True)(listed)
    tasks.command("show")(show)
    tasks.command("cancel")(cancel)
    tasks.command("retry")(retry)
    tasks.command("purge")(purge)
    tasks.command("add")(add)
    tasks.command()(schedule)
    app.add_typer(tasks, name="tasks")


def listed(
    context: typer.Context,
    state: Annotated[list[str] | None, typer.Option(help="waiting, running, done, dead, cancelled.")] = None,
    name: Annotated[str, typer.Option(help="Only this kind.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """List the newest tasks."""
    if context.invoked_subcommand is not None:
        return
    from copilot_adapters.cli import task_words
    from copilot_core.entities.identities import LOCAL_PERSON
    from copilot_core.ports.tasks import TaskQuery

    states = frozenset(_state(one) for one in state or ())
    query = TaskQuery(person=LOCAL_PERSON, installation=True, states=states, name=name, limit=limit)

    async def deed(container: "Container") -> "tuple[Task, ...]":
        found: tuple[Task, ...] = await container.list_tasks()(query)
        return found

    found = session_of(context).run(deed)
    document = {"tasks": [task_words.shape(one) for one in found]}
    emit(document, as_json=as_json, show=lambda out: out.print(task_words.overview(found)))


def show(
    context: typer.Context,
    task_id: Annotated[str, typer.Argument(metavar="ID")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Show everything about one task: how far it has come, what it brought, and why it failed."""
    from copilot_adapters.cli import task_words

    async def deed(container: "Container") -> "Task":
        found: Task = await container.show_task()(_id(task_id), installation=True)
        return found

    found = session_of(context).run(deed)
    emit(task_words.shape(found), as_json=as_json, show=lambda out: task_words.tell(found, out))


def cancel(
    context: typer.Context,
    task_id: Annotated[str, typer.Argument(metavar="ID")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Cancel a task that waits, or ask one that runs to stop; what it stored stays."""
    from copilot_adapters.cli import task_words

    async def deed(container: "Container") -> "Task":
        found: Task = await container.cancel_task()(_id(task_id), installation=True)
        return found

    found = session_of(context).run(deed)
    told = "is asked to stop" if found.state == "running" else f"is {found.state}"
    emit(task_words.shape(found), as_json=as_json, show=lambda out: out.print(f"{found.id} {told}"))


def retry(
    context: typer.Context,
    task_id: Annotated[str, typer.Argument(metavar="ID")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Try a dead or cancelled task again."""
    from copilot_adapters.cli import task_words

    async def deed(container: "Container") -> "Task":
        found: Task = await container.retry_task()(_id(task_id), installation=True)
        return found

    found = session_of(context).run(deed)
    emit(task_words.shape(found), as_json=as_json, show=lambda out: out.print(f"{found.id} waits again"))


def purge(
    context: typer.Context,
    ended_before: Annotated[
        int | None, typer.Option(min=0, max=MOST_DAYS, help="Days; when left out, dead ones are kept 30, others 7.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Forget tasks that ended long ago."""
    from datetime import timedelta

    older_than = None if ended_before is None else timedelta(days=ended_before)

    async def deed(container: "Container") -> int:
        return int(await container.purge_tasks()(older_than))

    gone = session_of(context).run(deed)
    emit({"purged": gone}, as_json=as_json, show=lambda out: out.print(f"{gone} tasks forgotten"))


def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="What to do: collect, read_for_meaning, clean_up …")],
    value: Annotated[list[str] | None, typer.Argument(metavar="[KEY=VALUE]…", help="What it is told.")] = None,
    key: Annotated[str | None, typer.Option(help="The same key is one task, however often it is added.")] = None,
    delay: Annotated[float, typer.Option(min=0, max=MOST_DAYS * 86_400, help="Seconds to wait first.")] = 0.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Ask for work in the background; a worker (`copilot worker`) does it."""
    from copilot_adapters.cli import task_words
    from copilot_core.entities.identities import LOCAL_PERSON
    from copilot_core.rules.new_task import new_task

    payload = task_words.payload_said(name, value or ())
    task = new_task(name, payload, person=LOCAL_PERSON, key=key, delay=delay)

    async def deed(container: "Container") -> "TaskId":
        (task_id,) = await container.enqueue_tasks()([task])
        return _id(task_id)

    task_id = session_of(context).run(deed)
    document = {"id": task_id, "new": task_id == task.id}
    emit(document, as_json=as_json, show=lambda out: out.print(task_id, markup=False))


def _id(said: str) -> "TaskId":
    from copilot_core.entities.identities import TaskId

    return TaskId(said)


def _state(said: str) -> "TaskState":
    from copilot_core.entities.task import TaskState

    try:
        return TaskState(said.strip().lower())
    except ValueError:
        raise typer.BadParameter(f"--state {said} is unknown; known are {', '.join(TaskState)}") from None
