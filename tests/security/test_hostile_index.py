"""A server that stands in for Chroma can withhold what it should say, and do no more."""

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
from attrs import define, field

from copilot_adapters.vector_indexes.chroma import FEW, Chroma
from copilot_core.entities.identities import JobId
from copilot_core.errors import Unavailable
from copilot_core.ports.embedder import Vector

ASKED = Vector(np.array([1, 0], dtype="<f4").tobytes())
ALLOWED = [JobId("a"), JobId("b")]
MANY = [JobId(f"j{number}") for number in range(FEW + 1)]


@define
class Impostor:
    """Answers by the last part of the path."""

    answers: dict[str, bytes] = field(factory=lambda: {"collections": b'{"id": "c"}', "count": b"2"})
    pace: Callable[[], None] | None = None
    port: int = 0


@pytest.fixture
def impostor() -> Iterator[Impostor]:
    told = Impostor()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            body = told.answers[self.path.rpartition("/")[2]]
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if told.pace is None or b'"c"' in body:
                self.wfile.write(body)
                return
            for byte in body:
                told.pace()
                self.wfile.write(bytes([byte]))

        do_GET = do_POST  # noqa: N815 - the library's name

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads, server.block_on_close = True, False
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # who asked hung up
        told.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield told
        server.shutdown()


def index(impostor: Impostor, patience: float = 5.0) -> Chroma:
    return Chroma(model="m", url=f"http://127.0.0.1:{impostor.port}", patience=patience)


STORED = {
    "vectors of another length": b'{"ids": ["a"], "embeddings": [[1, 0, 0]]}',
    "vectors of several lengths": b'{"ids": ["a", "b"], "embeddings": [[1, 0], [1]]}',
    "a vector too few": b'{"ids": ["a", "b"], "embeddings": [[1, 0]]}',
    "no vectors": b'{"ids": ["a", "b"], "embeddings": null}',
    "no numbers": b'{"ids": ["a"], "embeddings": [[NaN, 0]]}',
    "a vector too deep": b'{"ids": ["a"], "embeddings": [[[1, 0]]]}',
    "brackets without end": b"[" * 100_000,
    "a list": b"[]",
}
FOUND = {
    "no numbers": b'{"ids": [["j1"]], "distances": [[NaN]]}',
    "numbers beyond all": b'{"ids": [["j1"]], "distances": [[1e999]]}',
    "a distance too few": b'{"ids": [["j1", "j2"]], "distances": [[0.1]]}',
    "ids that are none": b'{"ids": [[7]], "distances": [[0.1]]}',
}


@pytest.mark.parametrize("case", STORED)
async def test_vectors_that_are_none_are_no_answer(impostor: Impostor, case: str) -> None:
    impostor.answers["get"] = STORED[case]
    with pytest.raises(Unavailable, match="vector"):
        await index(impostor).nearest(ASKED, 2, ALLOWED)


@pytest.mark.parametrize("case", FOUND)
async def test_distances_that_are_none_are_no_answer(impostor: Impostor, case: str) -> None:
    impostor.answers["query"] = FOUND[case]
    with pytest.raises(Unavailable, match="vector"):
        await index(impostor).nearest(ASKED, 1, MANY)


@pytest.mark.parametrize("count", [b"-5", b"Infinity", b'"many"', b"null"])
async def test_a_count_that_is_none_is_no_answer(impostor: Impostor, count: bytes) -> None:
    impostor.answers["count"] = count
    with pytest.raises(Unavailable, match="vector"):
        await index(impostor).count()


async def test_what_was_not_asked_for_is_not_found_and_nothing_is_found_twice(impostor: Impostor) -> None:
    impostor.answers["get"] = b'{"ids": ["a", "a", "others"], "embeddings": [[1, 0], [1, 0], [1, 0]]}'
    assert [each.id for each in await index(impostor).nearest(ASKED, 3, ALLOWED)] == ["a"]
    impostor.answers["query"] = b'{"ids": [["j1", "others", "j1"]], "distances": [[0.1, 0.1, 0.2]]}'
    assert [each.id for each in await index(impostor).nearest(ASKED, 3, MANY)] == ["j1"]


@pytest.mark.slow
async def test_an_answer_that_trickles_is_waited_for_no_longer_than_for_none(impostor: Impostor) -> None:
    impostor.answers["get"] = b" " * 1000
    impostor.pace = lambda: time.sleep(0.2)
    began = time.monotonic()
    with pytest.raises(Unavailable, match="vector"):
        await index(impostor, patience=1.0).nearest(ASKED, 2, ALLOWED)
    assert time.monotonic() - began < 4


@pytest.mark.parametrize(
    "url",
    ["u:hidden@127.0.0.1:9", "http://u:hid/den@127.0.0.1:9", "http://u:hid//den@127.0.0.1:9", "http://u:hidden@[::1"],
)
async def test_a_password_in_the_address_is_never_told(url: str) -> None:
    with pytest.raises(Unavailable) as told:
        await Chroma(model="m", url=url).count()
    assert "hid" not in str(told.value)
