"""Boards that run side by side share what is remembered; none of them fails of it."""

import asyncio
import os
from pathlib import Path

import pytest

from copilot_adapters.web.kept_answers import KeptAnswers
from copilot_adapters.web.memory import Remembered
from copilot_core.ports.web import Answer

ANSWER = Remembered(Answer("https://board.example", 200, b"x" * 500, "application/json"), '"1"', "")


async def test_many_may_remember_and_prune_at_once(tmp_path: Path) -> None:
    kept = KeptAnswers(tmp_path / "cache", size_limit=3_000)
    await asyncio.gather(*(kept.remember(f"key{number % 7}", ANSWER) for number in range(300)))
    await kept.remember("last", ANSWER)
    assert await kept.recall("last") == ANSWER


@pytest.mark.skipif(os.name != "posix", reason="rights of files")
async def test_answers_are_for_their_owner_only_in_any_folder(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        await KeptAnswers(tmp_path).remember("key", ANSWER)
    finally:
        os.umask(before)
    assert rights_of_others(tmp_path) == [0]


async def test_a_disk_that_takes_nothing_costs_no_answer(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("no folder")
    await KeptAnswers(tmp_path / "cache").remember("key", ANSWER)
    assert await KeptAnswers(tmp_path / "cache").recall("key") is None


def rights_of_others(folder: Path) -> list[int]:
    return [file.stat().st_mode & 0o077 for file in folder.iterdir()]
