"""Headers that tell browsers what an answer may do."""

from collections.abc import Iterator
from typing import Final

from attrs import frozen
from litestar.types import ASGIApp, Message, Receive, Scope, Send

CONTENT: Final = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""No script but our own files; styles within, for libraries of the page place elements by style attributes."""

_ALWAYS = {
    "Content-Security-Policy": CONTENT,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ALWAYS: Final = tuple((name.lower().encode(), value.encode()) for name, value in _ALWAYS.items())
HTTPS_ONLY: Final = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")
NOT_KEPT: Final = (b"cache-control", b"private, no-store")
PERSONAL: Final = ("/api/", "/health", "/metrics")
"""What is answered here is for nobody else, and for now."""


@frozen
class SecurityHeaders:
    """Adds them to every answer; what a handler says itself stays."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Go on."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", []))
                said = {name.lower() for name, _ in given}
                message["headers"] = [*given, *(one for one in _meant_for(scope) if one[0] not in said)]
            await send(message)

        await self.app(scope, receive, guarded)


def _meant_for(scope: Scope) -> Iterator[tuple[bytes, bytes]]:
    yield from ALWAYS
    if scope["scheme"] == "https":
        yield HTTPS_ONLY
    if scope["path"].startswith(PERSONAL):
        yield NOT_KEPT
