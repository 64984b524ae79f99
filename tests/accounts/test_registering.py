"""How accounts come to be."""

import asyncio

import pytest
from signing_world import ADMIN, ANNA, BEN, DAY, MINUTE, OTHER, PASSWORD, SigningWorld

from copilot_core.entities.account import Purpose, Role
from copilot_core.entities.identities import LOCAL_PERSON
from copilot_core.errors import Rejected


async def test_a_registered_address_is_signed_in_to_after_its_letter(world: SigningWorld) -> None:
    letter = await world.register(" Anna@Example.ORG", name=" Anna\u202e  Berg ")
    assert (letter.to, letter.purpose) == (ANNA, Purpose.VERIFY)
    with pytest.raises(Rejected, match="wrong"):
        await world.log_in()
    account = await world.container.verify_email()(letter.secret)
    assert (account.email, account.name, account.role) == (ANNA, "Anna Berg", Role.USER)
    assert (await world.log_in()).account == account


async def test_the_first_account_adopts_the_local_persons_things(world: SigningWorld) -> None:
    profile = await world.container.set_profile()({"want": ("nurse",)})
    assert not await world.container.any_account()()
    await world.container.register_account()(ANNA, PASSWORD, "Anna", adopt=True)
    signed = await world.log_in()
    assert (signed.account.person, signed.account.role) == (LOCAL_PERSON, Role.ADMIN)
    assert await world.container.show_profile()(person=signed.account.person) == profile
    assert not world.letters.sent
    assert [event.payload["session"] for event in await world.events(LOCAL_PERSON)] == ["local"]


async def test_two_first_registrations_at_once_make_one_admin(world: SigningWorld) -> None:
    register = world.container.register_account()
    await asyncio.gather(*(register(email, PASSWORD, adopt=True) for email in (ANNA, BEN)))
    accounts = await world.container.list_accounts()()
    assert sorted(one.role for one in accounts) == [Role.ADMIN, Role.USER]
    assert [one.person for one in accounts if one.role is Role.ADMIN] == [LOCAL_PERSON]
    assert [letter.purpose for letter in world.letters.sent] == [Purpose.VERIFY]


async def test_a_stranger_does_not_make_the_first_account(world: SigningWorld) -> None:
    with pytest.raises(Rejected) as refused:
        await world.container.register_account()(ANNA, PASSWORD)
    assert refused.value.code == "first_account_local"
    assert not await world.container.any_account()()


async def test_a_second_account_adopts_nothing(world: SigningWorld) -> None:
    await world.admin()
    await world.container.register_account()(ANNA, PASSWORD, adopt=True)
    account = await world.container.verify_email()(world.letters.sent[-1].secret)
    assert account.person != LOCAL_PERSON
    assert account.role is Role.USER


async def test_a_known_address_hears_of_it_by_letter_alone(world: SigningWorld) -> None:
    account = await world.person()
    letter = await world.register(ANNA, OTHER, "Somebody else")
    assert (letter.to, letter.purpose) == (ANNA, Purpose.RESET)
    assert await world.container.show_account()(account.person) == account
    with pytest.raises(Rejected, match="wrong"):
        await world.log_in(password=OTHER)


async def test_who_registers_again_before_confirming_chooses_a_password_by_letter(world: SigningWorld) -> None:
    first = await world.register(ANNA, OTHER)
    second = await world.register(ANNA, PASSWORD)
    with pytest.raises(Rejected) as refused:
        await world.container.verify_email()(first.secret)
    assert refused.value.code == "mailed_link_wrong"
    await world.container.reset_password()(second.secret, PASSWORD)
    await world.log_in(password=PASSWORD)


async def test_many_who_register_one_address_at_once_make_one_account(world: SigningWorld) -> None:
    await world.admin()
    register = world.container.register_account()
    await asyncio.gather(*(register(ANNA, PASSWORD) for _ in range(4)))
    assert [one.email for one in await world.container.list_accounts()()].count(ANNA) == 1


async def test_one_mailbox_is_not_filled_by_others(world: SigningWorld) -> None:
    for _ in range(8):
        await world.register()
    assert len(world.letters.sent) == 5


async def test_nobody_registers_where_it_is_closed(world: SigningWorld) -> None:
    await world.admin()
    world.container.registration_open.override(False)
    for adopt in (False, True):
        with pytest.raises(Rejected) as refused:
            await world.container.register_account()(ANNA, PASSWORD, adopt=adopt)
        assert refused.value.code == "registration_closed"
    assert [one.email for one in await world.container.list_accounts()()] == [ADMIN]


async def test_the_first_account_is_made_where_registration_is_closed(world: SigningWorld) -> None:
    world.container.registration_open.override(False)
    await world.container.register_account()(ANNA, PASSWORD, adopt=True)
    assert (await world.log_in()).account.role is Role.ADMIN


async def test_an_admin_is_made_of_an_account_that_is_there(world: SigningWorld) -> None:
    signed = await world.signed_in()
    raised = await world.container.create_admin()(ANNA, OTHER)
    assert (raised.person, raised.role) == (signed.account.person, Role.ADMIN)
    assert not await world.is_signed_in(signed)
    assert (await world.log_in(password=OTHER)).account.role is Role.ADMIN


async def test_a_link_holds_two_days_and_once(world: SigningWorld) -> None:
    letter = await world.register()
    verify = world.container.verify_email()
    taken = await asyncio.gather(*(verify(letter.secret) for _ in range(5)), return_exceptions=True)
    assert sum(not isinstance(one, Exception) for one in taken) == 1
    late = await world.register(BEN)
    world.clock.move(2 * DAY)
    with pytest.raises(Rejected) as refused:
        await verify(late.secret)
    assert refused.value.code == "mailed_link_wrong"
    world.clock.move(-MINUTE)
    assert (await verify(late.secret)).email == BEN


async def test_a_link_is_for_one_purpose(world: SigningWorld) -> None:
    letter = await world.register()
    with pytest.raises(Rejected):
        await world.container.reset_password()(letter.secret, OTHER)
    await world.container.verify_email()(letter.secret)
