"""The client of a bench, a process of its own: as many connections as it is told, each asks again when it is answered."""

import asyncio
import json
import sys
import time
from itertools import cycle, islice
from typing import Any

from attrs import define, field

LARGEST = 16_000_000
Json = dict[str, Any]


@define(eq=False)
class Load:
    """Requests to send in order, over and over, until the time is over."""

    requests: list[bytes]
    seconds: float
    spent: list[float] = field(factory=list, init=False)
    wrong: dict[int, int] = field(factory=dict, init=False)

    async def run(self, ports: list[int], connections: int) -> Json:
        """Send them over connections to each port in turn; return what was measured."""
        turned = islice(cycle(ports), connections)
        pages = [await asyncio.open_connection("127.0.0.1", port, limit=LARGEST) for port in turned]
        turns = cycle(self.requests)
        began, busy = time.perf_counter(), time.process_time()
        await asyncio.gather(*(self._ask(*page, turns, began + self.seconds) for page in pages))
        took, used = time.perf_counter() - began, time.process_time() - busy
        for _, writer in pages:
            writer.close()
        return {"spent": self.spent, "wrong": self.wrong, "seconds": took, "client": used / took}

    async def _ask(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, turns: "cycle[bytes]", until: float
    ) -> None:
        while (sent := time.perf_counter()) < until:
            writer.write(next(turns))
            status = await _answer(reader)
            self.spent.append((time.perf_counter() - sent) * 1000)
            if status >= 300:
                self.wrong[status] = self.wrong.get(status, 0) + 1


async def _answer(reader: asyncio.StreamReader) -> int:
    """Read one answer to its end; return its status."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(head[9:12])
    _, length, rest = head.partition(b"content-length:")
    if length:
        await reader.readexactly(int(rest.partition(b"\r\n")[0]))
    elif b"transfer-encoding: chunked" in head:
        while size := int(await reader.readuntil(b"\r\n"), 16):
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
    return status


async def _main() -> Json:
    told = json.load(sys.stdin)
    load = Load([one.encode() for one in told["requests"]], told["seconds"])
    return await load.run(told["ports"], told["connections"])


if __name__ == "__main__":
    json.dump(asyncio.run(_main()), sys.stdout)
