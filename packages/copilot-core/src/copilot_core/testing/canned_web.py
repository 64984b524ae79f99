"""A stand-in for other people's servers that never calls out."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from attrs import define, field, frozen

from copilot_core.errors import NotFound, Rejected, Unavailable
from copilot_core.ports.web import Answer

LOGIN_PAGE: Final = b"<!doctype html><html><head><title>Sign in</title></head><body><form></form></body></html>"
OTHER_SHAPES: Final = {"json": b'{"something": {"else": [1, 2]}}', "xml": b"<something><else/></something>"}
CONTENT_TYPES: Final = {"json": "application/json", "xml": "application/xml", "html": "text/html", "any": "text/plain"}


class Mode(StrEnum):
    """How the servers behave: well, or in one of the ways in which boards fail."""

    OK = "ok"
    LIMITED = "limited"
    BLOCKED = "blocked"
    REFUSED_KEY = "refused_key"
    BROKEN = "broken"
    GONE = "gone"
    TRUNCATED = "truncated"
    HTML = "html"
    CHANGED = "changed"


@frozen
class Request:
    """What a source asked for."""

    url: str
    params: Mapping[str, str]
    headers: Mapping[str, str]
    json: object = None
    guarded: bool = False


@define
class CannedWeb:
    """Serves given bytes by address, as `Web` would, and remembers what it was asked.

    A key of `answers` is a whole address or a path, with or without a query; the longest one that fits the request is
    taken, where every parameter of the key must be asked for (`/jobs?page=2`). An address that no key fits fails the
    test. `mode` makes all servers fail in one way; `only` keeps that to addresses that contain it.
    """

    answers: Mapping[str, bytes | str]
    mode: Mode | str = Mode.OK
    only: str = ""
    requests: list[Request] = field(factory=list)

    async def get(
        self,
        url: str,
        *,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        accept: str = "json",
        guarded: bool = False,
    ) -> Answer:
        """Answer as the mode says."""
        asked = {name: str(value) for name, value in (params or {}).items()}
        return self._answer(Request(url, asked, dict(headers or {}), guarded=guarded), accept)

    async def post(
        self, url: str, *, json: object, headers: Mapping[str, str] | None = None, accept: str = "json"
    ) -> Answer:
        """Answer as the mode says."""
        return self._answer(Request(url, {}, dict(headers or {}), json), accept)

    def _answer(self, request: Request, accept: str) -> Answer:
        self.requests.append(request)
        mode = Mode(self.mode) if self.only in request.url else Mode.OK
        _raise_as(mode, request, accept)
        body = OTHER_SHAPES.get(accept, b"nothing known") if mode is Mode.CHANGED else self._canned(request)
        if mode is Mode.TRUNCATED:
            body = body[: len(body) // 2]
        if mode is Mode.HTML:
            body = LOGIN_PAGE
        return Answer(request.url, 200, body, CONTENT_TYPES[accept])

    def _canned(self, request: Request) -> bytes:
        fitting = [key for key in self.answers if _fits(key, request)]
        if not fitting:
            raise AssertionError(
                f"nothing is canned for {request.url} {dict(request.params)}; known: {[*self.answers]}"
            )
        body = self.answers[max(fitting, key=len)]
        return body.encode() if isinstance(body, str) else body


def _fits(key: str, request: Request) -> bool:
    wanted, asked = urlsplit(key), urlsplit(request.url)
    if wanted.netloc and (wanted.scheme, wanted.netloc) != (asked.scheme, asked.netloc):
        return False
    query = {*parse_qsl(asked.query), *request.params.items()}
    return wanted.path == asked.path and {*parse_qsl(wanted.query)} <= query


def _raise_as(mode: Mode, request: Request, accept: str) -> None:
    """Raise what `Web` promises to raise for such an answer."""
    host = urlsplit(request.url).hostname
    if host is None:
        raise Rejected("url_not_allowed", url=request.url, problem="it has no host")
    match mode:
        case Mode.LIMITED:
            raise Unavailable("board_limited", retry_after=60, board=host, status=429)
        case Mode.BLOCKED:
            raise Unavailable("board_blocked", permanent=True, board=host, status=403)
        case Mode.REFUSED_KEY:
            raise Unavailable("board_blocked", permanent=True, board=host, status=401)
        case Mode.BROKEN:
            raise Unavailable("board_unreachable", board=host, problem="HTTP 500")
        case Mode.GONE:
            raise NotFound("web_not_found", url=request.url, status=404)
        case Mode.HTML if accept in OTHER_SHAPES:
            raise Unavailable("board_changed", permanent=True, board=host, problem=f"{accept} was asked for, HTML came")
        case _:
            return
