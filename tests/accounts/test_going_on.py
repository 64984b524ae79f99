"""Sessions go on, and end."""

import asyncio
from datetime import timedelta

import pytest
from signing_world import BEN, DAY, LAPTOP, MINUTE, PHONE, SigningWorld

from copilot_core.entities.account import Device, SignedIn
from copilot_core.entities.identities import SessionId
from copilot_core.errors import NotFound, Rejected

SECOND = timedelta(seconds=1)


async def refused(world: SigningWorld, secret: str) -> str:
    with pytest.raises(Rejected) as error:
        await world.refresh(secret)
    return error.value.code


async def test_each_right_gives_another_of_the_same_session(world: SigningWorld) -> None:
    signed = await world.signed_in()
    for _ in range(3):
        world.clock.move(10 * DAY)
        following = await world.refresh(signed.refresh, PHONE)
        assert following.session.id == signed.session.id
        assert following.refresh != signed.refresh
        assert following.refresh_ends_at == world.clock.now() + 30 * DAY
        assert await world.is_signed_in(following)
        signed = following
    [session] = await world.container.list_sessions()(signed.account.person)
    assert (session.seen_at, session.agent, session.address) == (world.clock.now(), PHONE.agent, PHONE.address)


async def test_a_right_that_comes_again_later_ends_the_session_for_both(world: SigningWorld) -> None:
    signed = await world.signed_in()
    following = await world.refresh(signed.refresh)
    world.clock.move(21 * SECOND)
    assert await refused(world, signed.refresh) == "refresh_reused"
    assert await refused(world, following.refresh) == "session_ended"
    assert await refused(world, signed.refresh) == "session_ended"
    assert not await world.is_signed_in(following)
    [told] = await world.events(signed.account.person)
    assert told.payload == {"session": signed.session.id, "state": "ended", "why": "reused"}


async def test_a_session_that_ends_for_reuse_takes_no_other_with_it(world: SigningWorld) -> None:
    signed = await world.signed_in()
    other = await world.log_in(device=PHONE)
    await world.refresh(signed.refresh)
    world.clock.move(MINUTE)
    await refused(world, signed.refresh)
    assert await world.is_signed_in(other)
    assert await world.refresh(other.refresh)


async def test_two_tabs_that_ask_at_once_both_go_on(world: SigningWorld) -> None:
    signed = await world.signed_in()
    both = await asyncio.gather(*(world.refresh(signed.refresh) for _ in range(6)))
    assert {one.session.id for one in both} == {signed.session.id}
    assert len({one.refresh for one in both}) == 6
    world.clock.move(MINUTE)
    for one in both:
        await world.refresh(one.refresh)
    assert not await world.events(signed.account.person)


async def test_an_answer_that_was_lost_is_asked_for_again(world: SigningWorld) -> None:
    signed = await world.signed_in()
    await world.refresh(signed.refresh)
    world.clock.move(20 * SECOND)
    again = await world.refresh(signed.refresh)
    world.clock.move(DAY)
    assert await world.refresh(again.refresh)


async def test_who_stays_away_for_long_signs_in_anew(world: SigningWorld) -> None:
    signed = await world.signed_in()
    world.clock.move(30 * DAY)
    assert await refused(world, signed.refresh) == "session_ended"
    assert not await world.container.list_sessions()(signed.account.person)


@pytest.mark.parametrize("secret", ["", "x", "\ud800", "x" * 100_000, "' OR 1=1 --"])
async def test_a_right_that_nobody_gave_is_none(world: SigningWorld, secret: str) -> None:
    await world.signed_in()
    assert await refused(world, secret) == "session_ended"


async def test_an_access_token_holds_for_a_quarter_of_an_hour(world: SigningWorld) -> None:
    signed = await world.signed_in()
    known = await world.container.know_session()(signed.access)
    assert known is not None
    claims, session = known
    assert (claims.person, claims.session, claims.role) == (session.person, session.id, signed.account.role)
    assert session == signed.session
    world.clock.move(15 * MINUTE)
    assert await world.container.know_session()(signed.access) is None


async def test_an_access_token_outlives_no_session(world: SigningWorld) -> None:
    signed = await world.signed_in()
    world.clock.move(30 * DAY - 5 * MINUTE)
    following = await world.refresh(signed.refresh)
    assert following.access_ends_at <= following.refresh_ends_at


@pytest.mark.parametrize("deed", ["log_out", "end_session"])
async def test_a_session_that_was_ended_opens_nothing_at_once(world: SigningWorld, deed: str) -> None:
    signed, other = await world.signed_in(), await world.log_in(device=PHONE)
    await getattr(world.container, deed)()(signed.account.person, signed.session.id)
    assert not await world.is_signed_in(signed)
    assert await refused(world, signed.refresh) == "session_ended"
    assert await world.is_signed_in(other)
    assert [event.payload["session"] for event in await world.events(signed.account.person)] == [signed.session.id]


async def test_who_signs_out_twice_is_out(world: SigningWorld) -> None:
    signed = await world.signed_in()
    for _ in range(2):
        await world.container.log_out()(signed.account.person, signed.session.id)
    assert len(await world.events(signed.account.person)) == 1


async def test_nobody_ends_anothers_session(world: SigningWorld) -> None:
    anna, ben = await world.signed_in(), await world.signed_in(BEN)
    for session in (anna.session.id, SessionId("unheard of")):
        with pytest.raises(NotFound) as error:
            await world.container.end_session()(ben.account.person, session)
        assert error.value.code == "session_unknown"
    await world.container.log_out()(ben.account.person, anna.session.id)
    assert await world.container.end_other_sessions()(ben.account.person, ben.session.id) == 0
    assert await world.is_signed_in(anna)
    assert not await world.events(ben.account.person)


async def test_all_others_end_and_this_one_stays(world: SigningWorld) -> None:
    first = await world.signed_in()
    signed: list[SignedIn] = [first, *[await world.log_in(device=PHONE) for _ in range(3)]]
    assert await world.container.end_other_sessions()(first.account.person, first.session.id) == 3
    assert [await world.is_signed_in(one) for one in signed] == [True, False, False, False]
    ended = {event.payload["session"] for event in await world.events(first.account.person)}
    assert ended == {one.session.id for one in signed[1:]}


async def test_a_session_that_ends_while_it_is_renewed_is_ended(world: SigningWorld) -> None:
    await world.person()
    for _ in range(10):
        signed = await world.log_in()
        end = world.container.end_session()(signed.account.person, signed.session.id)
        renewing = [world.refresh(signed.refresh) for _ in range(3)]
        renewed = await asyncio.gather(*renewing, end, return_exceptions=True)
        assert renewed[-1] is None
        for one in renewed[:-1]:
            if isinstance(one, SignedIn):
                assert not await world.is_signed_in(one)
            else:
                assert isinstance(one, Rejected)
    assert not await world.container.list_sessions()(signed.account.person)


async def test_a_device_says_only_so_much_of_itself(world: SigningWorld) -> None:
    await world.person()
    signed = await world.log_in(device=Device("\0\r\n\ud800\x1b" + "x" * 5000, LAPTOP.address))
    assert signed.session.agent == "x" * 195
