"""Whoever looks after the installation lets people in by a link that they hand on."""

import asyncio

import pytest
from signing_world import ADMIN, ANNA, DAY, OTHER, PASSWORD, SigningWorld

from copilot_core.entities.account import Role
from copilot_core.errors import Rejected


async def test_who_is_invited_sets_a_password_and_signs_in(world: SigningWorld) -> None:
    await world.admin()
    link = await world.container.invite_person()(" Anna@Example.ORG ")
    assert link.to == ANNA
    with pytest.raises(Rejected, match="wrong"):
        await world.log_in()
    with pytest.raises(Rejected, match="wrong"):
        await world.log_in(password="")
    person = await world.container.reset_password()(link.secret, PASSWORD)
    account = (await world.log_in()).account
    assert account.person == person
    assert (account.email, account.role) == (ANNA, Role.USER)
    assert not world.letters.sent


async def test_an_invitation_holds_two_days_and_once_and_the_last_one_alone(world: SigningWorld) -> None:
    await world.admin()
    invite, reset = world.container.invite_person(), world.container.reset_password()
    older, newer = await invite(ANNA), await invite(ANNA)
    with pytest.raises(Rejected, match="used or too old"):
        await reset(older.secret, PASSWORD)
    await reset(newer.secret, PASSWORD)
    with pytest.raises(Rejected, match="used or too old"):
        await reset(newer.secret, OTHER)
    late = await invite("ben@example.org")
    world.clock.move(2 * DAY)
    with pytest.raises(Rejected, match="used or too old"):
        await reset(late.secret, PASSWORD)


async def test_who_has_an_account_stays_who_they_are_and_gets_another_password(world: SigningWorld) -> None:
    admin = await world.admin()
    signed = await world.log_in(ADMIN)
    link = await world.container.invite_person()(ADMIN)
    assert await world.is_signed_in(signed)
    await world.container.reset_password()(link.secret, OTHER)
    assert not await world.is_signed_in(signed)
    again = (await world.log_in(ADMIN, OTHER)).account
    assert (again.person, again.role) == (admin.person, Role.ADMIN)


async def test_the_first_account_is_no_invited_one(world: SigningWorld) -> None:
    with pytest.raises(Rejected) as refused:
        await world.container.invite_person()(ANNA)
    assert refused.value.code == "first_account_local"


async def test_invited_and_registering_at_once_it_is_one_account(world: SigningWorld) -> None:
    await world.admin()
    await asyncio.gather(world.container.invite_person()(ANNA), world.container.register_account()(ANNA, PASSWORD))
    accounts = await world.container.list_accounts()()
    assert sorted(one.email for one in accounts) == [ADMIN, ANNA]
