"""`copilot bench-live`: how soon an event reaches open pages."""

from typing import Annotated

import typer

from copilot_adapters.cli.output import emit


def bench_live(
    sockets: Annotated[int, typer.Option(min=1, max=10_000, help="Pages that are told all that happens.")] = 200,
    idle: Annotated[
        int, typer.Option(min=1, max=10_000, help="Pages, each another person's, that hear nothing.")
    ] = 5000,
    database_url: Annotated[str, typer.Option(help="A database of the bench's own; by default a SQLite file.")] = "",
    redis_url: Annotated[str, typer.Option(help="A Redis or Valkey; without it the database is watched.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Measure how soon open pages hear of a commit, how many messages they take, and the memory of idle ones."""
    from copilot_web.benches import lines, live  # noqa: PLC0415 - `--help` stays light

    found = live.evaluate(sockets, idle, database_url, redis_url)
    emit(found, as_json=as_json, show=lambda out: out.print(lines.render(found), markup=False))
