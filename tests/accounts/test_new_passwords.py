"""Another password, by the one before or by a letter."""

import asyncio

import pytest
from signing_world import ANNA, BEN, MINUTE, OTHER, PASSWORD, PHONE, SigningWorld

from copilot_core.entities.account import Scope, SignedIn
from copilot_core.errors import CopilotError, NotFound, Rejected

THIRD = "nine yellow tractors"


async def change(world: SigningWorld, signed: SignedIn, old: str = PASSWORD, new: str = OTHER) -> str:
    try:
        await world.container.change_password()(signed.account.person, signed.session.id, old, new)
    except CopilotError as error:
        return error.code
    return ""


async def test_another_password_ends_the_other_sessions(world: SigningWorld) -> None:
    signed, other = await world.signed_in(), await world.log_in(device=PHONE)
    assert await change(world, signed) == ""
    assert [await world.is_signed_in(one) for one in (signed, other)] == [True, False]
    with pytest.raises(Rejected):
        await world.log_in(password=PASSWORD)
    await world.log_in(password=OTHER)
    told = [event.payload for event in await world.events(signed.account.person)]
    assert told == [{"session": other.session.id, "state": "ended", "why": "password"}]


async def test_another_password_makes_a_letter_worthless(world: SigningWorld) -> None:
    signed = await world.signed_in()
    secret = await world.asked_reset()
    await change(world, signed)
    with pytest.raises(Rejected) as refused:
        await world.container.reset_password()(secret, THIRD)
    assert refused.value.code == "mailed_link_wrong"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (OTHER, THIRD, "password_wrong"),
        ("", THIRD, "password_wrong"),
        ("x" * 10_000, THIRD, "password_wrong"),
        (PASSWORD, "short", "password_weak"),
        (PASSWORD, "anna@example.org", "password_weak"),
        (PASSWORD, "password123", "password_weak"),
    ],
)
async def test_a_change_that_is_refused_changes_nothing(world: SigningWorld, old: str, new: str, code: str) -> None:
    signed, other = await world.signed_in(), await world.log_in(device=PHONE)
    assert await change(world, signed, old, new) == code
    assert await world.is_signed_in(other)
    await world.log_in()


async def test_who_found_an_open_page_has_few_guesses(world: SigningWorld) -> None:
    signed = await world.signed_in()
    assert [await change(world, signed, OTHER) for _ in range(12)][-2:] == ["log_in_later"] * 2


async def test_of_two_changes_at_once_one_holds(world: SigningWorld) -> None:
    signed = await world.signed_in()
    codes = await asyncio.gather(change(world, signed, new=OTHER), change(world, signed, new=THIRD))
    assert sorted(codes) == ["", "password_wrong"]
    await world.log_in(password=OTHER if codes[0] == "" else THIRD)


async def test_who_has_no_account_has_no_password(world: SigningWorld) -> None:
    signed = await world.signed_in()
    await world.container.remove_an_account()(signed.account.person)
    with pytest.raises(NotFound):
        await world.container.change_password()(signed.account.person, signed.session.id, PASSWORD, OTHER)


async def test_a_letter_sets_a_password_and_ends_everything(world: SigningWorld) -> None:
    signed, other = await world.signed_in(), await world.log_in(device=PHONE)
    token, bearer = await world.container.create_token()(signed.account.person, "script", [Scope.READ])
    await world.container.reset_password()(await world.asked_reset(), OTHER)
    assert not await world.is_signed_in(signed)
    assert not await world.is_signed_in(other)
    assert await world.container.know_token()(bearer) is None
    await world.log_in(password=OTHER)
    ended = {event.payload["session"] for event in await world.events(signed.account.person)}
    assert ended == {signed.session.id, other.session.id, token.id}


async def test_a_letter_sets_a_password_once(world: SigningWorld) -> None:
    await world.person()
    secret, reset = await world.asked_reset(), world.container.reset_password()
    done = await asyncio.gather(*(reset(secret, f"{OTHER} {n}") for n in range(4)), return_exceptions=True)
    [right] = [n for n, one in enumerate(done) if not isinstance(one, BaseException)]
    assert {type(one) for n, one in enumerate(done) if n != right} == {Rejected}
    await world.log_in(password=f"{OTHER} {right}")


async def test_a_letter_still_holds_after_a_password_that_was_refused(world: SigningWorld) -> None:
    await world.person()
    secret, reset = await world.asked_reset(), world.container.reset_password()
    for weak in ("short", "anna@example.org"):
        with pytest.raises(Rejected) as refused:
            await reset(secret, weak)
        assert refused.value.code == "password_weak"
    await reset(secret, OTHER)


async def test_a_letter_holds_half_an_hour(world: SigningWorld) -> None:
    await world.person()
    secret = await world.asked_reset()
    world.clock.move(30 * MINUTE)
    with pytest.raises(Rejected) as refused:
        await world.container.reset_password()(secret, OTHER)
    assert refused.value.code == "mailed_link_wrong"
    await world.log_in()


async def test_a_letter_confirms_the_address_too(world: SigningWorld) -> None:
    await world.register()
    await world.container.reset_password()(await world.asked_reset(), OTHER)
    await world.log_in(password=OTHER)


async def test_an_unknown_address_gets_no_letter(world: SigningWorld) -> None:
    await world.person()
    before = len(world.letters.sent)
    await world.container.ask_for_reset()(BEN)
    assert len(world.letters.sent) == before
    await world.container.ask_for_reset()(f" {ANNA.upper()}")
    assert [letter.to for letter in world.letters.sent[before:]] == [ANNA]


async def test_who_was_removed_is_not_let_in_by_a_letter(world: SigningWorld) -> None:
    account = await world.person()
    secret = await world.asked_reset()
    await world.container.remove_an_account()(account.person)
    with pytest.raises(Rejected):
        await world.container.reset_password()(secret, OTHER)
