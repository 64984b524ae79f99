"""`copilot scheduler`: starts what is to be done again and again."""

from typing import Annotated

import typer

from copilot_adapters.cli.schedule import schedule
from copilot_adapters.cli.session import session_of


def scheduler(
    context: typer.Context,
    show: Annotated[bool, typer.Option("--show", help="Only show the schedule, and who keeps it.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --show: print one JSON document.")] = False,
) -> None:
    """Keep the schedule until SIGTERM or Ctrl-C; of many that do, one leads and the others stand by."""
    if show:
        schedule(context, as_json)
        return
    if as_json:
        raise typer.BadParameter("--json goes with --show: a scheduler runs until it is stopped")
    from copilot_adapters.logs import configure_logs
    from copilot_worker.scheduler import run_scheduler

    settings = session_of(context).settings()
    configure_logs(settings)
    run_scheduler(settings)
