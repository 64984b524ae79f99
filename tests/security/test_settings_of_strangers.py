"""A settings file that somebody else put in the way decides nothing: it could send resumes and keys elsewhere."""

import os
from pathlib import Path

import pytest

from copilot_adapters.settings import load_settings
from copilot_core.errors import Rejected

ELSEWHERE = 'database_url = "postgresql://thief.example/resumes"\n'


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COPILOT_CONFIG", raising=False)
    written = tmp_path / "copilot.toml"
    written.write_text(ELSEWHERE, "utf-8")
    return written


def test_ones_own_file_is_in_force(file: Path) -> None:
    file.chmod(0o664)
    assert "thief" in load_settings().database


def test_a_file_that_anybody_may_write_to_is_refused(file: Path) -> None:
    file.chmod(0o666)
    with pytest.raises(Rejected) as refused:
        load_settings()
    assert refused.value.code == "setting_file_not_yours"
    assert "COPILOT_CONFIG" in str(refused.value)


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only root can give a file away")
def test_a_file_of_somebody_else_is_refused(file: Path) -> None:
    os.chown(file, 12345, 12345)
    with pytest.raises(Rejected):
        load_settings()


def test_a_file_that_was_named_is_trusted(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.chmod(0o666)
    monkeypatch.setenv("COPILOT_CONFIG", str(file))
    assert "thief" in load_settings().database


def test_a_setting_that_is_no_json_is_named_and_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPILOT_JOB_SOURCES", '{"adzuna": {"app_key": "s3cr3t"')
    with pytest.raises(Rejected) as refused:
        load_settings()
    assert "COPILOT_JOB_SOURCES" in str(refused.value)
    assert "s3cr3t" not in str(refused.value)
