"""Hostile files are opened in another process, within limits of time and memory; this is both of its sides."""

import asyncio
import importlib
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from attrs import frozen

from copilot_core.entities.document import Document
from copilot_core.errors import Rejected, Unavailable

MEGABYTE = 1024 * 1024
OUT_OF_MEMORY = 77
STATM = Path("/proc/self/statm")
OPENERS = {
    "pdf": "copilot_adapters.document_readers.pdf:open_pdf",
    "docx": "copilot_adapters.document_readers.docx:open_docx",
}


@frozen
class Limits:
    """What reading one file may cost."""

    seconds: float = 20.0
    memory: int = 1024 * MEGABYTE
    pages: int = 100
    text: int = 2_000_000


@frozen
class Refusal:
    """Why a file cannot be read: a sentence's code and parameters."""

    code: str
    params: dict[str, str | int | float]


@frozen
class Answer:
    """What the other process says: a document or a refusal."""

    document: Document | None = None
    refusal: Refusal | None = None


async def read_apart(kind: str, data: bytes, name: str, limits: Limits) -> Document:
    """Read `data` in a process of its own; raise `Rejected` when it refuses, dies or takes too long."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-X", "utf8", "-m", "copilot_adapters.document_readers.apart"),
        *(kind, str(limits.memory), str(limits.seconds), str(limits.pages)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={name: value for name, value in os.environ.items() if not name.upper().startswith("COPILOT_")},
    )
    try:
        async with asyncio.timeout(limits.seconds + 5):
            out, complaint = await process.communicate(data)
    except TimeoutError:
        raise Rejected("document_too_slow", name=name, seconds=limits.seconds) from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return _document(out, complaint, process.returncode or 0, name, limits)


def _document(out: bytes, complaint: bytes, code: int, name: str, limits: Limits) -> Document:
    try:
        answer = msgspec.json.decode(out, type=Answer)
    except msgspec.DecodeError:
        raise _death(complaint, code, name, limits) from None
    if answer.refusal is not None:
        raise Rejected(answer.refusal.code, **{"name": name, **answer.refusal.params})
    if answer.document is None:
        raise _death(complaint, code, name, limits)
    return answer.document


def _death(complaint: bytes, code: int, name: str, limits: Limits) -> Rejected | Unavailable:
    if code == OUT_OF_MEMORY or b"MemoryError" in complaint:
        return Rejected("document_too_large", name=name, limit=f"{limits.memory // MEGABYTE} MB of memory")
    if code in {-24, -9}:
        return Rejected("document_too_slow", name=name, seconds=limits.seconds)
    if b"ModuleNotFoundError" in complaint:
        missing = complaint.rpartition(b"ModuleNotFoundError")[2].decode("utf-8", "replace").strip(": \n")
        return Unavailable("document_reader_missing", permanent=True, problem=missing)
    return Rejected("document_broken", name=name)


def main(arguments: list[str]) -> None:
    """Read the file on stdin and answer on stdout."""
    kind, memory, seconds, pages = arguments
    _restrict(int(memory), float(seconds))
    data = sys.stdin.buffer.read()
    try:
        answer = Answer(document=_opener(kind)(data, int(pages)))
    except Rejected as refused:
        answer = Answer(refusal=Refusal(refused.code, dict(refused.sentence.params)))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    sys.stdout.buffer.write(msgspec.json.encode(answer))
    sys.stdout.buffer.flush()


def _opener(kind: str) -> Callable[[bytes, int], Document]:
    module, _, function = OPENERS[kind].partition(":")
    opener: Callable[[bytes, int], Document] = getattr(importlib.import_module(module), function)
    return opener


def _restrict(memory: int, seconds: float) -> None:
    """Ask the system for limits, and watch memory ourselves where it cannot set them (macOS)."""
    threading.Thread(target=_watch, args=(memory, seconds), daemon=True).start()
    try:
        import resource  # noqa: PLC0415  (Windows has none)
    except ImportError:
        return
    wanted = {
        resource.RLIMIT_CPU: int(seconds) + 2,
        resource.RLIMIT_AS: memory + 512 * MEGABYTE,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for limit, value in wanted.items():
        _set_limit(resource, limit, value)


def _set_limit(resource: object, limit: int, value: int) -> None:
    try:
        resource.setrlimit(limit, (value, value))  # type: ignore[attr-defined]
    except (ValueError, OSError):
        return  # the system knows no such limit: the watch below stands in for it


def _watch(memory: int, seconds: float) -> None:
    end = time.monotonic() + seconds + 4
    while time.monotonic() < end:
        if _used() > memory:
            os._exit(OUT_OF_MEMORY)
        time.sleep(0.05)
    os._exit(-9 & 0xFF)


def _used() -> int:
    """Return this process's own bytes: Linux hands its parent's peak on to `ru_maxrss`."""
    try:
        return int(STATM.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return _peak()


def _peak() -> int:
    try:
        import resource  # noqa: PLC0415  (Windows has none)
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    main(sys.argv[1:])
