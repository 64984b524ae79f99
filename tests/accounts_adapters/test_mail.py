"""Letters arrive as they are meant, at whom they are meant for, or it is said why not."""

import asyncio
import io
import json
import logging
import ssl
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from servers import free_port
from smtp_world import PASSWORD, USER, Post, serving

from copilot_adapters.account_mail.printed import Printed
from copilot_adapters.account_mail.smtp import Smtp
from copilot_adapters.account_mail.words import Words
from copilot_adapters.logs import configure_logs
from copilot_adapters.settings import Settings, load_settings
from copilot_core.entities.account import Purpose
from copilot_core.errors import Rejected, Unavailable
from copilot_core.ports.account_mail import AccountMail
from copilot_core.testing import StillClock
from copilot_core.testing.account_mail_contract import SECRET, AccountMailContract, make_letter

WORDS = Words("https://jobs.example.org")
SENDER = "noreply@example.org"


def made_mail(post: Post, **other: Any) -> Smtp:
    given = {"tls": "none", "timeout": 5.0, "rest": 0.0, **({"trusted": post.trusted} if post.trusted else {}), **other}
    return Smtp(WORDS, StillClock(), "127.0.0.1", post.port, SENDER, **given)


class TestSmtp(AccountMailContract):
    post: Post

    @pytest.fixture
    async def mail(self, tmp_path: Path) -> AsyncIterator[AccountMail]:
        async with serving(tmp_path) as self.post:
            yield made_mail(self.post)

    def arrived(self) -> list[str]:
        return [f"{one['To']}\n{one.get_content()}" for one in self.post.came]


class TestPrinted(AccountMailContract):
    lines: io.StringIO

    @pytest.fixture
    def mail(self, tmp_path: Path) -> Iterator[AccountMail]:
        self.lines = io.StringIO()
        root = logging.getLogger()
        before, level = list(root.handlers), root.level
        configure_logs(Settings(home=tmp_path), stream=self.lines)
        yield Printed(WORDS)
        root.handlers[:] = before
        root.setLevel(level)

    def arrived(self) -> list[str]:
        return [line for line in self.lines.getvalue().splitlines() if line]

    async def test_a_program_reads_the_link_too(self, mail: AccountMail, tmp_path: Path) -> None:
        configure_logs(Settings(home=tmp_path, log={"format": "json"}), stream=self.lines)  # type: ignore[arg-type]  # pydantic coerces
        await mail.send(make_letter())
        (line,) = self.arrived()
        told = json.loads(line)
        assert told["link"] == f"https://jobs.example.org/verify-email#{SECRET}"
        assert (told["to"], told["purpose"], told["level"]) == ("ada@example.org", "verify", "warning")

    async def test_an_address_writes_no_line_of_its_own(self, mail: AccountMail) -> None:
        await mail.send(make_letter("a@b.c\n2026-01-01 [error] forged"))
        assert len(self.arrived()) == 1


@pytest.mark.parametrize("tls", ["starttls", "tls"])
async def test_the_way_is_encrypted_and_somebody_signs_in(tmp_path: Path, tls: str) -> None:
    async with serving(tmp_path, tls) as post:
        await made_mail(post, tls=tls, user=USER, password=PASSWORD).send(make_letter())
    assert len(post.came) == 1
    assert [one.split()[0] for one in post.commands if one.startswith(("STARTTLS", "AUTH"))] == (
        ["STARTTLS", "AUTH"] if tls == "starttls" else ["AUTH"]
    )


async def test_it_says_all_there_is_to_say_in_two_languages(tmp_path: Path) -> None:
    async with serving(tmp_path) as post:
        await made_mail(post).send(make_letter(purpose=Purpose.RESET))
    (came,) = post.came
    assert came["From"] == f"Career Copilot <{SENDER}>"
    assert came["Subject"] == "Choose a new password / Ein neues Passwort wählen"
    assert came["Auto-Submitted"] == "auto-generated"
    assert came["Message-ID"].endswith("@example.org>")
    assert came["Date"].datetime is not None
    text = came.get_content()
    assert text.count(f"https://jobs.example.org/reset-password#{SECRET}\r\n") == 2
    assert "until 2026-03-02 12:30 UTC" in text
    assert "bis 2026-03-02 12:30 UTC" in text
    assert max(map(len, post.raw[0].split(b"\r\n"))) <= 78


@pytest.mark.parametrize(
    "to",
    [
        "a@b.org\r\nBcc: eve@evil.org", "a@b.org\nX: y", "a@b.org, eve@evil.org", "a@b.org;eve@evil.org", "a@b.org eve@evil.org",
        "<a@b.org>\r\nRCPT TO:<eve@evil.org>", "Eve <eve@evil.org>, a@b.org", "", "a", "@", "a@", "@b.org", "a@b.org\x00",
    ],
)  # fmt: skip
async def test_an_address_is_one_address(tmp_path: Path, to: str) -> None:
    async with serving(tmp_path) as post:
        with pytest.raises(Unavailable) as refused:
            await made_mail(post).send(make_letter(to))
    assert (refused.value.code, refused.value.permanent) == ("mail_unavailable", True)
    assert not any("evil" in one for one in post.commands)
    assert post.came == []


@pytest.mark.parametrize(
    ("instead", "permanent"),
    [
        ({"RCPT": "550 5.1.1 nobody of that name"}, True),
        ({"RCPT": "450 4.2.1 later"}, False),
        ({"MAIL": "451 4.3.0 busy"}, False),
        ({".": "554 5.7.1 refused as junk"}, True),
        ({".": "452 4.3.1 no room"}, False),
        ({"DATA": "421 4.3.2 going down"}, False),
        ({"EHLO": "rubbish", "HELO": "rubbish"}, False),
    ],
)
async def test_a_refusal_is_told(tmp_path: Path, instead: dict[str, str], permanent: bool) -> None:
    async with serving(tmp_path, instead=instead) as post:
        with pytest.raises(Unavailable) as refused:
            await made_mail(post).send(make_letter())
    assert (refused.value.code, refused.value.permanent) == ("mail_unavailable", permanent)
    assert f"127.0.0.1:{post.port}" in str(refused.value)
    assert SECRET not in str(refused.value)


async def test_a_wrong_password_is_told_and_not_shown(tmp_path: Path) -> None:
    async with serving(tmp_path, "starttls") as post:
        mail = made_mail(post, tls="starttls", user=USER, password="another secret")
        with pytest.raises(Unavailable, match="who are you") as refused:
            await mail.send(make_letter())
    assert refused.value.permanent
    assert "another secret" not in f"{refused.value} {mail!r}"


async def test_without_encryption_nothing_is_said(tmp_path: Path) -> None:
    async with serving(tmp_path) as post:
        with pytest.raises(Unavailable) as refused:
            await made_mail(post, tls="starttls", user=USER, password=PASSWORD).send(make_letter())
    assert refused.value.permanent
    assert all(one.split()[0] in {"ehlo", "EHLO", "QUIT"} for one in post.commands)


@pytest.mark.parametrize("tls", ["starttls", "tls"])
async def test_a_server_that_proves_nothing_gets_nothing(tmp_path: Path, tls: str) -> None:
    async with serving(tmp_path, tls) as post:
        with pytest.raises(Unavailable, match="verify failed"):
            await made_mail(post, tls=tls, trusted=ssl.create_default_context()).send(make_letter())
    assert post.came == []
    assert not any(one.startswith(("AUTH", "MAIL")) for one in post.commands)


async def test_a_server_that_is_away_or_silent_is_not_waited_for(tmp_path: Path) -> None:
    away = Smtp(WORDS, StillClock(), "127.0.0.1", free_port(), SENDER, tls="none")
    with pytest.raises(Unavailable) as refused:
        await away.send(make_letter())
    assert not refused.value.permanent
    async with serving(tmp_path, silent=True) as post, asyncio.timeout(3):
        with pytest.raises(Unavailable):
            await made_mail(post, timeout=0.3).send(make_letter())


def in_force(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, **given: str) -> Settings:
    for name, value in given.items():
        monkeypatch.setenv(f"COPILOT_{name}", value)
    return load_settings(home=tmp_path)


def test_settings_say_what_is_missing_or_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(Rejected, match="SENDER"):
        in_force(monkeypatch, tmp_path, MAIL__HOST="mail.example.org")
    with pytest.raises(Rejected, match="write one address"):
        in_force(monkeypatch, tmp_path, MAIL__SENDER="a@b.org\nBcc: eve@evil.org")
    with pytest.raises(Rejected, match="https://name"):
        in_force(monkeypatch, tmp_path, MAIL__SENDER=SENDER, WEB__URL="javascript:alert(1)")
    assert (
        in_force(monkeypatch, tmp_path, WEB__URL="https://jobs.example.org/x/").web.address
        == "https://jobs.example.org/x"
    )


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://127.0.0.1:81"), ("0.0.0.0", "http://localhost:81"), ("::1", "http://[::1]:81")],  # noqa: S104 - a setting
)
def test_links_lead_to_this_machine_unless_another_address_is_set(tmp_path: Path, host: str, address: str) -> None:
    assert Settings(home=tmp_path, web={"host": host, "port": 81}).web.address == address  # type: ignore[arg-type]  # pydantic coerces


async def test_nothing_is_done_for_a_letter_while_who_asked_is_answered(tmp_path: Path) -> None:
    async with serving(tmp_path) as post:
        began = perf_counter()
        sending = asyncio.create_task(made_mail(post, rest=0.2).send(make_letter()))
        await asyncio.sleep(0.1)
        assert not post.came
        await sending
        assert perf_counter() - began >= 0.2
        assert len(post.came) == 1
