"""What nobody can sign in with any more is not kept."""

from signing_world import BEN, DAY, MINUTE, OTHER, PHONE, SigningWorld

from copilot_core.entities.payload import Payload
from copilot_core.errors import NotFound, Rejected


async def forgotten(world: SigningWorld) -> Payload:
    gone: Payload = await world.container.forget_leftovers()()
    return {name: count for name, count in gone.items() if count}


async def test_sessions_that_ended_are_forgotten_with_their_rights(world: SigningWorld) -> None:
    signed = await world.signed_in()
    world.clock.move(10 * DAY)
    await world.log_in(device=PHONE)
    assert await forgotten(world) == {}
    world.clock.move(20 * DAY + MINUTE)
    assert await forgotten(world) == {"sessions": 1}
    assert await world.container.know_right()(signed.refresh) is None
    assert len(await world.container.list_sessions()(signed.account.person)) == 1


async def test_of_a_session_that_goes_on_for_ever_old_rights_are_forgotten(world: SigningWorld) -> None:
    signed = await world.signed_in()
    for _ in range(4):
        world.clock.move(15 * DAY)
        last, signed = signed, await world.refresh(signed.refresh)
    assert await forgotten(world) == {"rights": 1}
    assert await world.container.know_right()(last.refresh)
    world.clock.move(DAY)
    assert await world.refresh(signed.refresh)


async def test_letters_that_nobody_opened_are_forgotten(world: SigningWorld) -> None:
    await world.person()
    await world.asked_reset()
    await world.container.ask_for_reset()("nobody@example.org")
    assert await forgotten(world) == {}
    world.clock.move(31 * MINUTE)
    assert await forgotten(world) == {"links": 2}


async def test_who_never_confirmed_may_begin_again(world: SigningWorld) -> None:
    account = await world.person()
    await world.register(BEN)
    world.clock.move(20 * DAY)
    again = await world.register(BEN, OTHER)
    world.clock.move(DAY)
    assert await forgotten(world) == {}
    await world.container.reset_password()(again.secret, OTHER)
    assert (await world.log_in(BEN, OTHER)).account.verified_at
    await world.register("carl@example.org")
    world.clock.move(31 * DAY)
    assert (await forgotten(world))["accounts"] == 1
    assert await world.container.show_account()(account.person) == account


async def test_a_removed_persons_things_are_gone_and_their_sessions_closed(world: SigningWorld) -> None:
    signed = await world.signed_in()
    person = signed.account.person
    await world.container.set_profile()({"want": ("nurse",)}, person=person)
    await world.container.remove_an_account()(person)
    assert not await world.is_signed_in(signed)
    assert (await world.container.show_profile()(person=person)).wishes.want == ()
    for deed in (world.container.show_account()(person), world.refresh(signed.refresh), world.log_in()):
        try:
            await deed
        except (NotFound, Rejected):
            continue
        raise AssertionError(deed)
