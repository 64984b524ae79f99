"""One request and its answer: pinned to a checked address, limited in size and time, every failure named."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

import httpx
from attrs import evolve, frozen

from copilot_adapters.web.bodies import ENCODINGS, read_body
from copilot_adapters.web.connections import Connections
from copilot_adapters.web.guard import Guard, shown
from copilot_adapters.web.memory import Memory, Remembered
from copilot_adapters.web.verdicts import body_verdict, verdict
from copilot_core.errors import Unavailable
from copilot_core.ports.web import Answer

ACCEPTED: Final = {
    "json": "application/json",
    "xml": "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9",
    "html": "text/html, application/xhtml+xml;q=0.9",
}
"""What we say we take; anything else is taken as it comes."""

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
NOT_MODIFIED: Final = 304


@frozen(kw_only=True)
class Ask:
    """What is asked: `headers` are the caller's own and may hold keys."""

    method: str
    url: httpx.URL
    headers: Mapping[str, str]
    content: bytes | None = None
    accept: str = "json"
    guarded: bool = False

    @property
    def board(self) -> str:
        """The host, as failures name it."""
        return self.url.host

    @property
    def key(self) -> str:
        """What tells this question from others, keys included, none of it readable."""
        return sha256(repr((str(self.url), sorted(self.headers.items()), self.accept)).encode()).hexdigest()


@frozen
class Exchange:
    """Asks once. `patience` is in seconds for the whole of it, `size_limit` in unpacked bytes."""

    connections: Connections
    guard: Guard
    memory: Memory
    agent: str
    patience: float
    size_limit: int

    async def __call__(self, ask: Ask) -> Answer | httpx.URL:
        """Return the answer, or where it is to be found."""
        try:
            async with asyncio.timeout(self.patience):
                addresses = await self.guard.addresses(ask.url) if ask.guarded else ()
                return await self._at_any_of(ask, addresses)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise _unreachable(ask, "no answer in time") from error
        except httpx.ConnectError as error:
            raise _unreachable(ask, f"no connection ({str(error)[:120]})") from error
        except httpx.HTTPError as error:
            raise _unreachable(ask, f"the connection broke ({type(error).__name__})") from error

    async def _at_any_of(self, ask: Ask, addresses: tuple[str, ...]) -> Answer | httpx.URL:
        for address in addresses[:-1]:
            try:
                return await self._sent(ask, address)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return await self._sent(ask, addresses[-1] if addresses else None)

    async def _sent(self, ask: Ask, address: str | None) -> Answer | httpx.URL:
        remembered = await self.memory.recall(ask.key) if ask.method == "GET" else None
        client = self.connections.known if address is None else self.connections.pinned
        request = self._request(client, ask, remembered)
        if address is not None:
            request.url = request.url.copy_with(host=address)
            request.extensions["sni_hostname"] = ask.url.raw_host.decode("ascii")
        response = await client.send(request, stream=True)
        try:
            return await self._answer(ask, response, remembered)
        finally:
            await response.aclose()

    def _request(self, client: httpx.AsyncClient, ask: Ask, remembered: Remembered | None) -> httpx.Request:
        own = {
            "User-Agent": self.agent,
            "Accept": ACCEPTED.get(ask.accept, "*/*"),
            "Accept-Encoding": ENCODINGS,
            **({"Content-Type": "application/json"} if ask.content is not None else {}),
        }
        if remembered and remembered.etag:
            own["If-None-Match"] = remembered.etag
        if remembered and remembered.last_modified:
            own["If-Modified-Since"] = remembered.last_modified
        return client.build_request(
            ask.method, ask.url, headers=httpx.Headers({**own, **ask.headers}), content=ask.content
        )

    async def _answer(self, ask: Ask, response: httpx.Response, remembered: Remembered | None) -> Answer | httpx.URL:
        status = response.status_code
        if status == NOT_MODIFIED and remembered:
            return evolve(remembered.answer, url=str(ask.url))
        if status in REDIRECTS and "location" in response.headers:
            return _target(ask, response.headers["location"])
        if failure := verdict(response, url=ask.url, now=datetime.now(UTC)):
            raise failure
        body = await read_body(response, board=ask.board, limit=self.size_limit)
        content_type = response.headers.get("content-type", "")
        if failure := body_verdict(body, content_type, ask.accept, board=ask.board):
            raise failure
        answer = Answer(url=str(ask.url), status=status, body=body, content_type=content_type)
        await self._remember(ask, response, answer)
        return answer

    async def _remember(self, ask: Ask, response: httpx.Response, answer: Answer) -> None:
        etag = response.headers.get("etag", "")
        last_modified = response.headers.get("last-modified", "")
        if ask.method == "GET" and answer.status == httpx.codes.OK and (etag or last_modified):
            keyless = evolve(answer, url=shown(ask.url))
            await self.memory.remember(ask.key, Remembered(keyless, etag, last_modified))


def _target(ask: Ask, location: str) -> httpx.URL:
    try:
        return ask.url.join(location)
    except (httpx.InvalidURL, ValueError) as error:
        problem = "it redirects to what is no address"
        raise Unavailable("board_changed", permanent=True, board=ask.board, problem=problem) from error


def _unreachable(ask: Ask, problem: str) -> Unavailable:
    return Unavailable("board_unreachable", board=ask.board, problem=problem)
