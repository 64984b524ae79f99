"""Lines of the log: one shape, one line each, and no secret in any."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from copilot_adapters.logs import about, configure_logs
from copilot_adapters.masking import MASK, Mask, secrets_in
from copilot_adapters.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leave logging as it was found."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def settings_of(home: Path, **more: Any) -> Settings:
    return load_settings(home=home, **more)


def written(home: Path, form: str = "json", **more: Any) -> io.StringIO:
    stream = io.StringIO()
    configure_logs(settings_of(home, log={"format": form}, **more), stream=stream)
    return stream


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_ours_and_other_libraries_lines_have_one_shape(tmp_path: Path) -> None:
    stream = written(tmp_path)
    with about(request_id="abc"):
        structlog.get_logger("copilot.web").info("one", status=200)
        logging.getLogger("copilot.worker").warning("two %s", "things", extra={"task": "t1"})
        logging.getLogger("somebody.else").warning("three")
    first, second, third = lines(stream)
    for one in (first, second, third):
        assert {"event", "level", "logger", "timestamp", "request_id"} <= one.keys()
    assert (first["status"], second["event"], second["task"]) == (200, "two things", "t1")
    assert third["logger"] == "somebody.else"


def test_a_trace_is_in_the_line(tmp_path: Path) -> None:
    stream = written(tmp_path)
    structlog.get_logger("copilot.web").error("fault", exc_info=ValueError("token=abcdefgh"))
    (line,) = lines(stream)
    assert "ValueError: token=***" in line["exception"]
    assert "abcdefgh" not in stream.getvalue()


def test_a_trace_for_people_forges_no_line(tmp_path: Path) -> None:
    stream = written(tmp_path, "console")
    structlog.get_logger("copilot.web").error("fault", exc_info=ValueError("x\n2026-01-01 [info] forged"))
    first, *others = stream.getvalue().splitlines()
    assert "fault" in first
    assert others[1:]
    assert all(line.startswith("    ") for line in others[1:])


def test_the_level_is_for_ours_and_others_tell_what_is_wrong(tmp_path: Path) -> None:
    stream = written(tmp_path)
    structlog.get_logger("copilot.web").debug("not told")
    logging.getLogger("alembic").info("not told")
    logging.getLogger("copilot.worker").info("told")
    assert [line["event"] for line in lines(stream)] == ["told"]


@pytest.mark.parametrize("form", ["json", "console"])
def test_nobody_writes_a_line_of_their_own(tmp_path: Path, form: str) -> None:
    stream = written(tmp_path, form)
    forged = 'x\r\n{"event":"forged"}\n2026-01-01 [info] forged\u2028\x1b[2J\x85'
    structlog.get_logger("copilot.web").info(forged, value=forged, nested={"a": [forged]})
    logging.getLogger("copilot.worker").info("%s", forged, extra={forged: 1})
    told = stream.getvalue()
    assert len(told.splitlines()) == 2
    assert "\x1b" not in told


SECRETS = {
    "Authorization: Bearer {}": "hunter22hunter22",
    "authorization=Basic {}": "aHVudGVyMjI6aHVudGVyMjI=",
    "Cookie: copilot_local={}; other=1": "hunter22hunter22",
    "https://person:{}@board.example/x": "hunter22hunter22",
    "redis://:{}@queue:6379/0": "hunter22/with/slash",
    "GET https://api.example/?q=1&api_key={}&page=2": "hunter22hunter22",
    '{{"password": "{}"}}': "hunter22hunter22",
    "{{'client_secret': '{}'}}": "hunter22hunter22",
    "the key was {}": "sk-abcdefgh12345678",
    "a proof {} was given": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
    "access_token={}": "hunter22hunter22",
    "X-Api-Key: {}": "hunter22hunter22",
}


@pytest.mark.parametrize(("text", "secret"), SECRETS.items())
def test_what_looks_like_a_secret_is_not_told(text: str, secret: str) -> None:
    told = Mask().text(text.format(secret))
    assert secret not in told
    assert MASK in told


@pytest.mark.parametrize(
    "text", ["a task ended", "/api/v1/jobs/{job_id}", "10.0.0.1", "2001:db8::1", "basic income = 3", "mask: yes", ""]
)
def test_what_does_not_is_told_as_it_is(text: str) -> None:
    assert Mask().text(text) == text or text.startswith("basic")


def test_what_is_called_a_secret_is_one_however_deep_it_lies() -> None:
    told = Mask().value({"headers": [{"Set-Cookie": "a=b"}, {"x": {"refresh_token": ("hunter22",)}}], "n": 3})
    assert "hunter22" not in str(told)
    assert "a=b" not in str(told)
    assert isinstance(told, dict)
    assert told["n"] == 3


class Talkative:
    def __repr__(self) -> str:
        return "Talkative(password='hunter22')"


def test_what_tells_its_secret_when_it_is_shown_does_not() -> None:
    assert "hunter22" not in str(Mask().value([Talkative(), b"token=hunter22", {"x": Talkative()}]))


def test_endless_things_end() -> None:
    loop: list[object] = []
    loop.append(loop)
    assert len(str(Mask().value(loop))) < 1_000
    assert len(Mask().text("x" * 1_000_000)) < 50_000


def test_secrets_of_the_settings_are_known_wherever_they_appear(tmp_path: Path) -> None:
    stream = written(
        tmp_path,
        redis_url="redis://:q%75eue%2Fpass@h/0",
        database_url="postgresql://u:dbpass99@h/x",
        job_sources={"adzuna": {"app_id": "public99", "app_key": "boardkey99"}},
        metrics={"token": "metrics99token"},
    )
    tell = structlog.get_logger("copilot.web").info
    tell("a boardkey99 b dbpass99 c queue/pass d q%75eue%2Fpass e metrics99token", free=["boardkey99"])
    told = stream.getvalue()
    for secret in ("boardkey99", "dbpass99", "queue/pass", "q%75eue", "metrics99token"):
        assert secret not in told
    assert "public99" not in secrets_in(settings_of(tmp_path, job_sources={"a": {"app_id": "public99"}}))


def test_configured_twice_every_line_is_told_once(tmp_path: Path) -> None:
    written(tmp_path)
    stream = written(tmp_path)
    logging.getLogger("copilot.web").warning("once")
    assert len(lines(stream)) == 1
