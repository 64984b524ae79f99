"""No text from outside steers a terminal."""

import json
import re

import pytest
import typer

from copilot_adapters.cli.endings import ended
from copilot_adapters.cli.output import console, emit, table
from copilot_core.errors import Rejected

HOSTILE = "a\x1b]0;title\x07b\x1b[2J\x9b31mc\u202ed\x08\x7f\re:bomb:[red]"
HARMLESS = "a]0;titleb[2J31mcde:bomb:[red]"
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_a_printed_text_is_only_text(capsys: pytest.CaptureFixture[str]) -> None:
    console().print(HOSTILE, style="bold", markup=False)
    console().print(HOSTILE)
    assert printed(capsys).splitlines() == [HARMLESS, HARMLESS]


def test_a_cell_is_only_text(capsys: pytest.CaptureFixture[str]) -> None:
    console().print(table("seen on", ("board", "title"), [(HOSTILE, HOSTILE)]))
    out = printed(capsys)
    assert out.count(HARMLESS) == 2
    assert not STEERING.search(out)


def test_lines_of_a_text_stay_lines(capsys: pytest.CaptureFixture[str]) -> None:
    console().print("one\n  two\tthree")
    assert printed(capsys).splitlines()[0] == "one"


def test_json_holds_the_text_but_nothing_that_steers(capsys: pytest.CaptureFixture[str]) -> None:
    emit({"title": HOSTILE}, as_json=True, show=lambda out: out.print("not this"))
    out = printed(capsys)
    assert not STEERING.search(out)
    assert json.loads(out)["title"] == HOSTILE


def test_an_error_is_only_text(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    app = typer.Typer()

    @app.command()
    def fail() -> None:
        raise Rejected("job_refused", problem=HOSTILE)

    monkeypatch.setattr("sys.argv", ["copilot"])
    assert ended(app) == 1
    said = capsys.readouterr().err
    assert HARMLESS in said
    assert not STEERING.search(said)


def test_an_argument_that_is_no_text_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["copilot", "job", "caf\udce9"])
    assert ended(typer.Typer()) == 2
    assert "UTF-8" in capsys.readouterr().err
