"""The polite way to other people's servers."""

from collections.abc import Mapping
from typing import Protocol

from attrs import frozen


@frozen
class Answer:
    """What a server said; `url` is where it was found after redirects."""

    url: str
    status: int
    body: bytes
    content_type: str = ""

    @property
    def text(self) -> str:
        """The body as UTF-8, broken bytes replaced."""
        return self.body.decode("utf-8", "replace")


class Web(Protocol):
    """One polite client: time-outs, retries with jitter, `Retry-After`, per-host limits, conditional requests.

    Only a 2xx answer is returned. Otherwise raised is `NotFound("web_not_found")` for 404 and 410,
    `Unavailable("board_limited", retry_after=…)` for 429, `Unavailable("board_blocked", permanent=True)` for 401,
    403 and challenge pages, `Unavailable("board_unreachable")` for everything that did not answer (5xx, time-out,
    no connection, a body cut short), `Unavailable("board_changed", permanent=True)` for a body that is too large or of
    another type than `accept`. `guarded` is for addresses a person gave: never a private, loopback or link-local
    one, checked at connect and at every redirect, else `Rejected("url_not_allowed")`.
    """

    async def get(
        self,
        url: str,
        *,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        accept: str = "json",
        guarded: bool = False,
    ) -> Answer:
        """Fetch `url`; `accept` is one of json, xml, html, any."""
        ...

    async def post(
        self, url: str, *, json: object, headers: Mapping[str, str] | None = None, accept: str = "json"
    ) -> Answer:
        """Send `json` to `url` (for boards whose search is a POST)."""
        ...
