"""`copilot bench-live`: how soon an event reaches open pages."""

from typing import Annotated

import typer

from copilot_adapters.cli.output import emit


def bench_live(
    sockets: Annotated[int, typer.Option(min=1, max=10_000, help="Connections that are open at the same time.")] = 200,
    database_url: Annotated[str, typer.Option(help="A database of the bench's own; by default a SQLite file.")] = "",
    redis_url: Annotated[str, typer.Option(help="A Redis or Valkey; without it the database is watched.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Measure the time from a commit to open pages, and the memory of an idle connection, on one web process."""
    from copilot_web.benches import live  # noqa: PLC0415 - `--help` stays light

    result = live.measure(sockets, database_url, redis_url)
    emit(result, as_json=as_json, show=lambda out: out.print(live.render(result), markup=False))
