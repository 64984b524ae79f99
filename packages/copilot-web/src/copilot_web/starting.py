"""From the command to the link, step by step."""

import sys
import time
import webbrowser
from importlib.metadata import entry_points

from attrs import define, field

from copilot_adapters.cli.output import emit
from copilot_adapters.logs import configure_logs
from copilot_adapters.settings import Settings
from copilot_web.app import make_app
from copilot_web.companion import Companion
from copilot_web.local import local_token
from copilot_web.serving import address_of, link_to, listen, on_port, serve, try_out

BEYOND_GRACE = 12.0
"""Seconds that a worker may take to close what it holds, after the grace of what runs."""


@define(eq=False)
class Start:
    """Starts everything and serves; `worker` are the arguments of the command that runs beside, none without it."""

    settings: Settings
    as_json: bool = False
    show: bool = False
    worker: tuple[str, ...] = ()
    _since: float = field(factory=time.monotonic, init=False)

    def run(self) -> None:
        """Serve until a signal asks to stop; then everything stops in order."""
        chosen = self.settings.web
        with listen(chosen.host, chosen.port, lambda: try_out(self.settings)) as listening:
            host, port = listening.getsockname()[:2]
            self.settings = on_port(self.settings, port)
            self.settings.make_home()
            accounts = try_out(self.settings)
            self._tell("database")
            app = make_app(self.settings)
            configure_logs(self.settings, secrets=[local_token(self.settings.home)])
            beside = self._companion()
            try:
                serve(
                    app,
                    self.settings,
                    listening,
                    lambda: self._ready(address_of(host, port), beside, accounts=accounts),
                )
            finally:
                if beside is not None:
                    beside.stop()

    def _companion(self) -> Companion | None:
        if not self.worker:
            return None
        if not entry_points(group="copilot.commands", name="worker"):
            self._tell("no worker: install copilot-worker for work in the background")
            return None
        beside = Companion(self.worker, self.settings.worker.grace + BEYOND_GRACE)
        beside.start()
        self._tell(f"worker (process {beside.pid})")
        return beside

    def _ready(self, address: str, beside: Companion | None, *, accounts: bool) -> None:
        """Tell the link of the local person; where people have accounts there is none, and they sign in."""
        self._tell(f"web at {address}")
        link = None if accounts else link_to(self.settings, address)
        document = {"address": address, "link": link, "worker": beside.pid if beside else None}
        place = link or self.settings.web.address
        emit(document, as_json=self.as_json, show=lambda out: out.print(place, soft_wrap=True, highlight=False))
        sys.stdout.flush()
        if self.show:
            webbrowser.open(place)

    def _tell(self, step: str) -> None:
        """Tell how long it took so far."""
        print(f"{time.monotonic() - self._since:5.1f} s  {step}", file=sys.stderr, flush=True)  # noqa: T201 - this is the command line
