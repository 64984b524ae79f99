"""`copilot db reread`: what is stored, read again by the rules of now."""

from typing import TYPE_CHECKING, Annotated

import typer

from copilot_adapters.cli.output import console, emit
from copilot_adapters.cli.session import session_of

if TYPE_CHECKING:
    from copilot_adapters.container import Container
    from copilot_core.entities.identities import TaskId
    from copilot_core.entities.task import Progress

TASK = "read_again"


def reread(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Also what these very rules read.")] = False,
    background: Annotated[bool, typer.Option("--background", help="Leave it to a worker.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Read stored postings again that an earlier release read: facts, and which of them are one job."""
    if background:
        _ask(context, every=every, as_json=as_json)
        return
    import sys

    from rich.progress import Progress as Bar

    with Bar(console=console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        line = bar.add_task("reading again", total=None)

        async def tick(progress: "Progress") -> None:
            bar.update(line, completed=progress.done, total=progress.total)

        async def deed(container: "Container") -> int:
            return await container.read_again()(every=every, progress=tick)

        read = session_of(context).run(deed)
    emit({"read": read}, as_json=as_json, show=lambda out: out.print(f"{read} postings read again"))


def _ask(context: typer.Context, *, every: bool, as_json: bool) -> None:
    from copilot_core.rules.new_task import new_task

    async def deed(container: "Container") -> "TaskId":
        [task] = await container.enqueue_tasks()([new_task(TASK, {"every": every})])
        return task

    task = session_of(context).run(deed)
    told = f"task {task} reads them again; `copilot worker` does it"
    emit({"task": task}, as_json=as_json, show=lambda out: out.print(told))
