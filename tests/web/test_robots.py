"""Sites that ask programs to stay away."""

import time
from collections.abc import AsyncIterator

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot_adapters.web.guard import Guard
from copilot_adapters.web.polite_web import PoliteWeb
from copilot_adapters.web.robots import Robots, Rule
from copilot_core.errors import CopilotError, Rejected


def allowed(robots: str, path: str) -> bool:
    return Robots.read(robots, "CareerCopilot").allow(path)


@pytest.mark.parametrize(
    ("robots", "path", "expected"),
    [
        ("", "/jobs", True),
        ("User-agent: *\nDisallow:", "/jobs", True),
        ("User-agent: *\nDisallow: /", "/jobs", False),
        ("User-agent: *\nDisallow: /private", "/jobs", True),
        ("User-agent: *\nDisallow: /jobs\nAllow: /jobs/public", "/jobs/public/1", True),
        ("User-agent: *\nAllow: /jobs\nDisallow: /jobs", "/jobs", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", True),
        ("User-agent: *\nDisallow: /a*/c*e$", "/abc/cde", False),
        ("User-agent: *\nDisallow: /x$", "/x", False),
        ("User-agent: *\nDisallow: /x$", "/xy", True),
        ("User-agent: badbot\nDisallow: /", "/jobs", True),
        ("User-agent: CareerCopilot\nDisallow: /\n\nUser-agent: *\nAllow: /", "/jobs", False),
        ("User-agent: a\nUser-agent: careercopilot/1.0\nDisallow: /", "/jobs", False),
        ("User-agent: a\nDisallow: /\nUser-agent: *\nDisallow:", "/jobs", True),
        ("\ufeffUSER-AGENT : * # all\nDISALLOW : /jobs # none", "/jobs", False),
        ("Disallow: /", "/jobs", True),
        ("<html>not found</html>", "/jobs", True),
    ],
)
def test_the_rules_of_rfc_9309(robots: str, path: str, expected: bool) -> None:
    assert allowed(robots, path) is expected


def test_no_pattern_is_slow() -> None:
    rule = Rule(allowed=False, pattern="/" + "*a" * 2_000 + "$")
    started = time.process_time()
    assert not rule.matches("/" + "a" * 50_000 + "b")
    assert time.process_time() - started < 1


@given(st.text(alphabet="Uuser-agnt:*Disalow/$# \nb", max_size=200), st.text(alphabet="/ab$*", max_size=20))
def test_any_text_is_a_robots_txt(robots: str, path: str) -> None:
    assert allowed("User-agent: *\nDisallow: \n" + robots, "/" + path) in {True, False}


class Body(httpx.AsyncByteStream):
    def __init__(self, text: str) -> None:
        self.text = text

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self.text.encode()


def a_site(robots: str, status: int = 200) -> PoliteWeb:
    async def public(host: str, port: int) -> list[str]:
        return ["93.184.216.34"]

    def handler(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return httpx.Response(status, stream=Body(robots))
        return httpx.Response(200, stream=Body("<p>Nurse</p>"))

    transport = httpx.MockTransport(handler)
    return PoliteWeb(transport=transport, guard=Guard(resolve=public), spacing=0, attempts=1)


async def test_a_page_that_programs_shall_not_read_is_refused_with_a_way_out() -> None:
    web = a_site("User-agent: *\nDisallow: /jobs")
    with pytest.raises(Rejected) as caught:
        await web.get("https://site.example/jobs/1?x=2", accept="html", guarded=True)
    assert "by hand" in str(caught.value)
    assert (await web.get("https://site.example/careers", accept="html", guarded=True)).text == "<p>Nurse</p>"


async def test_an_api_is_asked_without_robots_txt() -> None:
    web = a_site("User-agent: *\nDisallow: /")
    assert (await web.get("https://site.example/jobs", accept="html")).status == 200


@pytest.mark.parametrize("status", [404, 403, 401])
async def test_a_site_without_rules_allows_all(status: int) -> None:
    assert (await a_site("", status).get("https://s.example/", accept="html", guarded=True)).status == 200


async def test_a_site_whose_rules_cannot_be_had_is_left_alone() -> None:
    with pytest.raises(CopilotError) as caught:
        await a_site("", 503).get("https://s.example/", accept="html", guarded=True)
    assert caught.value.code == "board_unreachable"


async def test_a_refusal_names_the_address_that_was_given() -> None:
    with pytest.raises(Rejected, match=r"http://127\.0\.0\.1:9/jobs/1"):
        await PoliteWeb().get("http://127.0.0.1:9/jobs/1", accept="html", guarded=True)
