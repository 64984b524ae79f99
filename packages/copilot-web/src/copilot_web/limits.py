"""How often somebody may ask: each address outside, each person inside."""

from collections.abc import Mapping
from enum import StrEnum
from math import ceil
from typing import Any, Final

from attrs import frozen
from litestar import Request
from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from copilot_adapters.guard_settings import Limits as LimitSettings
from copilot_core.errors import Unavailable
from copilot_core.ports.limiter import Allowance, Limiter, Quota
from copilot_core.rules.networks import network_of
from copilot_web.arrival import client_of
from copilot_web.audit import audit
from copilot_web.library import Library
from copilot_web.problems import named
from copilot_web.visitors import Visitor

LIMIT: Final = "limit"
"""Handlers with this option are counted as what it says, not as their method."""

MINUTE = 60
READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
UNCOUNTED: Final = "/health"
TRY_AGAIN_LATER = 1013
"""A WebSocket's code for it."""


class Cost(StrEnum):
    """What a request is counted as."""

    READS = "reads"
    WRITES = "writes"
    EXPENSIVE = "expensive"
    LOG_IN = "log_in"


EXPENSIVE: Final = {LIMIT: Cost.EXPENSIVE}
"""The option of handlers that cost much."""


@frozen
class Counter:
    """Counts in the library's limiter, as settings say."""

    library: Library
    settings: LimitSettings

    async def count(self, scope: Scope, kind: str, key: str) -> None:
        """Count one; raise `Unavailable("too_many_requests")` when it is enough."""
        most = getattr(self.settings, kind)
        if not self.settings.enabled or not most:
            return
        quota = Quota(name=kind, most=most, seconds=MINUTE)
        limiter: Limiter = self.library.container.limiter()
        allowance = await limiter.take(key, quota)
        scope["state"]["allowance"] = (quota, allowance)
        if not allowance.allowed:
            _refuse(scope, quota, allowance)


@frozen
class AddressLimits:
    """Counts every request of an address, and shows in each answer how many are left."""

    app: ASGIApp
    counter: Counter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count, and go on or refuse."""

        async def telling(message: Message) -> None:
            if message["type"] == "http.response.start" and "allowance" in scope["state"]:
                MutableScopeHeaders.from_message(message).update(_headers(*scope["state"]["allowance"]))
            await send(message)

        try:
            if not scope["path"].startswith(UNCOUNTED):
                await self.counter.count(scope, "address", network_of(client_of(scope)))
        except Unavailable as error:
            await _answer(scope, receive, telling, error)
        else:
            await self.app(scope, receive, telling)


class PersonLimits(ASGIMiddleware):
    """Counts what each person does, by what it costs; log-ins and strangers by their address."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, counter: Counter) -> None:
        """Take what counts."""
        self.counter = counter

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Count, and go on."""
        if not scope["path"].startswith(UNCOUNTED):
            cost = cost_of(scope)
            await self.counter.count(scope, cost, _key(scope, cost))
        await next_app(scope, receive, send)


def _key(scope: Scope, cost: Cost) -> str:
    """Return who is counted: a program by its token, so that it takes nothing from its person's pages."""
    user = scope.get("user")
    if not isinstance(user, Visitor) or cost is Cost.LOG_IN:
        return f"address {network_of(client_of(scope))}"
    return f"token {user.token}" if user.token else f"person {user.person}"


def cost_of(scope: Scope) -> Cost:
    """Tell what a request is counted as."""
    chosen = scope["route_handler"].opt.get(LIMIT)
    if chosen is not None:
        return Cost(chosen)
    return Cost.READS if scope.get("method") in READING else Cost.WRITES


def _refuse(scope: Scope, quota: Quota, allowance: Allowance) -> None:
    if allowance.over == 1:
        person = getattr(scope.get("user"), "person", "")
        audit("rate_limited", quota=quota.name, person=person, address=client_of(scope))
    wait = ceil(allowance.again_in) or 1
    raise Unavailable(
        "too_many_requests", retry_after=wait, quota=quota.name, most=quota.most, seconds=quota.seconds, wait=wait
    )


def _headers(quota: Quota, allowance: Allowance) -> Mapping[str, str]:
    """Say it as draft-ietf-httpapi-ratelimit-headers-10 does."""
    return {
        "RateLimit-Policy": f'"{quota.name}";q={quota.most};w={quota.seconds}',
        "RateLimit": f'"{quota.name}";r={allowance.left};t={ceil(allowance.again_in)}',
    }


async def _answer(scope: Scope, receive: Receive, send: Send, error: Unavailable) -> None:
    if scope["type"] == ScopeType.WEBSOCKET:
        await send({"type": "websocket.close", "code": TRY_AGAIN_LATER, "reason": ""})
        return
    request: Request[Any, Any, Any] = Request(scope, receive, send)
    await named(request, error).to_asgi_response(app=None, request=request)(scope, receive, send)
