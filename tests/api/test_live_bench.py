"""The bench of live connections measures a real server."""

import asyncio
import json
import subprocess
import sys
from typing import Any

import pytest

from copilot_web.benches.frames import PING, TEXT, masked, taken
from copilot_web.benches.page import Notes, Page


@pytest.mark.slow
def test_the_bench_tells_times_messages_and_memory() -> None:
    command = [sys.executable, "-m", "copilot_adapters.cli", "bench-live", "--sockets", "3", "--idle", "3", "--json"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, timeout=100)
    lines: dict[str, dict[str, Any]] = {line["name"]: line for line in json.loads(answer.stdout)}
    assert {frozenset(line) for line in lines.values()} == {frozenset({"name", "value", "unit", "target"})}
    p50, p99 = (lines[f"event from commit to an open page, {share}"]["value"] for share in ("p50", "p99"))
    assert 0 < p50 <= p99 < 5_000
    assert 0 < lines["messages to 3 pages, 600 offered"]["value"] < 700
    assert lines["memory of each of 3 idle pages"]["target"] == 40


@pytest.mark.parametrize("length", [0, 125, 126, 65_535, 65_536])
def test_frames_of_any_length_are_read_however_they_are_cut(length: int) -> None:
    payload = b"x" * length
    head = length.to_bytes(1) if length < 126 else b"\x7e" + length.to_bytes(2) if length < 65_536 else b""
    sent = bytes([0x80 | TEXT]) + (head or b"\x7f" + length.to_bytes(8)) + payload + bytes([0x80 | PING, 0])
    for cut in {0, 1, 2, 3, len(sent) - 3, len(sent) - 1, len(sent)}:
        first, rest = taken(sent[:cut])
        then, left = taken(rest + sent[cut:])
        assert [*first, *then] == [(TEXT, payload), (PING, b"")]
        assert left == b""


def test_what_a_page_says_is_a_masked_frame() -> None:
    assert masked(TEXT, b"{}") == b"\x81\x82\x00\x00\x00\x00{}"


@pytest.mark.parametrize(("numbers", "wrong"), [([8, 9], []), ([8, 8], ["8 after 8"]), ([9], ["9 after 7"])])
def test_a_page_notes_what_is_missed_doubled_or_out_of_order(numbers: list[int], wrong: list[str]) -> None:
    notes = Notes()
    page = Page(b"", notes)
    page.connection_made(Transport())
    page.data_received(b"HTTP/1.1 101 Switching Protocols\r\n\r\n" + frame({"type": "hello", "last": 7}))
    for number in numbers:
        page.data_received(frame({"type": "event", "number": number, "at": "2026-11-23T09:00:00Z"}))
    assert notes.wrong == wrong
    assert sum(notes.times.values()) == len(numbers)


class Transport(asyncio.Transport):
    """Takes what is written."""

    def write(self, _data: bytes | bytearray | memoryview) -> None: ...


def frame(message: dict[str, Any]) -> bytes:
    payload = json.dumps(message).encode()
    return bytes([0x80 | TEXT, len(payload)]) + payload
