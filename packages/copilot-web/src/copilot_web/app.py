"""The application: what it is composed of, from the outside in."""

from collections.abc import Collection

from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig

from copilot_adapters.settings import Settings
from copilot_web.library import Library
from copilot_web.local import LocalToken, local_token
from copilot_web.problems import HANDLERS
from copilot_web.routes import API, ELSEWHERE
from copilot_web.visitors import Doorkeeper, Way, person_of, visitor_of

LARGEST_BODY = 10_000_000
"""Bytes of a request."""


def make_app(settings: Settings, *, ways: Collection[Way] = (), sample: bool = False) -> Litestar:
    """Compose the application; the library opens when it starts.

    `ways` tell who asks before ours do; `sample` stands for invented boards in place of the web.
    """
    library = Library(settings, sample=sample)
    settings.make_home()
    return Litestar(
        [API, *ELSEWHERE],
        lifespan=[library.open],
        dependencies={
            **library.dependencies(),
            "storage": library.provide("storage"),
            "visitor": Provide(visitor_of),
            "person": Provide(person_of),
        },
        middleware=[Doorkeeper([*ways, LocalToken(local_token(settings.home))])],
        exception_handlers=dict(HANDLERS),
        compression_config=CompressionConfig(backend="brotli", brotli_gzip_fallback=True),
        logging_config=None,
        request_max_body_size=LARGEST_BODY,
        openapi_config=OpenAPIConfig(
            title="Career Copilot", version="1", path="/api/v1/openapi", use_handler_docstrings=True
        ),
    )
