"""`copilot searches run`: here and now, or by a worker."""

from typing import TYPE_CHECKING, Annotated

import typer

from copilot_adapters.cli.background import follow
from copilot_adapters.cli.output import emit
from copilot_adapters.cli.search_lists import show_run
from copilot_adapters.cli.session import session_of

if TYPE_CHECKING:
    from copilot_adapters.container import Container
    from copilot_core.entities.identities import TaskId
    from copilot_core.use_cases.jobs.run_search import SearchRun

Id = Annotated[str, typer.Argument(metavar="ID", help="As `copilot searches list` shows it.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def run(
    context: typer.Context,
    search_id: Id,
    background: Annotated[bool, typer.Option("--background", help="Leave it to a worker.")] = False,
    as_json: Json = False,
) -> None:
    """Run a saved search now."""
    if background:
        _run_in_background(context, search_id, as_json=as_json)
    else:
        _run_here(context, search_id, as_json=as_json)


def _run_here(context: typer.Context, search_id: str, *, as_json: bool) -> None:
    from copilot_adapters.cli import shapes
    from copilot_adapters.cli.collecting import GOOD, Ticker
    from copilot_core.entities.identities import SearchId

    async def deed(container: "Container") -> "SearchRun":
        with Ticker() as ticker:
            return await container.run_search()(SearchId(search_id), progress=ticker.tick)

    session = session_of(context)
    found = session.run(deed)
    follow(session)
    document = {**found.facts, "collected": shapes.collection(found.collected)}
    emit(document, as_json=as_json, show=lambda out: show_run(found, out))
    if not any(one.outcome in GOOD for one in found.collected.sources.values()):
        raise typer.Exit(1)


def _run_in_background(context: typer.Context, search_id: str, *, as_json: bool) -> None:
    from copilot_core.entities.identities import SearchId

    async def deed(container: "Container") -> "TaskId":
        from copilot_core.entities.identities import LOCAL_PERSON
        from copilot_core.rules.new_task import new_task
        from copilot_core.rules.schedule import RUN_SEARCH

        search, _ = await container.show_search()(SearchId(search_id), limit=1)
        [task] = await container.enqueue_tasks()([new_task(RUN_SEARCH, {"search": search.id}, person=LOCAL_PERSON)])
        return task

    task = session_of(context).run(deed)
    emit({"task": task}, as_json=as_json, show=lambda out: out.print(f"task {task} is kept for a worker", markup=False))
