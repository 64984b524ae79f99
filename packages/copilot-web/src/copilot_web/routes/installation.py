"""The installation: what is done by itself, what is built in, and what is wrong; for those who look after it."""

from typing import Any

import msgspec
from litestar import Router, get
from litestar.di import NamedDependency

from copilot_adapters.diagnosis import Diagnosis, Finding
from copilot_adapters.inventory import Entry, Inventory
from copilot_core.use_cases.platform.show_schedule import SchedulePlan, ShowSchedule
from copilot_web.guards import POWER
from copilot_web.limits import EXPENSIVE
from copilot_web.visitors import Power


class Plugins(msgspec.Struct, frozen=True):
    """Every adapter, whoever brings it."""

    plugins: list[Entry]


class Findings(msgspec.Struct, frozen=True):
    """What was looked at; `ok`, `warn` or `fail`, with the remedy."""

    findings: list[Finding]


@get("/schedule", operation_id="showSchedule", tags=["schedule"])
async def show_plan(show_schedule: NamedDependency[ShowSchedule]) -> SchedulePlan:
    """Show what is done again and again, when last and next, and which process sees to it."""
    return await show_schedule()


@get("/plugins", operation_id="listPlugins", tags=["plugins"])
async def list_plugins(inventory: NamedDependency[Inventory]) -> Plugins:
    """List every adapter: who brings it, its terms, and which settings it needs."""
    return Plugins(await inventory())


@get("/diagnosis", operation_id="diagnose", tags=["diagnosis"], opt=EXPENSIVE)
async def diagnose(diagnosis: NamedDependency[Diagnosis]) -> Findings:
    """Say what is installed, in force, reachable or wrong, and the remedy; secrets are not shown."""
    return Findings(await diagnosis())


INSTALLATION: Any = Router("/", route_handlers=[show_plan, list_plugins, diagnose], opt={POWER: Power.ADMIN})
