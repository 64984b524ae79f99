"""`Idempotency-Key`: a request that is sent again is answered as it was the first time."""

import hashlib
import re
from collections.abc import AsyncIterator
from typing import cast

import msgspec
from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, HTTPRequestEvent, Message, Receive, Scope, Send

from copilot_core.errors import Rejected
from copilot_web.guards import power_enough
from copilot_web.library import Library
from copilot_web.names import header
from copilot_web.visitors import PUBLIC, Visitor

KEY = re.compile(r"[!-~]{1,255}")
MOST = 255
LARGEST_KEPT = 1_000_000
"""Bytes of an answer."""

BOUNDARY = re.compile(rb'boundary="?([^";,]+)', re.IGNORECASE)


class Answer(msgspec.Struct, frozen=True, array_like=True):
    """What was answered."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


class Once(ASGIMiddleware):
    """Does what a POST with a key asks for at most once for each person and key.

    What was made is kept for a day; what was refused made nothing, and is asked anew. Answers that hold secrets
    (`Cache-Control: no-store`, cookies) are never kept. Who may not ask gets no answer, kept or not.
    """

    scopes = (ScopeType.HTTP,)
    exclude_opt_key = PUBLIC

    def __init__(self, library: Library, largest_body: int) -> None:
        """Take what keeps answers, and how much of a request is read at most."""
        self.library = library
        self.largest_body = largest_body

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Answer from what is kept, or go on and keep the answer."""
        keys, visitor = header(scope, b"idempotency-key"), scope.get("user")
        if scope["type"] != ScopeType.HTTP or scope["method"] != "POST" or not keys or not isinstance(visitor, Visitor):
            await next_app(scope, receive, send)
            return
        if len(keys) > 1 or not KEY.fullmatch(keys[0]):
            raise Rejected("key_wrong", most=MOST)
        power_enough(ASGIConnection(scope), scope["route_handler"])
        body = b"".join([part async for part in _parts(receive, self.largest_body)])
        answering = Answering(next_app, scope, body)
        again = await self.library.container.answer_once()(
            answering, person=visitor.person, key=keys[0], request=_digest(scope, body)
        )
        if again is not None:
            answering.messages = _messages(msgspec.msgpack.decode(again, type=Answer))
        for message in answering.messages:
            await send(message)


class Answering:
    """One request that is answered now; its messages are held back until the answer is kept."""

    def __init__(self, app: ASGIApp, scope: Scope, body: bytes) -> None:
        """Take what answers, and the whole request."""
        self.app, self.scope, self.body = app, scope, body
        self.messages: list[Message] = []

    async def __call__(self) -> bytes | None:
        """Return the answer to keep."""
        await self.app(self.scope, _replaying(self.body), self._take)
        start, *bodies = self.messages
        if start["type"] != "http.response.start" or not 200 <= start["status"] < 300:
            return None
        headers = [(bytes(name).lower(), bytes(value)) for name, value in start["headers"]]
        body = b"".join(one["body"] for one in bodies if one["type"] == "http.response.body")
        if _secret(headers) or len(body) > LARGEST_KEPT:
            return None
        return msgspec.msgpack.encode(Answer(start["status"], headers, body))

    async def _take(self, message: Message) -> None:
        self.messages.append(message)


async def _parts(receive: Receive, most: int) -> AsyncIterator[bytes]:
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise Rejected("request_wrong")
        part = message.get("body", b"")
        size, more = size + len(part), bool(message.get("more_body"))
        if size > most:
            raise Rejected("request_too_large", limit=most)
        yield part


def _replaying(body: bytes) -> Receive:
    async def replay() -> HTTPRequestEvent:
        return {"type": "http.request", "body": body, "more_body": False}

    return cast("Receive", replay)


def _digest(scope: Scope, body: bytes) -> str:
    """Digest all that was asked; the boundary of a form is another one each time a browser sends it."""
    kind = ",".join(header(scope, b"content-type")).encode("latin-1")
    found = BOUNDARY.search(kind)
    if found:
        kind, body = kind.replace(found[1], b""), body.replace(found[1], b"")
    where = [scope["path"].encode("utf-8", "surrogatepass"), scope["query_string"], kind, body]
    return hashlib.sha256(b"".join(b"%d:%s" % (len(part), part) for part in where)).hexdigest()


def _secret(headers: list[tuple[bytes, bytes]]) -> bool:
    return any(name == b"set-cookie" or (name == b"cache-control" and b"no-store" in value) for name, value in headers)


def _messages(answer: Answer) -> list[Message]:
    headers = [*answer.headers, (b"idempotency-replayed", b"true")]
    return [
        {"type": "http.response.start", "status": answer.status, "headers": headers},
        {"type": "http.response.body", "body": answer.body, "more_body": False},
    ]
