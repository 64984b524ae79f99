"""`copilot db backup` and `copilot db restore`, as people and scripts call them."""

import os
from pathlib import Path

import pytest
from command_line import Copilot

pytestmark = pytest.mark.slow


@pytest.fixture
def copilot(tmp_path: Path) -> Copilot:
    return at(tmp_path / "home")


def at(home: Path, **more: str) -> Copilot:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COPILOT_")}
    given = {"COPILOT_HOME": str(home), "COPILOT_BACKGROUND": "false", "COPILOT_EMBEDDER": "none"}
    return Copilot(home, clean | given | more)


def test_a_backup_moves_from_a_laptop_to_a_server(copilot: Copilot, tmp_path: Path, postgres_url: str) -> None:
    assert copilot("resume", "add", str(resume(tmp_path))).code == 0
    made = copilot("db", "backup", str(tmp_path / "one.zip"), "--json")
    assert made.code == 0, made.err
    assert made.document["rows"]["resumes"] == 1
    assert "copilot.toml" in made.document["note"]
    server = at(tmp_path / "server", COPILOT_DATABASE_URL=postgres_url)
    restored = server("db", "restore", str(tmp_path / "one.zip"), "--json")
    assert restored.code == 0, restored.err
    assert restored.document["rows"] == made.document["rows"]
    assert "resume.txt" in server("resume", "list").out


def test_a_backup_is_told_in_words(copilot: Copilot, tmp_path: Path) -> None:
    told = copilot("db", "backup", str(tmp_path / "one.zip"))
    assert told.code == 0
    assert "rows backed up into" in told.out
    assert "keep them apart" in told.out.replace("\n", " ")
    again = copilot("db", "backup", str(tmp_path / "one.zip"))
    assert (again.code, again.out) == (1, "")
    assert again.err.startswith("copilot: ")
    assert "exists already: name another file" in again.err


def test_what_would_be_lost_is_refused_in_one_sentence(copilot: Copilot, tmp_path: Path) -> None:
    assert copilot("db", "backup", str(tmp_path / "empty.zip")).code == 0
    assert copilot("resume", "add", str(resume(tmp_path))).code == 0
    refused = copilot("db", "restore", str(tmp_path / "empty.zip"))
    assert refused.code == 1
    [told] = refused.err.splitlines()
    assert "--replace deletes all of it, back it up first" in told
    (tmp_path / "letter.zip").write_text("Dear Sir")
    for file, problem in (("letter.zip", "is no whole backup"), ("missing.zip", "cannot be read")):
        broken = copilot("db", "restore", str(tmp_path / file), "--replace")
        assert broken.code == 1
        [told] = broken.err.splitlines()
        assert problem in told
    assert "resume.txt" in copilot("resume", "list").out
    assert copilot("db", "restore", str(tmp_path / "empty.zip"), "--replace").code == 0
    assert "resume.txt" not in copilot("resume", "list").out


def test_reading_again_tells_how_many(copilot: Copilot) -> None:
    assert copilot("db", "reread", "--json").document == {"read": 0}
    asked = copilot("db", "reread", "--background", "--json")
    assert asked.code == 0
    assert asked.document["task"]


def resume(folder: Path) -> Path:
    file = folder / "resume.txt"
    file.write_text("Ada Example\nRegistered Nurse\nada@example.com\n\nSkills\nWound care, triage\n")
    return file
