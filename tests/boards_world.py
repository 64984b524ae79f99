"""The sample's boards on loopback, each under its name, as a `base_url` wants them."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, urlsplit

from copilot_adapters.clocks import SystemClock
from copilot_adapters.sample.web import SampleWeb


class Boards(BaseHTTPRequestHandler):
    """Answers `/BOARD/path` as the board's real host answers `/path`."""

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        _, board, path = asked.path.split("/", 2)
        web = SampleWeb(SystemClock())
        answer = asyncio.run(web.get(f"https://{board}.example/{path}", params=dict(parse_qsl(asked.query))))
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@contextmanager
def sample_boards() -> Iterator[str]:
    """Serve, and return the address that a board's name is put behind."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Boards) as server:
        going = Thread(target=server.serve_forever)
        going.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            going.join()
