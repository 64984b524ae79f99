"""`copilot eval`, `copilot bench`: figures anybody can reproduce."""

import importlib
import inspect
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated, Any

import typer

from copilot_adapters.cli.output import emit

EVALUATIONS = ("dedup", "titles", "skills", "ranking", "parsing", "work_from")
BENCHES = ("collection", "cleaning", "merging", "matching", "search", "transactions", "start", "busy")
LONG_BENCHES = ("collect_large",)
"""Run when they are named."""

OTHERS = "copilot.benches"
"""Entry points of the benches that other packages bring, which are run when they are named, too."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("eval")(evaluate)
    app.command()(bench)


def evaluate(
    name: Annotated[str, typer.Argument(help=f"One of {', '.join(EVALUATIONS)}.")],
    data: Annotated[
        Path | None, typer.Option(exists=True, help="Your own data; the recorded sets when left out.")
    ] = None,
    run: Annotated[Path | None, typer.Option(help="ranking: write each person's order to this file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Measure quality, with baselines and intervals."""
    if name not in EVALUATIONS:
        raise typer.BadParameter(f"there is no evaluation {name}; known are {', '.join(EVALUATIONS)}")
    _measure(f"copilot_adapters.evaluations.{name}", as_json=as_json, data=data, run=run)


def bench(
    name: Annotated[
        str, typer.Argument(help=f"One of {', '.join(BENCHES + LONG_BENCHES)}; all but the long ones when left out.")
    ] = "",
    database: Annotated[
        str,
        typer.Option(help="search, busy, collect_large, api: address of a database; a temporary SQLite when left out."),
    ] = "",
    redis_url: Annotated[str, typer.Option(help="api: address of a Redis or Valkey; none when left out.")] = "",
    jobs: Annotated[
        int, typer.Option(min=0, help="search, busy, collect_large, api: how many jobs; 0: as many as each takes.")
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Measure speed, as ratios in one run."""
    others = {one.name: one.module for one in entry_points(group=OTHERS)}
    known = (*BENCHES, *LONG_BENCHES, *sorted(others))
    if name and name not in known:
        raise typer.BadParameter(f"there is no bench {name}; known are {', '.join(known)}")
    given = {"jobs": jobs} if jobs else {}
    for one in [name] if name else BENCHES:
        module = others.get(one, f"copilot_adapters.benches.{one}")
        _measure(module, as_json=as_json, database=database, redis_url=redis_url, **given)


def _measure(name: str, *, as_json: bool, **options: Any) -> None:  # noqa: ANN401 - passed on by name
    module = importlib.import_module(name)
    known = inspect.signature(module.evaluate).parameters
    result = module.evaluate(**{key: value for key, value in options.items() if key in known})
    emit(result, as_json=as_json, show=lambda out: out.print(module.render(result), markup=False))
