"""The application: what it is composed of, from the outside in."""

from collections.abc import Collection
from typing import Any, cast

from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.middleware.compression import CompressionMiddleware
from litestar.types import ASGIApp

from copilot_adapters.settings import Settings
from copilot_web.answers import PACKED
from copilot_web.bearers import AccessToken, PersonalToken
from copilot_web.bodies import JsonRequest
from copilot_web.document import Clock, described
from copilot_web.entrance import Entrance
from copilot_web.library import Library
from copilot_web.live.feeds import Feeds
from copilot_web.live.tickets import TicketInAddress
from copilot_web.local import LocalToken, local_token
from copilot_web.names import KnownNames
from copilot_web.once import Once
from copilot_web.problems import HANDLERS
from copilot_web.refresh_cookie import RefreshCookie
from copilot_web.routes import API, ELSEWHERE
from copilot_web.tags import tagging
from copilot_web.visitors import Doorkeeper, Way, person_of, visitor_of

LARGEST_BODY = 10_000_000
"""Bytes of a request."""


def make_app(settings: Settings, *, ways: Collection[Way] = (), sample: bool = False) -> Litestar:
    """Compose the application; the library opens when it starts.

    `ways` tell who asks before ours do; `sample` stands for invented boards in place of the web.
    """
    library = Library(settings, sample=sample)
    feeds = Feeds(library)
    settings.make_home()
    local = LocalToken(local_token(settings.home), library.has_accounts, settings.http.origins)
    entrance = Entrance(library)
    app = Litestar(
        [API, *ELSEWHERE],
        lifespan=[library.open, entrance.open, feeds.open],
        dependencies={
            **library.dependencies(),
            **entrance.dependencies(),
            "storage": library.provide("storage"),
            "settings": library.provide("settings"),
            "visitor": Provide(visitor_of),
            "person": Provide(person_of),
            "feeds": Provide(lambda: feeds, sync_to_thread=False),
            "local_way": Provide(lambda: local, sync_to_thread=False),
        },
        middleware=[
            KnownNames(settings.web.hosts),
            Doorkeeper([*ways, *_own_ways(library), local]),
            entrance.limits,
        ],
        cors_config=entrance.cors,
        exception_handlers=dict(HANDLERS),
        compression_config=_compression(Once(library, LARGEST_BODY)),
        logging_config=None,
        request_class=JsonRequest,
        request_max_body_size=LARGEST_BODY,
        openapi_config=described(lambda: app),
        plugins=[Clock()],
        state=State({"origins": settings.http.origins}),
    )
    return entrance.around(app)


def _own_ways(library: Library) -> list[Way]:
    """Return how people with accounts are known."""
    cookie = RefreshCookie(library, library.settings.http.origins)
    return [TicketInAddress(library), AccessToken(library), PersonalToken(library), cookie]


def _compression(once: Once) -> CompressionConfig:
    """Return compression around tags around what is done once: tags and kept answers are of plain bodies."""

    def wrap(app: ASGIApp, config: CompressionConfig) -> CompressionMiddleware:
        return CompressionMiddleware(tagging(once(app)), config)

    made_by = cast("Any", wrap)
    return CompressionConfig(
        backend="brotli", brotli_gzip_fallback=True, exclude_opt_key=PACKED, middleware_class=made_by
    )
