"""The boards at hand: plug-ins, with their settings, each kept apart."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from attrs import fields, frozen

from copilot_adapters.guest import Guest
from copilot_adapters.patience import MAKING_SECONDS, within
from copilot_adapters.plugins import Plugins
from copilot_core.entities.identities import PRIVATE_SOURCES, SourceName
from copilot_core.entities.posting import Attribution
from copilot_core.errors import Rejected
from copilot_core.ports.job_source import JobSource
from copilot_core.ports.web import Web

SHORTEST_SECRET = 4
"""Letters; what is shorter would be hidden in every other word."""


@frozen
class Boards:
    """Makes a board of its entry point and its settings, and runs it as a guest.

    `web` makes a polite client in the event loop that will use it. `chosen` are asked when none is named: empty
    stands for every installed board but those that need an address.
    """

    plugins: Plugins
    settings: Mapping[str, Mapping[str, Any]]
    web: Callable[[], Web]
    chosen: tuple[str, ...] = ()
    deadline: float = 120.0

    def names(self) -> tuple[SourceName, ...]:
        """Return the boards that are asked when none is named."""
        names = self.chosen or tuple(name for name in self.plugins.names() if name not in PRIVATE_SOURCES)
        return tuple(SourceName(name) for name in names)

    def source(self, name: SourceName) -> JobSource:
        """Return a board kept apart; its settings are checked now."""
        made = within(MAKING_SECONDS, name, lambda: self._make(name))
        attribution, min_interval = _declared(made, name)
        everything = getattr(made, "lists_everything", False) is True
        return Guest(
            name, lambda: self._make(name), attribution, min_interval, self.deadline, _secrets(made), everything
        )

    def _make(self, name: SourceName) -> JobSource:
        made: JobSource = self.plugins.build(name, self.settings.get(name, {}), web=self.web())
        return made


def _declared(made: JobSource, name: str) -> tuple[Attribution, timedelta]:
    attribution, min_interval = getattr(made, "attribution", None), getattr(made, "min_interval", None)
    if isinstance(attribution, Attribution) and isinstance(min_interval, timedelta):
        return attribution, min_interval
    problem = "it must declare attribution (Attribution) and min_interval (timedelta)"
    raise Rejected("plugin_broken", plugin=name, package="its package", problem=problem)


def _secrets(made: JobSource) -> tuple[str, ...]:
    """Return the values of settings that are declared never to be shown."""
    hidden = (getattr(made, one.name) for one in fields(type(made)) if not one.repr)  # type: ignore[arg-type]  # the plug-ins took attrs classes only
    return tuple(value for value in hidden if isinstance(value, str) and len(value) >= SHORTEST_SECRET)
