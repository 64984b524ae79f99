"""What one run of the command line works with."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer
from attrs import evolve, frozen

from copilot_adapters.cli.endings import INTERRUPTED

if TYPE_CHECKING:
    from copilot_adapters.container import Container
    from copilot_adapters.settings import Settings

Result = TypeVar("Result")


@frozen
class Session:
    """Flags of the whole command line; the container is made when a command needs it."""

    home: Path | None = None
    sample: bool = False

    def for_sample(self) -> "Session":
        """Return the same on the sample, whose jobs are never mixed with real ones."""
        return evolve(self, sample=True)

    def sample_home(self) -> Path:
        """Return the folder of the sample's own database."""
        return self.settings().home / "sample"

    def settings(self) -> "Settings":
        """Return what is in force."""
        from copilot_adapters.settings import load_settings

        return load_settings(home=self.home)

    def run(self, deed: "Callable[[Container], Awaitable[Result]]", *, migrate: bool = True) -> Result:
        """Make the container, bring the database up to date, do the deed, close everything."""
        try:
            return asyncio.run(self._run(deed, migrate))
        except KeyboardInterrupt:
            print("copilot: stopped; what was stored is kept", file=sys.stderr)  # noqa: T201 - this is the command line
            raise typer.Exit(INTERRUPTED) from None

    async def _run(self, deed: "Callable[[Container], Awaitable[Result]]", migrate: bool) -> Result:
        from copilot_adapters.container import closing_container

        async with closing_container(home=self.home, sample=self.sample, migrate=migrate) as container:
            return await deed(container)


def session_of(context: object) -> Session:
    """Return the session a command was called in."""
    found = getattr(context, "obj", None)
    return found if isinstance(found, Session) else Session()
