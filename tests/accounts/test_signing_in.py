"""Signing in, and those who guess."""

import asyncio

import pytest
from attrs import evolve, field, frozen
from dependency_injector.providers import Object
from signing_world import ADMIN, ANNA, BEN, LAPTOP, OTHER, PASSWORD, PHONE, SigningWorld

from copilot_adapters.password_hashers.argon2 import Argon2
from copilot_core.entities.account import Device
from copilot_core.errors import CopilotError, Rejected
from copilot_core.ports.password_hasher import PasswordHasher


async def code_of(world: SigningWorld, email: str = ANNA, password: str = OTHER, device: Device = LAPTOP) -> str:
    """Try to log in; return what was said."""
    try:
        await world.log_in(email, password, device)
    except CopilotError as error:
        return error.code
    return ""


def place(number: int) -> Device:
    return Device("a script", f"203.0.113.{number}")


async def test_who_signs_in_sees_the_session(world: SigningWorld) -> None:
    signed = await world.signed_in()
    assert signed.access_ends_at - world.clock.now() == world.container.account_times().access
    [session] = await world.container.list_sessions()(signed.account.person)
    assert session == signed.session
    assert (session.agent, session.address) == (LAPTOP.agent, LAPTOP.address)
    assert await world.is_signed_in(signed)
    assert len(await world.events(signed.account.person, "begun")) == 1


async def test_secrets_are_not_shown_and_not_kept(world: SigningWorld) -> None:
    signed = await world.signed_in()
    for secret in (signed.access, signed.refresh, signed.account.password, PASSWORD):
        assert secret not in repr(signed)
    async with world.container.storage().reading() as books:
        kept = await books.accounts.account(signed.account.person)
        assert await books.sessions.right(signed.refresh) is None
    assert kept
    assert kept.password.startswith("$argon2id$")


@pytest.mark.parametrize("said", ["ANNA@example.org", " anna@EXAMPLE.org\n"])
async def test_an_address_is_the_same_however_it_is_written(world: SigningWorld, said: str) -> None:
    account = await world.person()
    assert (await world.log_in(said)).account == account


async def test_a_password_is_the_same_however_its_letters_are_composed(world: SigningWorld) -> None:
    await world.person(password="Straßenbähnle mit ﬁ")
    await world.log_in(password="Straßenba\u0308hnle mit fi")


async def test_a_password_is_as_long_as_its_letters_are_composed(world: SigningWorld) -> None:
    decomposed = "u\u0308 o\u0302 " * 50
    await world.person(password=decomposed)
    await world.log_in(password=decomposed)
    with pytest.raises(Rejected):
        await world.log_in(password=decomposed + "u")
    with pytest.raises(Rejected) as refused:
        await world.register(BEN, decomposed + "u")
    assert refused.value.sentence.params["why"] == "long"


async def test_wrong_is_all_that_anybody_hears(world: SigningWorld) -> None:
    await world.person()
    await world.register(BEN)
    tried = [(ANNA, OTHER), (BEN, PASSWORD), (BEN, OTHER), ("nobody@example.org", OTHER), ("nonsense", OTHER)]
    tried += [(ANNA, ""), (ANNA, "x" * 100_000), (ANNA, "\ud800" * 12)]
    said = [str((await failing(world, email, password)).sentence) for email, password in tried]
    assert len(set(said)) == 1


async def failing(world: SigningWorld, email: str, password: str) -> Rejected:
    with pytest.raises(Rejected) as refused:
        await world.log_in(email, password, PHONE if email == ANNA else LAPTOP)
    return refused.value


@frozen
class Listening:
    """Hashes, and tells what it was asked."""

    inner: PasswordHasher
    asked: list[str] = field(factory=list)

    async def hash(self, password: str) -> str:
        self.asked.append("hash")
        return await self.inner.hash(password)

    async def verify(self, password: str, hashed: str) -> bool:
        self.asked.append("verify")
        return await self.inner.verify(password, hashed)

    def outdated(self, hashed: str) -> bool:
        return self.inner.outdated(hashed)


async def test_an_unknown_address_costs_as_much_as_a_known_one(world: SigningWorld) -> None:
    await world.person()
    heard = Listening(world.container.password_hasher())
    world.container.password_hasher.override(Object(heard))
    for email in (ANNA, "nobody@example.org"):
        await code_of(world, email)
    assert heard.asked == ["verify", "verify"]
    for email in (ANNA, "nobody@example.org"):
        await world.container.register_account()(email, OTHER)
        await world.container.ask_for_reset()(email)
    assert heard.asked[2:] == ["hash", "hash"]


async def test_a_hash_of_former_days_is_replaced(world: SigningWorld) -> None:
    signed = await world.signed_in()
    stronger = Argon2(kib=16, passes=1)
    assert stronger.outdated(signed.account.password)
    world.container.password_hasher.override(Object(stronger))
    assert not stronger.outdated((await world.log_in()).account.password)
    await world.log_in()


async def test_who_guesses_waits(world: SigningWorld) -> None:
    await world.person()
    said = [await code_of(world) for _ in range(8)]
    assert said == ["log_in_wrong"] * 5 + ["log_in_later"] * 3
    assert await code_of(world, password=PASSWORD) == "log_in_later"
    assert [await code_of(world, BEN) for _ in range(6)][-1] == "log_in_later"


async def test_of_many_guesses_at_once_few_are_looked_at(world: SigningWorld) -> None:
    await world.person()
    said = await asyncio.gather(*(code_of(world) for _ in range(30)))
    assert said.count("log_in_wrong") == 5


async def test_who_mistypes_and_remembers_may_mistype_again(world: SigningWorld) -> None:
    await world.person()
    for _ in range(4):
        assert [await code_of(world) for _ in range(4)] == ["log_in_wrong"] * 4
        await world.log_in()


async def test_a_victim_is_not_locked_out_by_one_who_guesses(world: SigningWorld) -> None:
    await world.person()
    for _ in range(20):
        await code_of(world, device=place(1))
    await world.log_in(device=PHONE)


async def test_a_victim_is_not_locked_out_by_many_who_guess(world: SigningWorld) -> None:
    await world.person()
    said = [await code_of(world, device=place(number)) for number in range(60) for _ in range(5)]
    assert said[:100] == ["log_in_wrong"] * 100
    assert said[100:].count("log_in_wrong") == 40 * 2
    await world.log_in(device=PHONE)


async def test_a_device_that_is_known_is_not_held_back_for_its_neighbours(world: SigningWorld) -> None:
    signed = await world.signed_in()
    for _ in range(8):
        await code_of(world)
    assert await code_of(world, password=PASSWORD) == "log_in_later"
    await world.log_in(device=evolve(LAPTOP, refresh=signed.refresh))
    await world.refresh(signed.refresh)
    assert await code_of(world, password=PASSWORD, device=evolve(LAPTOP, refresh=signed.refresh)) == "log_in_later"
    stolen = await world.signed_in(BEN)
    assert await code_of(world, password=PASSWORD, device=evolve(LAPTOP, refresh=stolen.refresh)) == "log_in_later"


async def test_neighbours_in_one_network_of_ipv6_are_one(world: SigningWorld) -> None:
    await world.person()
    said = [await code_of(world, device=Device("a script", f"2001:db8::{number}")) for number in range(6)]
    assert said[-1] == "log_in_later"
    assert await code_of(world, password=PASSWORD, device=Device("mine", "2001:db8:1::1")) == ""


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "short"),
        ("ninechars", "short"),
        ("x1" * 101, "long"),
        ("ﬃ" * 70, "long"),
        ("\ud800 a long one", "unreadable"),
        ("password123", "known"),
        ("ben@example.org", "personal"),
        ("BenExample.org1", "personal"),
        ("BirnbaumBirnbaum!", "personal"),
    ],
)
async def test_a_password_that_others_guess_is_refused(world: SigningWorld, password: str, why: str) -> None:
    await world.admin()
    with pytest.raises(Rejected) as refused:
        await world.container.register_account()("ben@example.org", password, "Ben Birnbaum")
    assert refused.value.code == "password_weak"
    assert refused.value.sentence.params["why"] == why
    assert [one.email for one in await world.container.list_accounts()()] == [ADMIN]


@pytest.mark.parametrize(
    "said",
    [
        "",
        "anna",
        "@example.org",
        "anna@",
        "anna@localhost",
        "anna@example..org",
        ".anna@example.org",
        "an na@example.org",
        "anna@example.org\r\nBcc: all@example.org",
        "anna@example.org,ben@example.org",
        '"anna"@example.org',
        "anna@[127.0.0.1]",
        "anna@127.0.0.1",
        "änna@example.org",
        "anna@straße.de",
        "anna@-example.org",
        "a" * 65 + "@example.org",
        "anna@" + "a." * 130 + "org",
        "anna\0@example.org",
        "mıke@example.org",
    ],
)
async def test_what_is_no_address_is_refused(world: SigningWorld, said: str) -> None:
    for deed in (world.container.register_account()(said, PASSWORD, adopt=True), world.container.ask_for_reset()(said)):
        with pytest.raises(Rejected) as refused:
            await deed
        assert refused.value.code == "email_wrong"
    assert not await world.container.any_account()()


async def test_an_address_with_umlauts_is_kept_as_the_name_service_knows_it(world: SigningWorld) -> None:
    account = await world.person("anna@Müller.de")
    assert account.email == "anna@xn--mller-kva.de"
    await world.log_in("anna@xn--mller-kva.de")
