"""Answers kept on disk serve the next process, and are only a cache."""

from pathlib import Path

from copilot_adapters.web.kept_answers import KeptAnswers
from copilot_adapters.web.memory import Remembered
from copilot_core.ports.web import Answer


def remembered(body: bytes = b"{}") -> Remembered:
    return Remembered(Answer("https://board.example/jobs", 200, body, "application/json"), etag='"1"', last_modified="")


async def test_what_one_process_kept_another_recalls(tmp_path: Path) -> None:
    await KeptAnswers(tmp_path / "cache").remember("key", remembered())
    assert await KeptAnswers(tmp_path / "cache").recall("key") == remembered()
    assert await KeptAnswers(tmp_path / "cache").recall("other") is None


async def test_a_spoilt_file_is_nothing_remembered(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"\x00rubbish")
    assert await KeptAnswers(tmp_path).recall("key") is None


async def test_the_oldest_go_when_there_is_no_room(tmp_path: Path) -> None:
    kept = KeptAnswers(tmp_path, size_limit=4_000)
    for number in range(8):
        await kept.remember(f"key{number}", remembered(b"x" * 1_000))
    assert size_of(tmp_path) <= 4_000
    assert await kept.recall("key7") is not None


def size_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())
