"""Attacks on an address that somebody else is about to use, or uses: it is theirs whose mailbox it is."""

from datetime import timedelta

import pytest
from signing_world import ANNA, OTHER, PASSWORD, SigningWorld

from copilot_core.entities.account import Purpose
from copilot_core.errors import Rejected
from copilot_core.rules.accounts import AccountTimes
from copilot_core.use_cases.accounts.send_letter import LETTERS

GUESSED = "what the attacker thought of"


async def test_who_registers_anothers_address_after_them_has_no_password_to_it(world: SigningWorld) -> None:
    await world.register(ANNA, PASSWORD)
    letter = await world.register(ANNA, GUESSED)
    assert letter.purpose is Purpose.RESET
    await world.container.reset_password()(letter.secret, OTHER)
    assert (await world.log_in(password=OTHER)).account.email == ANNA
    for wrong in (GUESSED, PASSWORD):
        with pytest.raises(Rejected, match="wrong"):
            await world.log_in(password=wrong)


async def test_who_registers_anothers_address_before_them_has_no_password_to_it(world: SigningWorld) -> None:
    early = await world.register(ANNA, GUESSED)
    letter = await world.register(ANNA, PASSWORD)
    with pytest.raises(Rejected) as refused:
        await world.container.verify_email()(early.secret)
    assert refused.value.code == "mailed_link_wrong"
    await world.container.reset_password()(letter.secret, PASSWORD)
    await world.log_in(password=PASSWORD)
    with pytest.raises(Rejected, match="wrong"):
        await world.log_in(password=GUESSED)


@pytest.mark.parametrize("kind", ["reset", "register", "register unconfirmed"])
async def test_the_link_of_a_letter_holds_however_often_others_ask(world: SigningWorld, kind: str) -> None:
    if kind == "register unconfirmed":
        await world.register()
    else:
        await world.person()

    async def ask() -> None:
        if kind == "reset":
            await world.container.ask_for_reset()(ANNA)
        else:
            await world.container.register_account()(ANNA, GUESSED)

    for _ in range(12):
        await ask()
    await world.container.reset_password()(world.letters.sent[-1].secret, OTHER)
    await world.log_in(password=OTHER)


def test_there_is_always_a_letter_that_holds_or_another_one() -> None:
    assert timedelta(seconds=LETTERS.seconds) <= AccountTimes().reset


async def test_asking_for_a_new_password_keeps_nobody_from_registering(world: SigningWorld) -> None:
    await world.admin()
    for _ in range(12):
        await world.container.ask_for_reset()(ANNA)
    letter = await world.register()
    assert letter.purpose is Purpose.VERIFY
    await world.container.verify_email()(letter.secret)
    await world.log_in()


async def test_the_link_of_an_invitation_holds_whatever_strangers_ask(world: SigningWorld) -> None:
    await world.admin()
    invited = await world.container.invite_person()(ANNA)
    for _ in range(3):
        await world.container.ask_for_reset()(ANNA)
        await world.container.register_account()(ANNA, GUESSED)
    await world.container.reset_password()(invited.secret, OTHER)
    await world.log_in(password=OTHER)


async def test_once_a_password_is_set_no_earlier_link_sets_another(world: SigningWorld) -> None:
    await world.person()
    secrets = [await world.asked_reset() for _ in range(3)]
    await world.container.reset_password()(secrets[1], OTHER)
    for secret in secrets:
        with pytest.raises(Rejected) as refused:
            await world.container.reset_password()(secret, GUESSED)
        assert refused.value.code == "mailed_link_wrong"
