"""`copilot worker`: does what waits in the background."""

from typing import TYPE_CHECKING, Annotated

import typer

from copilot_adapters.cli.output import emit
from copilot_adapters.cli.session import Session, session_of
from copilot_core.entities.task import Queue
from copilot_worker.bench_command import bench_tasks
from copilot_worker.scheduler_command import scheduler

if TYPE_CHECKING:
    from copilot_adapters.settings import Settings

LAST_PORT = 65_535
KNOWN = ", ".join(Queue)

PATIENCE = 5.0
"""Seconds: another one that still runs after them has seen what waits."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(worker)
    app.command()(scheduler)
    app.command()(bench_tasks)


def worker(
    context: typer.Context,
    queues: Annotated[str, typer.Option(help=f"Queues served, with commas: {KNOWN}. All when left out.")] = "",
    processes: Annotated[int, typer.Option(min=1, max=64, help="Processes that work side by side.")] = 1,
    threads: Annotated[
        int | None, typer.Option(min=1, max=256, help="Tasks that a process does at the same time.")
    ] = None,
    until_idle: Annotated[bool, typer.Option(help="End when nothing is due and nothing runs.")] = False,
    metrics_port: Annotated[
        int | None,
        typer.Option(min=0, max=LAST_PORT, help="Port of the figures for Prometheus; each process the next."),
    ] = None,
    alone: Annotated[bool, typer.Option("--alone", help="End when another one of this home was started so.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document at the end.")] = False,
) -> None:
    """Do what waits in the background, until SIGTERM or Ctrl-C; the second ends at once."""
    chosen = _queues(queues)
    from copilot_adapters.logs import configure_logs

    session = session_of(context)
    settings = _in_force(session, threads, metrics_port)
    if settings.worker.metrics_port + processes - 1 > LAST_PORT:
        raise typer.BadParameter(f"port {settings.worker.metrics_port} leaves too few for {processes} processes")
    configure_logs(settings)
    document: dict[str, object]
    if alone:
        from copilot_adapters.cli import background

        with background.alone(settings.make_home(), PATIENCE) as only:
            document = {"ended": _serve(settings, chosen, until_idle=until_idle) if only else {}}
    elif processes == 1:
        document = {"ended": _serve(settings, chosen, until_idle=until_idle)}
    else:
        from copilot_worker.supervisor import Supervisor

        commands = _children(session, settings, processes, chosen, until_idle=until_idle)
        document = {"processes": processes, "restarts": Supervisor(commands).run(until_done=until_idle)}
    emit(document, as_json=as_json, show=lambda _: None)


def _serve(settings: "Settings", queues: tuple[Queue, ...], *, until_idle: bool) -> dict[str, int]:
    from copilot_worker.process import serve

    return serve(settings, queues=queues, until_idle=until_idle)


def _queues(text: str) -> tuple[Queue, ...]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = sorted(set(names) - {queue.value for queue in Queue})
    if unknown:
        raise typer.BadParameter(f"there is no queue {unknown[0]}; known are {KNOWN}")
    return tuple(Queue(name) for name in names)


def _in_force(session: Session, threads: int | None, metrics_port: int | None) -> "Settings":
    settings = session.settings()
    given = {"threads": threads, "metrics_port": metrics_port}
    changed = {name: value for name, value in given.items() if value is not None}
    return settings.model_copy(update={"worker": settings.worker.model_copy(update=changed)})


def _children(
    session: Session, settings: "Settings", processes: int, queues: tuple[Queue, ...], *, until_idle: bool
) -> list[list[str]]:
    import sys

    home = ["--home", str(session.home)] if session.home else []
    command = [sys.executable, "-P", "-m", "copilot_adapters.cli.leash", *home, "worker", "--queues", ",".join(queues)]
    command += ["--threads", str(settings.worker.threads), *(["--until-idle"] if until_idle else [])]
    first = settings.worker.metrics_port
    return [[*command, "--metrics-port", str(first + place if first else 0)] for place in range(processes)]
