"""Headers that tell browsers what an answer may do."""

from typing import Final

from attrs import frozen
from litestar.datastructures import MutableScopeHeaders
from litestar.types import ASGIApp, Message, Receive, Scope, Send

CONTENT: Final = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""No script but our own files; styles within, for libraries of the page place elements by style attributes."""

ALWAYS: Final = {
    "Content-Security-Policy": CONTENT,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HTTPS_ONLY: Final = "max-age=31536000; includeSubDomains"
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
                _add(MutableScopeHeaders.from_message(message), scope)
            await send(message)

        await self.app(scope, receive, guarded)


def _add(headers: MutableScopeHeaders, scope: Scope) -> None:
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
    if scope["scheme"] == "https":
        headers.setdefault("Strict-Transport-Security", HTTPS_ONLY)
    if scope["path"].startswith(PERSONAL):
        headers.setdefault("Cache-Control", "private, no-store")
