"""Whether it lives, and whether it can serve."""

from typing import Any

import msgspec
from litestar import Response, Router, get
from litestar.di import NamedDependency

from copilot_adapters.storage import SqlStorage
from copilot_core.errors import CopilotError
from copilot_web.visitors import PUBLIC


class Health(msgspec.Struct, frozen=True):
    """`ok`, or `failed`, with what each part says."""

    status: str
    parts: dict[str, str]


@get("/live", operation_id="showLife", opt={PUBLIC: True})
async def show_life() -> Health:
    """Answer as long as the process serves."""
    return Health("ok", {})


@get("/ready", operation_id="showReadiness", opt={PUBLIC: True})
async def show_readiness(storage: NamedDependency[SqlStorage]) -> Response[Health]:
    """Tell whether the database answers."""
    try:
        async with storage.reading():
            return Response(Health("ok", {"database": "ok"}))
    except CopilotError as error:
        return Response(Health("failed", {"database": error.code}), status_code=503)


HEALTH: Any = Router("/health", route_handlers=[show_life, show_readiness], tags=["health"])
