"""Whether the application can serve, part by part."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from time import monotonic
from typing import Final, Literal

import msgspec
import structlog
from attrs import define, field

from copilot_adapters.storage.migration import REVISIONS
from copilot_core.errors import CopilotError
from copilot_web.library import Library

log = structlog.get_logger("copilot.web")

State = Literal["ok", "degraded", "failed"]
PATIENCE: Final = 3.0
"""Seconds a part may take to answer."""

LONG: Final = 60.0
"""Seconds that a due task may wait while nobody works."""


class Part(msgspec.Struct, frozen=True, omit_defaults=True):
    """How one part is; `code` says why, where it is not well."""

    status: State
    code: str = ""


class Health(msgspec.Struct, frozen=True):
    """`ok`; `degraded`: it serves, but not everything works; `failed`: it cannot serve."""

    status: State
    parts: Mapping[str, Part]


WELL: Final = Part("ok")
Look = Callable[[Library], Awaitable[Part]]


async def database(library: Library) -> Part:
    """Ask it something small."""
    async with library.container.storage().reading() as books:
        await books.schedule.leader()
    return WELL


async def migrations(library: Library) -> Part:
    """Compare its revision with the one this program needs."""
    if await library.container.storage().revision() == REVISIONS[-1]:
        return WELL
    return Part("failed", "migrations_missing")


async def redis(library: Library) -> Part:
    """Ask whether it answers; without it tasks and events wait for the database, and limits are each process's own."""
    from copilot_adapters.limiters.fallback import Fallback  # noqa: PLC0415 - an extra

    limiter = library.container.limiter()
    if isinstance(limiter, Fallback):
        await limiter.ping()
    return WELL


async def index(library: Library) -> Part:
    """Ask whether it answers; without it words alone decide."""
    chosen = library.container.index()
    if chosen is not None:
        await chosen.count()
    return WELL


async def worker(library: Library) -> Part:
    """Tell whether what is due is done: a worker that has nothing to do leaves no trace."""
    review = await library.container.review_work()()
    waits = max(review.oldest_waiting.values(), default=0.0)
    return Part("degraded", "nobody_works") if waits > LONG and not review.workers else WELL


@define
class _Kept:
    """A look that is not taken again before its time."""

    look: Look
    seconds: float
    worst: State
    found: Part = WELL
    until: float = 0.0

    async def part(self, name: str, library: Library) -> Part:
        if monotonic() >= self.until:
            self.found = await self._looked(name, library)
            self.until = monotonic() + self.seconds
        return self.found

    async def _looked(self, name: str, library: Library) -> Part:
        try:
            async with asyncio.timeout(PATIENCE):
                return await self.look(library)
        except CopilotError as error:
            return Part(self.worst, error.code)
        except TimeoutError:
            return Part(self.worst, "too_slow")
        except Exception as error:
            log.exception("a part could not be looked at", part=name, exc_info=error)
            return Part(self.worst, "broken")


@define(eq=False)
class Readiness:
    """Looks at all parts that are in use, seldom enough that probes cost nothing."""

    library: Library
    _kept: dict[str, _Kept] = field(init=False)
    _looking: asyncio.Lock = field(factory=asyncio.Lock, init=False)

    def __attrs_post_init__(self) -> None:
        self._kept = {
            "database": _Kept(database, 1, "failed"),
            "migrations": _Kept(migrations, 10, "failed"),
            "worker": _Kept(worker, 5, "degraded"),
        }
        settings = self.library.settings
        if settings.redis:
            self._kept["redis"] = _Kept(redis, 1, "degraded")
        if settings.embedder != "none" and settings.vector_index != "exact":
            self._kept["index"] = _Kept(index, 5, "degraded")

    async def __call__(self) -> Health:
        """Return how all parts are."""
        async with self._looking:
            found = await asyncio.gather(*(one.part(name, self.library) for name, one in self._kept.items()))
        states = {part.status for part in found}
        worst: State = "failed" if "failed" in states else "degraded" if "degraded" in states else "ok"
        return Health(worst, dict(zip(self._kept, found, strict=True)))
