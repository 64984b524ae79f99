"""One line for each request, and what went wrong beyond all handlers."""

from contextlib import suppress
from time import perf_counter
from typing import Any, Final

import structlog
from attrs import define, field, frozen
from litestar import Request
from litestar.enums import ScopeType
from litestar.exceptions import LitestarException
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from copilot_adapters.logs import about
from copilot_web.arrival import client_of, request_id_of
from copilot_web.audit import audit_answer
from copilot_web.figures import Figures
from copilot_web.problems import unexpected
from copilot_web.visitors import Visitor

log = structlog.get_logger("copilot.request")

UNKNOWN_ROUTE: Final = "unknown"
METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
QUIET: Final = ("/health", "/metrics")
"""Machines ask here again and again."""

INTERNAL_ERROR = 1011
"""A WebSocket's code for our own fault."""


@define
class _Answer:
    """What was answered so far."""

    send: Send
    status: int = 0
    open: bool = False
    began: float = field(factory=perf_counter)

    async def pass_on(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        elif message["type"] in {"websocket.accept", "websocket.close"}:
            self.open = message["type"] == "websocket.accept"
            self.status = self.status or (101 if self.open else 403)
        await self.send(message)


@frozen
class Account:
    """Logs, counts and times every request; whatever else nobody caught ends here."""

    app: ASGIApp
    figures: Figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Go on, and give account."""
        answer = _Answer(send)
        with about(request_id=request_id_of(scope)):
            try:
                await self._answered(scope, receive, answer)
            finally:
                self._tell(scope, answer)

    async def _answered(self, scope: Scope, receive: Receive, answer: _Answer) -> None:
        socket = scope["type"] == ScopeType.WEBSOCKET
        try:
            if socket:
                with self.figures.socket():
                    await self.app(scope, receive, answer.pass_on)
            else:
                await self.app(scope, receive, answer.pass_on)
        except Exception as error:  # noqa: BLE001 - it is told, and nobody else would
            await _answer_fault(scope, receive, answer, error)

    def _tell(self, scope: Scope, answer: _Answer) -> None:
        seconds = perf_counter() - answer.began
        method, route = method_of(scope), route_of(scope)
        if scope["type"] == ScopeType.HTTP:
            self.figures.count(method, route, answer.status, seconds)
        user = scope.get("user")
        audit_answer(scope, answer.status)
        tell = log.debug if route.startswith(QUIET) else log.info
        tell(
            "request",
            kind="request",
            method=method,
            route=route,
            status=answer.status,
            seconds=round(seconds, 4),
            person=user.person if isinstance(user, Visitor) else "",
            address=client_of(scope),
        )


async def _answer_fault(scope: Scope, receive: Receive, answer: _Answer, error: Exception) -> None:
    """Answer a fault that no handler saw; once the answer has begun it can only end."""
    request: Request[Any, Any, Any] = Request(scope, receive, answer.pass_on)
    cause = (
        error.__cause__ if isinstance(error, LitestarException) and isinstance(error.__cause__, Exception) else error
    )
    response = unexpected(request, cause)
    if scope["type"] == ScopeType.WEBSOCKET:
        with suppress(RuntimeError):  # it is closed already
            await answer.pass_on({"type": "websocket.close", "code": INTERNAL_ERROR, "reason": ""})
    elif not answer.status:
        await response.to_asgi_response(app=None, request=request)(scope, receive, answer.pass_on)


def method_of(scope: Scope) -> str:
    """Return the method, one of those that are known: it is a label."""
    if scope["type"] == ScopeType.WEBSOCKET:
        return "WEBSOCKET"
    method = str(scope.get("method", ""))
    return method if method in METHODS else "OTHER"


def route_of(scope: Scope) -> str:
    """Return the route's template: a path would hold ids, and there is no end of paths."""
    return str(scope.get("path_template") or UNKNOWN_ROUTE)
