"""`copilot eval`, `copilot bench`: figures anybody can reproduce."""

import importlib
import inspect
from pathlib import Path
from typing import Annotated, Any

import typer

from copilot_adapters.cli.output import emit

EVALUATIONS = ("dedup", "titles", "skills", "ranking", "parsing", "work_from")
BENCHES = ("collection", "cleaning", "merging", "matching", "search", "transactions", "start", "busy")
LONG_BENCHES = ("collect_large",)
"""Run when they are named."""


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
    _measure("evaluations", name, as_json=as_json, data=data, run=run)


def bench(
    name: Annotated[
        str, typer.Argument(help=f"One of {', '.join(BENCHES + LONG_BENCHES)}; all but the long ones when left out.")
    ] = "",
    database: Annotated[
        str, typer.Option(help="search, busy, collect_large: address of a database; a temporary SQLite when left out.")
    ] = "",
    jobs: Annotated[
        int, typer.Option(min=0, help="search, busy, collect_large: how many jobs; 0: as many as each takes.")
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Measure speed, as ratios in one run."""
    known = BENCHES + LONG_BENCHES
    if name and name not in known:
        raise typer.BadParameter(f"there is no bench {name}; known are {', '.join(known)}")
    given = {"jobs": jobs} if jobs else {}
    for one in [name] if name else BENCHES:
        _measure("benches", one, as_json=as_json, database=database, **given)


def _measure(family: str, name: str, *, as_json: bool, **options: Any) -> None:  # noqa: ANN401 - passed on by name
    module = importlib.import_module(f"copilot_adapters.{family}.{name}")
    known = inspect.signature(module.evaluate).parameters
    result = module.evaluate(**{key: value for key, value in options.items() if key in known})
    emit(result, as_json=as_json, show=lambda out: out.print(module.render(result), markup=False))
