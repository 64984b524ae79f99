"""All commands: our own, and those that packages register by entry point."""

import sys
from importlib.metadata import EntryPoint, entry_points, version
from pathlib import Path
from typing import Annotated

import typer

from copilot_adapters.cli import (
    account_data,
    adding,
    admins,
    api_tokens,
    collecting,
    coverage,
    demo,
    events,
    marking,
    matching,
    measuring,
    people,
    platform,
    searches,
    showing,
    sources,
    tasks,
    tracking,
)
from copilot_adapters.cli.harmless import harmless
from copilot_adapters.cli.session import Session
from copilot_adapters.patience import MAKING_SECONDS, within
from copilot_core.errors import CopilotError


def build_app() -> typer.Typer:
    """Make the command line."""
    app = typer.Typer(
        name="copilot",
        help="Finds the jobs that fit you, says why, and helps to get them.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_global_flags)
    for family in (
        collecting,
        adding,
        showing,
        marking,
        tracking,
        searches,
        people,
        account_data,
        admins,
        api_tokens,
        matching,
        platform,
        sources,
        coverage,
        tasks,
        events,
        measuring,
        demo,
    ):
        family.register(app)
    for point in entry_points(group="copilot.commands"):
        _add(app, point)
    return app


def _add(app: typer.Typer, point: EntryPoint) -> None:
    """Add a package's commands; when it fails, the others work all the same."""
    try:
        within(MAKING_SECONDS, point.name, lambda: point.load()(app))
    except CopilotError as error:
        print(f"copilot: {harmless(str(error))}", file=sys.stderr)  # noqa: T201 - this is the command line


def _tell_version(asked: bool) -> None:
    if asked:
        print(f"copilot {version('copilot-adapters')}")  # noqa: T201 - this is the command line
        raise typer.Exit


def _global_flags(
    context: typer.Context,
    home: Annotated[Path | None, typer.Option(help="Data directory (COPILOT_HOME).")] = None,
    told: Annotated[  # noqa: ARG001 - the callback answers
        bool, typer.Option("--version", is_eager=True, callback=_tell_version, help="Show the version.")
    ] = False,
) -> None:
    context.obj = Session(home)
