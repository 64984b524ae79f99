"""Addresses that a person gave never lead into a private network."""

import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot_adapters.web.guard import Guard, embedded, is_public
from copilot_adapters.web.polite_web import PoliteWeb
from copilot_core.errors import Rejected

PUBLIC = "93.184.216.34"


class Page(httpx.AsyncByteStream):
    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"<p>inside</p>"


class Telltale(httpx.AsyncBaseTransport):
    """A world where every address answers, and every connection is noted."""

    def __init__(self, *answers: httpx.Response) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self.answers.pop(0) if self.answers else httpx.Response(200, stream=Page())


def resolving(**names: list[str]) -> Any:
    async def resolve(host: str, port: int) -> list[str]:
        return names[host.partition(".")[0]]

    return resolve


def a_web(world: Telltale, **settings: Any) -> PoliteWeb:
    return PoliteWeb(transport=world, spacing=0, obeys_robots=False, **settings)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://017700000001/",
        "http://0/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b:1::1]/",
        "http://[2002:7f00:1::]/",
        "http://[2001:0:53aa:64c:0:fffb:80ff:fffe]/",
        "http://[::127.0.0.1]/",
        "http://[fe80::1]/",
        "http://[fd00:ec2::254]/",
        "http://[ff02::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://2852039166/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://100.100.100.200/",
        "http://168.63.129.16/",
        "http://192.0.0.192/",
        "http://224.0.0.1/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "http://user:pass@93.184.216.34/",
        "file:///etc/passwd",
        "ftp://93.184.216.34/",
        "gopher://93.184.216.34/",
        "javascript:alert(1)",
        "//93.184.216.34/",
        "http://",
        "http:///x",
        "not an address",
        "http://host.example:port/",
        "http://[::1",
        "",
    ],
)
async def test_an_address_that_is_not_public_is_refused_before_anything_is_sent(url: str) -> None:
    world = Telltale()
    with pytest.raises(Rejected) as caught:
        await a_web(world).get(url, accept="html", guarded=True)
    assert caught.value.code == "url_not_allowed"
    assert world.requests == []


async def test_a_host_that_resolves_into_a_private_network_is_refused() -> None:
    for addresses in (["127.0.0.1"], ["169.254.169.254"], [PUBLIC, "10.0.0.7"], ["::ffff:10.0.0.7"]):
        world = Telltale()
        web = a_web(world, guard=Guard(resolve=resolving(evil=addresses)))
        with pytest.raises(Rejected):
            await web.get("https://evil.example/", accept="html", guarded=True)
        assert world.requests == []


async def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    lookups = iter([[PUBLIC], ["127.0.0.1"]])

    async def rebinding(host: str, port: int) -> list[str]:
        return next(lookups)

    world = Telltale()
    await a_web(world, guard=Guard(resolve=rebinding)).get("https://evil.example/job", accept="html", guarded=True)
    (sent,) = world.requests
    assert sent.url.host == PUBLIC
    assert sent.headers["host"] == "evil.example"
    assert sent.extensions["sni_hostname"] == "evil.example"


@pytest.mark.parametrize("guarded", [True, False])
@pytest.mark.parametrize("target", ["http://169.254.169.254/latest/", "http://127.0.0.1/", "http://inside.example/",
                                    "http://[::1]/", "file:///etc/passwd", "http://3232235777/"])  # fmt: skip
async def test_a_redirect_into_a_private_network_is_refused(target: str, guarded: bool) -> None:
    world = Telltale(httpx.Response(302, headers={"location": target}))

    async def resolve(host: str, port: int) -> list[str]:
        from copilot_adapters.web.guard import resolve as real  # noqa: PLC0415

        return {"public.example": [PUBLIC], "inside.example": ["192.168.0.2"]}.get(host) or list(await real(host, port))

    with pytest.raises(Rejected) as caught:
        await a_web(world, guard=Guard(resolve=resolve)).get("https://public.example/", accept="html", guarded=guarded)
    assert caught.value.code == "url_not_allowed"
    assert len(world.requests) == 1


async def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    class Halfway(Telltale):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if request.url.host == "2606:4700::1111":
                raise httpx.ConnectError("no route")
            return await super().handle_async_request(request)

    world = Halfway()
    web = a_web(world, guard=Guard(resolve=resolving(two=["2606:4700::1111", PUBLIC])))
    await web.get("https://two.example/", accept="html", guarded=True)
    assert [request.url.host for request in world.requests] == [PUBLIC]


@contextmanager
def a_local_server(body: bytes) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path != "/robots.txt"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://localhost:{server.server_address[1]}/job"
    finally:
        server.shutdown()
        server.server_close()


async def test_loopback_is_reached_only_when_the_operator_said_so() -> None:
    with a_local_server(b"<p>Nurse</p>") as url:
        with pytest.raises(Rejected):
            await PoliteWeb().get(url, accept="html", guarded=True)
        web = PoliteWeb(allow_loopback=True)
        try:
            assert (await web.get(url, accept="html", guarded=True)).text == "<p>Nurse</p>"
        finally:
            await web.aclose()


async def test_allowing_loopback_allows_no_other_private_address() -> None:
    for url in ("http://10.0.0.1/", "http://169.254.169.254/", "http://[fe80::1]/"):
        with pytest.raises(Rejected):
            await PoliteWeb(allow_loopback=True).get(url, accept="html", guarded=True)


@given(st.ip_addresses(network="10.0.0.0/8") | st.ip_addresses(network="192.168.0.0/16")
       | st.ip_addresses(network="169.254.0.0/16") | st.ip_addresses(network="127.0.0.0/8"))  # fmt: skip
def test_no_way_of_writing_a_private_address_in_ipv6_makes_it_public(address: Any) -> None:
    import ipaddress  # noqa: PLC0415

    number = int(address)
    for text in (f"::ffff:{address}", f"64:ff9b::{address}", f"::{address}",
                 f"2002:{number >> 16:x}:{number & 0xFFFF:x}::"):  # fmt: skip
        assert not is_public(embedded(ipaddress.ip_address(text)))
