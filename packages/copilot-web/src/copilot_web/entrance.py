"""What every request passes before the application, and every answer after it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from attrs import define, field
from litestar import Litestar
from litestar.config.cors import CORSConfig
from litestar.di import Provide

from copilot_adapters.settings import Settings
from copilot_web.account import Account
from copilot_web.arrival import REQUEST_ID, Arrival
from copilot_web.figures import Figures
from copilot_web.library import Library
from copilot_web.limits import AddressLimits, Counter, PersonLimits
from copilot_web.readiness import Readiness
from copilot_web.security_headers import SecurityHeaders

ASKED = ["Authorization", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key", REQUEST_ID]
SHOWN = ["ETag", "Location", "RateLimit", "RateLimit-Policy", "Retry-After", REQUEST_ID]
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


@define(eq=False)
class Entrance:
    """Headers, limits, lines and figures, around and within one application."""

    library: Library
    figures: Figures = field(init=False)
    readiness: Readiness = field(init=False)
    counter: Counter = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.figures = Figures(self.settings.metrics, self.library)
        self.readiness = Readiness(self.library)
        self.counter = Counter(self.library, self.settings.limits)

    @property
    def settings(self) -> Settings:
        """What is in force."""
        return self.library.settings

    @property
    def limits(self) -> PersonLimits:
        """What counts after somebody is known."""
        return PersonLimits(self.counter)

    @property
    def cors(self) -> CORSConfig | None:
        """Which other sites' pages may ask; None: none."""
        origins = list(self.settings.http.origins)
        if not origins:
            return None
        return CORSConfig(origins, METHODS, ASKED, allow_credentials=True, expose_headers=SHOWN)  # type: ignore[arg-type]

    def dependencies(self) -> dict[str, Provide]:
        """Return what the handlers of health and figures ask for."""
        return {
            "figures": Provide(lambda: self.figures, sync_to_thread=False),
            "readiness": Provide(lambda: self.readiness, sync_to_thread=False),
        }

    @asynccontextmanager
    async def open(self, app: Litestar) -> AsyncIterator[None]:
        """Keep figures while the application runs."""
        async with self.figures.open(app):
            yield

    def around(self, app: Litestar) -> Litestar:
        """Let everything pass here first, also what no route knows."""
        account = Account(AddressLimits(app.asgi_handler, self.counter), self.figures)
        app.asgi_handler = Arrival(SecurityHeaders(account), self.settings.http.trusted_proxies)
        return app
