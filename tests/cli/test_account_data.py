"""All that is kept of a person goes out, or goes, by one command."""

import json
import stat
from pathlib import Path

import pytest
from account_data_world import bytes_in, unpacked
from command_line import Copilot

pytestmark = pytest.mark.slow

WORD = "qwxzhalcyonqwxz"


@pytest.fixture
def lived(copilot: Copilot, tmp_path: Path) -> Copilot:
    """A command line after somebody gave a resume."""
    resume = tmp_path / "cv.txt"
    resume.write_text(f"Ada Example\n\nSkills\nBaking, {WORD}\n")
    assert copilot("resume", "add", str(resume)).code == 0
    resume.unlink()
    return copilot


def test_everything_is_written_into_one_file_of_the_persons_own(lived: Copilot, tmp_path: Path) -> None:
    file = tmp_path / "mine.zip"
    told = lived("export", str(file), "--json")
    assert told.code == 0, told.err
    assert told.document == {"file": str(file), "size": file.stat().st_size}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    files = unpacked(file.read_bytes())
    assert json.loads(files["manifest.json"])["counts"]["resumes/"] == 1
    assert any(name.endswith("/original/cv.txt") for name in files)
    again = lived("export", str(file))
    assert again.code == 1
    assert "exists already" in again.err


def test_erasing_asks_first_and_leaves_nothing(lived: Copilot) -> None:
    refused = lived("erase", stdin="yes\n")
    assert refused.code == 2
    assert "nothing was erased" in refused.err
    assert len(lived("resume", "list", "--json").document["resumes"]) == 1
    done = lived("erase", "--json", stdin="erase\n")
    assert done.code == 0, done.err
    assert done.document["rows"] >= 1
    assert "backups" in done.document["note"]
    assert lived("resume", "list", "--json").document["resumes"] == []
    assert WORD.encode() not in bytes_in(lived.home)
    assert lived("erase", "--yes").code == 0
