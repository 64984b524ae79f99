"""One who asks over HTTP, and asks again when nobody answers."""

import threading
import time

import httpx
from attrs import define, field
from real.violence.crew import Crew

BETWEEN = 0.02


@define
class Visitor:
    """Posts one task after the other, each under a key of its own until it is confirmed, in a thread."""

    crew: Crew
    confirmed: dict[str, str] = field(factory=dict)
    failures: int = 0
    contradicted: int = 0
    _stopped: threading.Event = field(factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._visit, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        assert self._thread is not None
        self._thread.join(60)

    def wait_for_more(self, patience: float) -> list[str]:
        """Wait until another task was confirmed, and return it."""
        before, until = len(self.confirmed), time.monotonic() + patience
        while len(self.confirmed) == before:
            assert time.monotonic() < until, "nobody answers over HTTP any more"
            time.sleep(0.02)
        return list(self.confirmed.values())[-1:]

    def wait_for_a_failure(self, than: int, patience: float) -> None:
        """Wait until a request was cut off or refused: the blow hit."""
        until = time.monotonic() + patience
        while self.failures == than:
            assert time.monotonic() < until, "the blow hit no request"
            time.sleep(0.01)

    def _visit(self) -> None:
        token = self._token()
        with httpx.Client(base_url=self.crew.address, headers={"Authorization": f"Bearer {token}"}) as client:
            number = 0
            while not self._stopped.is_set():
                number += self._post(client, f"visit/{number}")
                time.sleep(BETWEEN)

    def _post(self, client: httpx.Client, key: str) -> bool:
        """Ask once and, when confirmed, ask a second time: the answer must name the same task."""
        try:
            answers = [client.post("/api/v1/tasks", json={"name": "no_op", "key": key}, timeout=15) for _ in range(2)]
        except httpx.HTTPError:
            self.failures += 1
            return False
        if any(answer.status_code != 202 for answer in answers):
            self.failures += 1
            return False
        first, second = (answer.json()["id"] for answer in answers)
        self.contradicted += first != second
        self.confirmed[key] = first
        return True

    def _token(self) -> str:
        file = self.crew.home / "local-token"
        while not file.exists():
            time.sleep(0.05)
        return file.read_text()
