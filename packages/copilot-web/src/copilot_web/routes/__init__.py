"""What is served under `/api/v1`: one router a noun."""

from litestar import Router

from copilot_web.routes.health import HEALTH
from copilot_web.routes.jobs import JOBS

API = Router("/api/v1", route_handlers=[JOBS])
ELSEWHERE = [HEALTH]
"""What is not under the version: probes ask for it."""
