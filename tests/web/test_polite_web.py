"""The polite client against servers that behave in every way."""

import asyncio
import gzip
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx
import pytest
from attrs import Factory, define

from copilot_adapters.web.memory import RecentAnswers
from copilot_adapters.web.polite_web import PoliteWeb
from copilot_core.errors import CopilotError, NotFound, Unavailable

Handler = Callable[[httpx.Request], httpx.Response]
JSON = {"content-type": "application/json"}
URL = "https://board.example/api"


@define
class Naps:
    """Sleeps without sleeping, and remembers for how long."""

    taken: list[float] = Factory(list)

    async def __call__(self, seconds: float) -> None:
        self.taken.append(round(seconds, 2))


class Raw(httpx.AsyncByteStream):
    """A body as it goes over the wire."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    async def __aiter__(self) -> Any:
        yield self.body


def a_web(handler: Handler | list[httpx.Response], naps: Naps | None = None, **settings: Any) -> PoliteWeb:
    answers = iter(handler) if isinstance(handler, list) else None
    transport = httpx.MockTransport(lambda request: next(answers) if answers else handler(request))  # type: ignore[operator]
    fields: dict[str, Any] = {"spacing": 0, "chance": lambda: 0.0, "sleep": naps or Naps(), "transport": transport}
    return PoliteWeb(**{**fields, **settings})


async def failure_of(asking: Awaitable[object]) -> CopilotError:
    with pytest.raises(CopilotError) as caught:
        await asking
    return caught.value


def saying(status: int, body: bytes = b"{}", **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, headers={**JSON, **named}, stream=Raw(body))


async def test_an_answer_is_what_the_server_sent_and_we_say_who_asks() -> None:
    seen: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return saying(200, b'\n{"jobs": []}')

    answer = await a_web(handler).get(URL, params={"page": 2}, headers={"X-Key": "k"})
    assert (answer.status, answer.body, answer.content_type) == (200, b'\n{"jobs": []}', "application/json")
    assert answer.url == URL + "?page=2"
    assert seen[0].headers["user-agent"].startswith("CareerCopilot/")
    assert seen[0].headers["x-key"] == "k"


@pytest.mark.parametrize(
    ("response", "kind", "code"),
    [
        (saying(404), NotFound, "web_not_found"),
        (saying(410), NotFound, "web_not_found"),
        (saying(401), Unavailable, "board_blocked"),
        (saying(403), Unavailable, "board_blocked"),
        (saying(400), Unavailable, "board_changed"),
        (saying(304), Unavailable, "board_changed"),
        (saying(503, cf_mitigated="challenge"), Unavailable, "board_blocked"),
        (saying(200, b"<!doctype html><p>Log in</p>", content_type="text/html"), Unavailable, "board_changed"),
        (saying(200, b"<html>Log in</html>"), Unavailable, "board_changed"),
        (
            saying(200, b"<html><title>Just a moment...</title></html>", content_type="text/html"),
            Unavailable,
            "board_blocked",
        ),
        (saying(200, b"x", content_encoding="br"), Unavailable, "board_changed"),
    ],
)
async def test_what_will_not_change_by_asking_again_is_asked_once(
    response: httpx.Response, kind: type[CopilotError], code: str
) -> None:
    naps = Naps()
    failure = await failure_of(a_web([response], naps).get(URL))
    assert (type(failure), failure.code) == (kind, code)
    assert getattr(failure, "permanent", True)
    assert naps.taken == []


async def test_a_server_that_stumbles_is_asked_again_with_growing_waits() -> None:
    naps = Naps()
    web = a_web([saying(500), saying(502), saying(200)], naps)
    assert (await web.get(URL)).status == 200
    assert naps.taken == [0.5, 1.0]


async def test_jitter_spreads_the_waits() -> None:
    naps = Naps()
    await a_web([saying(500), saying(200)], naps, chance=lambda: 0.9).get(URL)
    assert naps.taken == [0.95]


async def test_asking_again_has_an_end() -> None:
    failure = await failure_of(a_web([saying(500)] * 3).get(URL))
    assert failure.code == "board_unreachable"
    assert isinstance(failure, Unavailable)
    assert not failure.permanent


async def test_a_short_retry_after_is_waited_for() -> None:
    naps = Naps()
    web = a_web([saying(429, retry_after="1"), saying(429, retry_after="1"), saying(200)], naps)
    assert (await web.get(URL)).status == 200
    assert sum(naps.taken) >= 2


async def test_a_long_retry_after_is_passed_on_and_kept() -> None:
    asked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return saying(429, retry_after="3600")

    web = a_web(handler)
    first = await failure_of(web.get(URL))
    second = await failure_of(web.get(URL + "/other"))
    for failure in (first, second):
        assert isinstance(failure, Unavailable)
        assert failure.code == "board_limited"
        assert failure.retry_after == pytest.approx(3600, abs=5)
    assert len(asked) == 1


async def test_a_retry_after_may_be_a_date() -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(minutes=10), usegmt=True)
    failure = await failure_of(a_web([saying(429, retry_after=date)]).get(URL))
    assert isinstance(failure, Unavailable)
    assert failure.retry_after == pytest.approx(600, abs=5)


async def test_a_403_with_nothing_left_of_the_allowance_is_a_limit() -> None:
    response = saying(403, x_ratelimit_remaining="0", x_ratelimit_reset="120")
    failure = await failure_of(a_web([response]).get(URL))
    assert isinstance(failure, Unavailable)
    assert (failure.code, failure.retry_after) == ("board_limited", 120)


async def test_a_limit_without_a_time_is_not_pressed() -> None:
    naps = Naps()
    failure = await failure_of(a_web([saying(429)], naps).get(URL))
    assert failure.code == "board_limited"
    assert naps.taken == []


@pytest.mark.parametrize("error", [httpx.ConnectError("refused"), httpx.ReadTimeout("slow"), httpx.ReadError("reset"),
                                   httpx.RemoteProtocolError("half a body")])  # fmt: skip
async def test_whatever_breaks_on_the_way_is_unreachable(error: httpx.TransportError) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        raise error

    failure = await failure_of(a_web(handler).get(URL))
    assert failure.code == "board_unreachable"


async def test_a_server_that_never_ends_is_left() -> None:
    async def hanging(request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(60)
        raise AssertionError

    web = PoliteWeb(transport=httpx.MockTransport(hanging), patience=0.05, attempts=1)
    assert (await failure_of(web.get(URL))).code == "board_unreachable"


async def test_what_has_not_changed_is_not_sent_again() -> None:
    seen: list[str | None] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("if-none-match"))
        if request.headers.get("if-none-match") == '"1"':
            return httpx.Response(304)
        return saying(200, b"[1]", etag='"1"')

    web = a_web(handler)
    first, second = await web.get(URL), await web.get(URL)
    assert first == second
    assert second.body == b"[1]"
    other = await web.get(URL, headers={"X-Key": "another person's"})
    assert other.body == b"[1]"
    assert seen == [None, '"1"', None]


async def test_no_key_is_remembered() -> None:
    memory = RecentAnswers()
    web = a_web(lambda request: saying(200, b"[1]", etag='"1"'), memory=memory)
    answer = await web.get(URL, params={"app_key": "hunter2"}, headers={"X-Key": "hunter2"})
    assert "hunter2" in answer.url
    assert memory._kept
    assert "hunter2" not in str(memory._kept)


async def test_the_memory_forgets_what_was_not_used_for_longest() -> None:
    bodies = {path: path.encode() * 40 for path in ("a", "b", "c")}
    hits: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        if "if-none-match" in request.headers:
            hits.append(request.url.path)
            return httpx.Response(304)
        return saying(200, bodies[request.url.path[-1]], etag='"x"')

    web = a_web(handler, memory=RecentAnswers(size_limit=100))
    for path in ("a", "b", "a", "c", "a", "b"):  # each is 40 bytes, two fit
        assert (await web.get(f"https://board.example/{path}")).body == bodies[path]
    assert hits == ["/a", "/a"]


async def test_too_much_is_not_read() -> None:
    failure = await failure_of(a_web([saying(200, b"x" * 101)], size_limit=100).get(URL))
    assert failure.code == "board_changed"
    assert (await a_web([saying(200, b"x" * 100)], size_limit=100).get(URL)).body == b"x" * 100


async def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(b"0" * 50_000_000)
    failure = await failure_of(a_web([saying(200, bomb, content_encoding="gzip")], size_limit=1_000_000).get(URL))
    assert failure.code == "board_changed"


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_packed_answers_are_unpacked(encoding: str) -> None:
    import zlib  # noqa: PLC0415

    packed = gzip.compress(b"[1]") if encoding == "gzip" else zlib.compress(b"[1]")
    answer = await a_web([saying(200, packed, content_encoding=encoding)]).get(URL)
    assert answer.body == b"[1]"


async def test_half_a_packed_answer_is_no_answer() -> None:
    half = gzip.compress(bytes(range(256)) * 40)[:-20]
    response = saying(200, half, content_encoding="gzip")
    assert (await failure_of(a_web([response], attempts=1).get(URL))).code == "board_unreachable"


def moved(to: str, status: int = 302) -> httpx.Response:
    return httpx.Response(status, headers={"location": to})


async def test_a_redirect_is_followed_and_the_answer_says_where_it_was() -> None:
    answer = await a_web([moved("/new"), saying(200)]).get(URL)
    assert answer.url == "https://board.example/new"


async def test_redirects_have_an_end() -> None:
    failure = await failure_of(a_web(lambda request: moved("/again")).get(URL))
    assert (failure.code, "redirects" in str(failure)) == ("board_changed", True)


async def test_keys_stay_with_their_host() -> None:
    seen: list[str | None] = []

    async def public(host: str, port: int) -> list[str]:
        return ["93.184.216.34"]

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("x-key"))
        return moved("https://elsewhere.example/") if len(seen) == 1 else saying(200)

    from copilot_adapters.web.guard import Guard  # noqa: PLC0415

    await a_web(handler, guard=Guard(resolve=public)).get(URL, headers={"X-Key": "secret"})
    assert seen == ["secret", None]


async def test_no_failure_and_no_log_repeats_a_key(caplog: pytest.LogCaptureFixture) -> None:
    secret = "https://user:hunter2@board.example/api?app_key=hunter2"
    with caplog.at_level(logging.INFO):
        for response in (saying(404), saying(500), saying(429), saying(403), saying(200, b"<html>")):
            failure = await failure_of(a_web([response], attempts=1).get(secret))
            assert "hunter2" not in repr(failure) + str(failure)
    assert "board.example" in caplog.text
    assert "hunter2" not in caplog.text


async def test_one_host_is_asked_one_after_the_other_and_not_too_fast() -> None:
    now = most = 0
    naps = Naps()

    async def handler(request: httpx.Request) -> httpx.Response:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.01)
        now -= 1
        return saying(200)

    web = PoliteWeb(transport=httpx.MockTransport(handler), at_once=2, spacing=10, sleep=naps)
    await asyncio.gather(*(web.get(URL) for _ in range(4)))
    assert most <= 2
    assert len([nap for nap in naps.taken if nap > 9]) >= 3


async def test_no_cookie_is_kept() -> None:
    seen: list[str | None] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("cookie"))
        return saying(200, set_cookie="session=1")

    web = a_web(handler)
    await web.get(URL)
    await web.get(URL)
    assert seen == [None, None]


def test_it_works_in_one_event_loop_after_another() -> None:
    web = a_web(lambda request: saying(200))
    for _ in range(2):
        assert asyncio.run(web.get(URL)).status == 200


async def test_a_search_by_post_sends_json() -> None:
    seen: list[bytes] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.content)
        assert request.headers["content-type"] == "application/json"
        return saying(200)

    await a_web(handler).post(URL, json={"keywords": "nurse"})
    assert seen == [b'{"keywords": "nurse"}']
