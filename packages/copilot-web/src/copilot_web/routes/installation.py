"""The installation: what is done by itself, what is built in, and what is wrong; for those who look after it."""

from typing import Any

import msgspec
from litestar import Router, get
from litestar.di import NamedDependency

from copilot_adapters.diagnosis import Diagnosis, Finding
from copilot_adapters.inventory import Entry, Inventory
from copilot_core.entities.task import Queue, TaskState
from copilot_core.use_cases.platform.review_work import ReviewWork
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


class Count(msgspec.Struct, frozen=True):
    """How many tasks of a queue are in a state."""

    queue: Queue
    state: TaskState
    count: int


class Work(msgspec.Struct, frozen=True):
    """All tasks counted, how many seconds the oldest that is due waits, who works on how many, and who leads."""

    counts: list[Count]
    oldest_waiting: dict[Queue, float]
    workers: dict[str, int]
    leader: str | None


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


@get("/work", operation_id="reviewWork", tags=["tasks"])
async def review(review_work: NamedDependency[ReviewWork]) -> Work:
    """Count everybody's work in the background, without a word of what it is about, and say who does it."""
    told = await review_work()
    counts = [Count(queue, state, count) for (queue, state), count in sorted(told.counts.items())]
    return Work(counts, dict(told.oldest_waiting), dict(told.workers), told.leader)


INSTALLATION: Any = Router("/", route_handlers=[show_plan, list_plugins, diagnose, review], opt={POWER: Power.ADMIN})
