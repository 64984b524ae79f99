"""`ETag` on what is read: who has the answer already is told so in place of getting it again."""

import hashlib
from typing import cast

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPResponseStartEvent, Message, Receive, Scope, Send

from copilot_web.names import header

DIGEST = 12
"""Bytes: no two answers of a person have the same."""

KEPT_BY_ONE = "private, no-cache"
"""The person's browser keeps it, and asks each time whether it still holds."""


def tagging(app: ASGIApp) -> ASGIApp:
    """Return the same with `ETag` on whole answers to GET, and 304 for `If-None-Match`."""

    async def tagged(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and scope["method"] == "GET":
            await app(scope, receive, _tagger(header(scope, b"if-none-match"), send))
        else:
            await app(scope, receive, send)

    return cast("ASGIApp", tagged)


def _tagger(known: list[str], send: Send) -> Send:
    beginning: HTTPResponseStartEvent | None = None

    async def on(message: Message) -> None:
        nonlocal beginning
        if message["type"] == "http.response.start" and message["status"] == 200:
            beginning = message
            return
        if beginning is not None and message["type"] == "http.response.body":
            start, beginning = beginning, None
            if not message.get("more_body"):
                start, message = _answered(start, message["body"], known)
            await send(start)
        await send(message)

    return on


def _answered(start: HTTPResponseStartEvent, body: bytes, known: list[str]) -> tuple[HTTPResponseStartEvent, Message]:
    headers = MutableScopeHeaders.from_message(start)
    if "no-store" not in headers.get("cache-control", ""):
        tag = headers.setdefault("etag", f'W/"{hashlib.blake2b(body, digest_size=DIGEST).hexdigest()}"')
        headers.setdefault("cache-control", KEPT_BY_ONE)
        if _names(known, tag):
            start["status"], body = 304, b""
            for name in ("content-length", "content-type"):
                headers.pop(name, None)
    return start, {"type": "http.response.body", "body": body, "more_body": False}


def _names(known: list[str], tag: str) -> bool:
    """Tell whether a tag is among those of `If-None-Match` (RFC 9110, weak comparison)."""
    given = {one.strip().removeprefix("W/") for value in known for one in value.split(",")}
    return "*" in given or tag.removeprefix("W/") in given
