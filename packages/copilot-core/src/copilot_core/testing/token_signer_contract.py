"""What every `TokenSigner` must do: inherit, say what `signer` is, and run."""

from datetime import datetime, timedelta

import pytest

from copilot_core.entities.account import Role
from copilot_core.entities.identities import PersonId, SessionId
from copilot_core.ports.token_signer import Claims, TokenSigner
from copilot_core.testing.makers import NOON

QUARTER = timedelta(minutes=15)


def make_claims(person: str = "ada", role: Role = Role.USER, ends_at: datetime = NOON + QUARTER) -> Claims:
    """Return what a token is to say."""
    return Claims(person=PersonId(person), session=SessionId("one"), role=role, ends_at=ends_at)


class TokenSignerContract:
    """The promises of `copilot_core.ports.token_signer.TokenSigner`; pytest's asyncio mode must be `auto`.

    A subclass gives a fixture `signer`, whose clock tells noon.
    """

    @pytest.fixture
    def signer(self) -> TokenSigner:
        """Return the signer to test."""
        raise NotImplementedError

    @pytest.mark.parametrize("role", Role)
    async def test_a_token_says_what_was_signed(self, signer: TokenSigner, role: Role) -> None:
        claims = make_claims("Zoë / 人 \"'", role)
        token = await signer.sign(claims)
        assert [await signer.read(token, NOON) for _ in range(2)] == [claims, claims]

    async def test_a_token_ends(self, signer: TokenSigner) -> None:
        token = await signer.sign(make_claims())
        assert await signer.read(token, NOON + QUARTER - timedelta(seconds=1)) is not None
        assert await signer.read(token, NOON + QUARTER) is None
        assert await signer.read(token, NOON + timedelta(days=400)) is None

    async def test_an_altered_token_says_nothing(self, signer: TokenSigner) -> None:
        token = await signer.sign(make_claims())
        for place, before in enumerate(token):
            for after in "A.=_":
                altered = token[:place] + after + token[place + 1 :]
                assert before == after or await signer.read(altered, NOON) is None, place

    async def test_parts_of_two_tokens_are_no_token(self, signer: TokenSigner) -> None:
        one, other = [
            (await signer.sign(make_claims(who, role))).split(".")
            for who, role in (("ada", Role.USER), ("bob", Role.ADMIN))
        ]
        assert await signer.read(".".join((one[0], other[1], one[2])), NOON) is None
        assert await signer.read(".".join((one[0], one[1], other[2])), NOON) is None

    @pytest.mark.parametrize(
        "rubbish",
        [
            "",
            ".",
            "..",
            "...",
            "a.b.c",
            "null",
            "{}",
            "Bearer x",
            "ä.ö.ü",
            "\ud800.a.b",
            "\x00",
            "=.=.=",
            "e30.e30.",
            "e30.e30.e30",
        ],
    )
    async def test_rubbish_says_nothing(self, signer: TokenSigner, rubbish: str) -> None:
        assert await signer.read(rubbish, NOON) is None

    async def test_however_much_there_is_it_says_nothing(self, signer: TokenSigner) -> None:
        token = await signer.sign(make_claims())
        for huge in ("a" * 10_000_000, "." * 1_000_000, token + "." + token, token + "A" * 1_000_000, token * 1_000):
            assert await signer.read(huge, NOON) is None
