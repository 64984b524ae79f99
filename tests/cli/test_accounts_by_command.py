"""Who looks after the installation does so on the machine itself."""

import pty
import sqlite3
import subprocess
import sys
from os import close, read, write
from select import select

import pytest
from command_line import Copilot

pytestmark = pytest.mark.slow

SILENCE = 20.0
"""Seconds."""

PASSWORD = "seven green bicycles\n"


def test_the_first_admin_takes_over_what_the_local_person_has(copilot: Copilot) -> None:
    assert copilot("profile", "set", "--want", "Baker").code == 0
    made = copilot("admin", "create", "Ada@Example.ORG", "--password-stdin", "--json", stdin=PASSWORD).document
    assert {name: made[name] for name in ("person", "email", "role")} == {
        "person": "local",
        "email": "ada@example.org",
        "role": "admin",
    }
    assert "password" not in made
    assert "Baker" in copilot("profile", "show").out
    other = copilot("admin", "create", "bob@example.org", "--password-stdin", "--json", stdin=PASSWORD).document
    assert other["person"] != "local"
    listed = copilot("admin", "list", "--json").document["accounts"]
    assert {one["email"] for one in listed} == {"ada@example.org", "bob@example.org"}
    assert "bob@example.org" in copilot("admin", "list").out


def test_no_password_stands_anywhere(copilot: Copilot) -> None:
    ran = copilot("admin", "create", "ada@example.org", "--password-stdin", stdin=PASSWORD)
    assert ran.code == 0
    assert "bicycles" not in ran.out + ran.err
    for file in copilot.home.rglob("*"):
        assert not file.is_file() or b"bicycles" not in file.read_bytes(), file


@pytest.mark.parametrize(
    ("email", "password", "told"),
    [
        ("ada", PASSWORD, "no e-mail address"),
        ("ada@example.org", "", "guessed too easily"),
        ("ada@example.org", "password123\n", "guessed too easily"),
        ("ada@example.org", "x" * 20_000, "too long"),
    ],
)
def test_what_is_wrong_is_said(copilot: Copilot, email: str, password: str, told: str) -> None:
    ran = copilot("admin", "create", email, "--password-stdin", stdin=password)
    assert (ran.code, told in ran.err) == (2, True)
    assert copilot("admin", "list", "--json").document == {"accounts": []}


def test_a_password_is_asked_for_twice_and_not_shown(copilot: Copilot) -> None:
    told = typed_at_a_terminal(copilot, ["seven green bicycles", "seven grey bicycles", *["six red bicycles"] * 2])
    assert ("bicycles" in told, "do not match" in told, "signs in as an admin now" in told) == (False, True, True)


def typed_at_a_terminal(copilot: Copilot, lines: list[str]) -> str:
    """Return what a terminal showed while somebody answered each question with a line."""
    near, far = pty.openpty()
    command = [sys.executable, "-m", "copilot_adapters.cli", "admin", "create", "ada@example.org"]
    shown, asked = b"", 0
    with subprocess.Popen(command, stdin=far, stdout=far, stderr=far, env=copilot.env, start_new_session=True) as run:
        close(far)
        while part := _part(near):
            shown += part
            while asked < min(shown.count(b"ord: ") + shown.count(b"again: "), len(lines)):
                write(near, f"{lines[asked]}\n".encode())
                asked += 1
        run.kill()
    close(near)
    return shown.decode()


def _part(terminal: int) -> bytes:
    """Return what came; nothing when the program has ended, or says nothing any more."""
    try:
        return read(terminal, 1_024) if select([terminal], [], [], SILENCE)[0] else b""
    except OSError:
        return b""


def test_without_a_terminal_the_way_is_told(copilot: Copilot) -> None:
    ran = copilot("admin", "create", "ada@example.org", stdin=PASSWORD)
    assert (ran.code, "--password-stdin" in ran.err) == (2, True)


def test_somebody_is_signed_out_everywhere(copilot: Copilot) -> None:
    copilot("admin", "create", "ada@example.org", "--password-stdin", stdin=PASSWORD)
    with sqlite3.connect(copilot.home / "copilot.sqlite") as database:
        for name in ("one", "two"):
            row = (name, "local", "2026-01-01 00:00:00", "2026-01-01 00:00:00", "2999-01-01 00:00:00", "", "")
            database.execute("INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    database.close()
    assert copilot("admin", "sessions", "end", "ADA@example.org", "--json").document["ended"] == 2
    assert "sessions ended: 0" in copilot("admin", "sessions", "end", "ada@example.org").out
    unknown = copilot("admin", "sessions", "end", "eve@example.org")
    assert (unknown.code, "no account eve@example.org" in unknown.err) == (1, True)


def test_somebody_is_invited_by_a_link_and_removed_again(copilot: Copilot) -> None:
    early = copilot("admin", "invite", "eve@example.org")
    assert (early.code, "copilot admin create" in early.err) == (1, True)
    copilot("admin", "create", "ada@example.org", "--password-stdin", stdin=PASSWORD)
    made = copilot("admin", "invite", "Eve@example.org", "--json", env={"COPILOT_WEB__URL": "https://jobs.example.org"})
    assert made.document["link"].startswith("https://jobs.example.org/reset-password#")
    assert made.document["email"] == "eve@example.org"
    assert "hand it on to eve@example.org" in copilot("admin", "invite", "eve@example.org").out
    kept = copilot("admin", "remove", "eve@example.org", stdin="n\n")
    assert (kept.code, "eve@" in copilot("admin", "list").out) == (1, True)
    assert "is removed" in copilot("admin", "remove", "EVE@example.org", "--yes").out
    assert "eve@" not in copilot("admin", "list").out
    last = copilot("admin", "remove", "ada@example.org", "--yes")
    assert (last.code, "the last one" in last.err) == (1, True)


def test_a_token_is_shown_once_and_revoked(copilot: Copilot) -> None:
    copilot("admin", "create", "ada@example.org", "--password-stdin", stdin=PASSWORD)
    made = copilot(
        "token", "create", "my script", "--scope", "read", "--scope", "write", "--days", "3", "--json"
    ).document
    assert made["secret"].startswith("copilot_")
    assert made["scopes"] == ["read", "write"]
    listed = copilot("token", "list", "--json")
    assert [one["id"] for one in listed.document["tokens"]] == [made["id"]]
    assert made["secret"] not in listed.out + copilot("token", "list").out
    assert copilot("token", "revoke", made["id"], "--json").document == {"revoked": made["id"]}
    again = copilot("token", "revoke", made["id"])
    assert (again.code, made["id"] in again.err) == (1, True)
    assert copilot("token", "list").out.strip() == "no tokens"


def test_a_token_is_refused_with_the_remedy(copilot: Copilot) -> None:
    needless = copilot("token", "create", "x", "--scope", "read")
    assert (needless.code, "local-token" in needless.err, "copilot admin create" in needless.err) == (2, True, True)
    copilot("admin", "create", "ada@example.org", "--password-stdin", stdin=PASSWORD)
    for wrong in (
        ["x"],
        ["x", "--scope", "everything"],
        [" ", "--scope", "read"],
        ["x", "--scope", "read", "--days", "0"],
    ):
        assert copilot("token", "create", *wrong).code == 2, wrong


def test_doctor_shows_settings_of_accounts_as_they_are_written(copilot: Copilot) -> None:
    set_ = {
        "COPILOT_MAIL__HOST": "mail.invalid",
        "COPILOT_MAIL__SENDER": "a@example.org",
        "COPILOT_MAIL__PASSWORD": "hush",
    }
    told = {one["what"]: one["detail"] for one in copilot("doctor", "--json", env=set_).document["findings"]}
    assert told["setting accounts"].startswith("registration=open access_minutes=15 ")
    assert "host=mail.invalid" in told["setting mail"]
    assert "hush" not in told["setting mail"]
    assert "hosts=— url=—" in told["setting web"]
