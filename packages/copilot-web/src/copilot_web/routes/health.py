"""Whether it lives, and whether it can serve."""

from typing import Any

from litestar import Response, Router, get
from litestar.di import NamedDependency

from copilot_web.readiness import Health, Readiness
from copilot_web.visitors import PUBLIC


@get("/live", operation_id="showLife", opt={PUBLIC: True})
async def show_life() -> Health:
    """Answer as long as the process serves."""
    return Health("ok", {})


@get("/ready", operation_id="showReadiness", opt={PUBLIC: True})
async def show_readiness(readiness: NamedDependency[Readiness]) -> Response[Health]:
    """Tell how each part is; 503 when it cannot serve."""
    health = await readiness()
    return Response(health, status_code=503 if health.status == "failed" else 200)


HEALTH: Any = Router(
    "/health",
    route_handlers=[show_life, show_readiness],
    tags=["health"],
    response_headers={"Cache-Control": "no-store"},
)
