"""Passwords are hashed slowly, in turn, and those that leaked are known."""

import asyncio
import subprocess
import sys
from time import process_time

import argon2
import pytest

from copilot_adapters.known_passwords.zxcvbn import Zxcvbn
from copilot_adapters.password_hashers.argon2 import Argon2
from copilot_core.errors import Unavailable
from copilot_core.ports.password_hasher import KnownPasswords, PasswordHasher
from copilot_core.testing.password_hasher_contract import KnownPasswordsContract, PasswordHasherContract

QUICK = Argon2(kib=64, passes=1, at_once=2)


class TestArgon2(PasswordHasherContract):
    @pytest.fixture
    def hasher(self) -> PasswordHasher:
        return Argon2(kib=64, passes=1)


class TestZxcvbn(KnownPasswordsContract):
    @pytest.fixture
    def known(self) -> KnownPasswords:
        return Zxcvbn()


async def test_the_defaults_are_those_of_owasp() -> None:
    assert (await Argon2().hash("x")).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


async def test_a_hash_of_other_parameters_holds_and_is_outdated() -> None:
    earlier = await Argon2(kib=32, passes=1).hash("correct horse")
    assert await QUICK.verify("correct horse", earlier)
    assert QUICK.outdated(earlier)


async def test_a_hash_of_a_lesser_kind_is_outdated() -> None:
    lesser = argon2.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1, type=argon2.Type.I).hash("x")
    assert QUICK.outdated(lesser)


@pytest.mark.slow
async def test_nobody_costs_as_much_as_somebody() -> None:
    hasher = Argon2(kib=19_456, passes=2)
    hashed = await hasher.hash("correct horse")
    times: dict[str, list[float]] = {known: [] for known in (hashed, "", "no hash")}
    for known in list(times) * 12:
        begun = process_time()
        await hasher.verify("wrong horse", known)
        times[known].append(process_time() - begun)
    somebody, *nobody = (min(taken) for taken in times.values())
    assert all(0.6 < one / somebody < 1.6 for one in nobody), times


@pytest.mark.slow
async def test_the_loop_goes_on_meanwhile() -> None:
    working, turns = asyncio.create_task(Argon2(kib=60_000, passes=3).hash("x")), 0
    while not working.done():
        await asyncio.sleep(0.005)
        turns += 1
    assert turns > 5


@pytest.mark.slow
async def test_who_waits_too_long_is_sent_away_and_told_when_to_come_again() -> None:
    hasher = Argon2(kib=60_000, passes=3, at_once=1, patience=0.05)
    first = asyncio.create_task(hasher.hash("x"))
    await asyncio.sleep(0.01)
    with pytest.raises(Unavailable) as sent_away:
        await hasher.verify("y", "")
    assert (sent_away.value.code, sent_away.value.retry_after) == ("hashing_busy", 0.05)
    assert await first


@pytest.mark.slow
async def test_who_goes_away_leaves_the_place_to_nobody_until_the_thread_is_done() -> None:
    hasher = Argon2(kib=60_000, passes=3, at_once=1, patience=0.05)
    impatient = asyncio.create_task(hasher.hash("x"))
    await asyncio.sleep(0.02)
    impatient.cancel()
    with pytest.raises(Unavailable):
        await hasher.hash("y")
    async with hasher._free:
        pass
    assert await hasher.hash("z")


@pytest.mark.parametrize(
    "password",
    [
        "Password123!", "!!p4ssw0rd", "drowssap", "dragondragon", "Dr@g0n2024", "abcdefghijklmn", "98765432109876",
        "aaaaaaaaaaaa", "ＰＡＳＳＷＯＲＤ", "Sunshine!2026", "monkeymonkeymonkey",
    ],
)  # fmt: skip
def test_what_people_make_of_known_passwords_is_known(password: str) -> None:
    assert Zxcvbn().includes(password)


@pytest.mark.parametrize("password", ["7$4&9#!2goat5*&3@1!9", "sunshine over Gdańsk", "", "x"])
def test_a_known_word_in_a_good_password_does_no_harm(password: str) -> None:
    assert not Zxcvbn().includes(password)


def test_the_list_is_loaded_when_a_password_is_chosen() -> None:
    script = "import sys, copilot_adapters.known_passwords.zxcvbn as one; one.Zxcvbn(); print('zxcvbn' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
