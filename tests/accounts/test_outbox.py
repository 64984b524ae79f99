"""Letters are sent in the background: nobody waits, and what is lost is told."""

import asyncio
import logging

import pytest
from attrs import define, field

from copilot_adapters.account_mail import outbox as outboxes
from copilot_adapters.account_mail.outbox import PatientOutbox
from copilot_core.entities.account import Purpose
from copilot_core.errors import Unavailable
from copilot_core.ports.account_mail import AccountLetter
from copilot_core.testing import NOON

LETTER = AccountLetter(to="anna@example.org", purpose=Purpose.RESET, secret="of the letter", until=NOON)


@define
class Server:
    """Fails so often, then takes letters."""

    failing: int = 0
    permanent: bool = False
    slow: float = 0
    came: list[AccountLetter] = field(factory=list)

    async def send(self, letter: AccountLetter) -> None:
        await asyncio.sleep(self.slow)
        if self.failing:
            self.failing -= 1
            raise Unavailable("mail_unavailable", permanent=self.permanent, server="mail", problem="busy")
        self.came.append(letter)


def outbox_of(server: Server, waits: int = 2, most: int = 10) -> PatientOutbox:
    return PatientOutbox(lambda: server, waits=(0.0,) * waits, most=most)


async def test_who_asks_does_not_wait_for_the_server() -> None:
    server = Server(slow=0.05)
    outbox = outbox_of(server)
    await outbox.put(LETTER)
    assert not server.came
    await outbox.close()
    assert server.came == [LETTER]


async def test_a_server_that_is_busy_is_asked_again() -> None:
    server = Server(failing=2)
    outbox = outbox_of(server)
    await outbox.put(LETTER)
    await outbox.close()
    assert server.came == [LETTER]


@pytest.mark.parametrize("server", [Server(failing=3), Server(failing=1, permanent=True)], ids=["busy", "refusing"])
async def test_a_letter_that_is_lost_is_told_without_its_secret(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    outbox = outbox_of(server)
    await outbox.put(LETTER)
    await outbox.close()
    assert not server.came
    assert [one.message for one in caplog.records if one.levelno >= logging.ERROR] == ["a letter was not sent"]
    assert LETTER.secret not in str([vars(one) for one in caplog.records])


async def test_letters_do_not_fill_the_memory(caplog: pytest.LogCaptureFixture) -> None:
    server = Server(slow=0.05)
    outbox = outbox_of(server, most=2)
    for _ in range(5):
        await outbox.put(LETTER)
    await outbox.close()
    assert len(server.came) == 2
    assert len(caplog.records) == 3


async def test_the_program_ends_though_a_server_hangs(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(outboxes, "AT_THE_END", 0.01)
    outbox = outbox_of(Server(slow=3600))
    await outbox.put(LETTER)
    await outbox.close()
    assert [one.message for one in caplog.records] == ["a letter was not sent"]
