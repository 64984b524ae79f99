"""What every `PasswordHasher` and `KnownPasswords` must do: inherit, say what is tested, and run."""

import asyncio

import pytest

from copilot_core.ports.password_hasher import KnownPasswords, PasswordHasher


class PasswordHasherContract:
    """The promises of `copilot_core.ports.password_hasher.PasswordHasher`; pytest's asyncio mode must be `auto`.

    A subclass gives a fixture `hasher`.
    """

    @pytest.fixture
    def hasher(self) -> PasswordHasher:
        """Return the hasher to test."""
        raise NotImplementedError

    @pytest.mark.parametrize("password", ["correct horse", "", " ", "Straße 人 🦊", "a\x00b", "\ud800", "x" * 10_000])
    async def test_a_password_is_known_by_its_hash(self, hasher: PasswordHasher, password: str) -> None:
        hashed = await hasher.hash(password)
        assert await hasher.verify(password, hashed)
        assert not await hasher.verify(password + " ", hashed)
        assert not hasher.outdated(hashed)

    async def test_a_hash_is_salted_in_phc_form_and_hides_the_password(self, hasher: PasswordHasher) -> None:
        hashes = [await hasher.hash("correct horse") for _ in range(2)]
        assert hashes[0] != hashes[1]
        assert all(one.startswith("$") and "correct" not in one and one.isascii() for one in hashes)

    @pytest.mark.parametrize("hashed", ["", "rubbish", "$argon2id$", "$2b$12$abc", "\ud800"])
    async def test_what_is_no_hash_belongs_to_no_password(self, hasher: PasswordHasher, hashed: str) -> None:
        for password in ("", "rubbish", "correct horse"):
            assert not await hasher.verify(password, hashed)
        assert hasher.outdated(hashed)

    async def test_many_at_once_do_not_disturb_each_other(self, hasher: PasswordHasher) -> None:
        hashes = await asyncio.gather(*(hasher.hash(str(number)) for number in range(8)))
        right = await asyncio.gather(*(hasher.verify(str(number), one) for number, one in enumerate(hashes)))
        wrong = await asyncio.gather(*(hasher.verify(str(number + 1), one) for number, one in enumerate(hashes)))
        assert (right, wrong) == ([True] * 8, [False] * 8)


class KnownPasswordsContract:
    """The promises of `copilot_core.ports.password_hasher.KnownPasswords`; a subclass gives a fixture `known`."""

    @pytest.fixture
    def known(self) -> KnownPasswords:
        """Return the list to test."""
        raise NotImplementedError

    @pytest.mark.parametrize("password", ["password", "PASSWORD", "1234567890", "Qwertyuiop", "iLoveYou"])
    def test_what_attackers_try_first_is_known(self, known: KnownPasswords, password: str) -> None:
        assert known.includes(password)

    @pytest.mark.parametrize(
        "password", ["correct horse battery staple", "xK9#vLq2mZ", "Zug nach Łódź 17:42", "人山人海 7 Füchse"]
    )
    def test_what_nobody_tries_first_is_not(self, known: KnownPasswords, password: str) -> None:
        assert not known.includes(password)
