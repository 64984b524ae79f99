"""`copilot bench-tasks`: how fast work in the background goes."""

from typing import Annotated

import typer

from copilot_adapters.cli.output import emit


def bench_tasks(
    database_url: Annotated[str, typer.Option(help="A PostgreSQL database of the bench's own; tasks stay in it.")],
    redis_url: Annotated[str, typer.Option(help="A Redis or Valkey of the bench's own.")],
    count: Annotated[int, typer.Option(min=200, help="Tasks for each figure.")] = 4000,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Measure tasks a second, claimed and finished in the table, beside Dramatiq and Celery alone."""
    from copilot_worker.benches import tasks

    result = tasks.evaluate(database_url, redis_url, count)
    emit(result, as_json=as_json, show=lambda out: out.print(tasks.render(result), markup=False))
