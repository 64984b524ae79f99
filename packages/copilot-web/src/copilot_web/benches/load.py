"""Requests put to servers as fast as these answer, by a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence

from attrs import evolve, field, frozen

from copilot_web.benches.lines import part
from copilot_web.benches.processes import Serving

CONNECTIONS = 16
WARMED = 0.5
WARMING = 200
"""Requests, the last ones, that are asked before it counts."""

Line = dict[str, object]


@frozen
class Found:
    """What the client measured: milliseconds of each answer, refusals by status, how busy the client itself was."""

    spent: list[float]
    wrong: dict[str, int]
    seconds: float
    client: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.spent) / self.seconds


@frozen
class Target:
    """Servers that share what is asked, and the access tokens of those who ask in turn."""

    servers: Sequence[Serving]
    seconds: float
    tokens: Sequence[str] = field(default=("",), repr=False)

    def first(self) -> "Target":
        """Return the same with its first server alone."""
        return evolve(self, servers=self.servers[:1])

    def line(self, name: str, requests: Iterable[bytes]) -> Line:
        """Measure one kind of request."""
        asked = list(requests)
        self._load(asked[-WARMING:], min(WARMED, self.seconds))
        busy = self._busy()
        found = self._load(asked, self.seconds)
        return {
            "name": name,
            "rate": round(found.rate, 1),
            "p50_ms": round(part(found.spent, 0.5), 2),
            "p99_ms": round(part(found.spent, 0.99), 2),
            "server_ms": round((self._busy() - busy) * 1000 / len(found.spent), 3),
            "client_busy": round(found.client, 2),
            "refused": found.wrong,
        }

    def get(self, path: str, number: int = 0) -> bytes:
        """Write a request of one of those who ask."""
        return f"GET {path} HTTP/1.1\r\n{self._headers(number)}\r\n".encode()

    def post(self, path: str, body: object, number: int = 0) -> bytes:
        """Write a request with a body."""
        text = json.dumps(body)
        more = f"Content-Type: application/json\r\nContent-Length: {len(text)}\r\n"
        return f"POST {path} HTTP/1.1\r\n{self._headers(number)}{more}\r\n{text}".encode()

    def _headers(self, number: int) -> str:
        return f"Host: 127.0.0.1\r\nAuthorization: Bearer {self.tokens[number % len(self.tokens)]}\r\n"

    def _busy(self) -> float:
        return sum(server.busy for server in self.servers)

    def _load(self, requests: list[bytes], seconds: float) -> Found:
        told: dict[str, object] = {"requests": [one.decode() for one in requests], "seconds": seconds}
        told |= {"ports": [server.port for server in self.servers], "connections": CONNECTIONS}
        command = [sys.executable, "-P", "-m", "copilot_web.benches.client"]
        answer = subprocess.run(command, input=json.dumps(told), capture_output=True, text=True, check=True)  # noqa: S603 - our own
        return Found(**json.loads(answer.stdout))
