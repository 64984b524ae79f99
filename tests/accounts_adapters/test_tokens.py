"""Tokens hold for what was signed, by keys that turn, and for nothing else."""

import asyncio
from datetime import timedelta

import pytest
from attrs import evolve

from copilot_adapters.storage import SqlStorage
from copilot_adapters.token_signers import key_ring
from copilot_adapters.token_signers.joserfc import Joserfc
from copilot_adapters.token_signers.key_ring import RIPE, SLACK, TURN, KeyRing
from copilot_adapters.token_signers.seal import Seal
from copilot_core.ports.token_signer import TokenSigner
from copilot_core.testing import NOON, StillClock
from copilot_core.testing.token_signer_contract import QUARTER, TokenSignerContract, make_claims

SECRET = b"s" * 32
OTHER = b"o" * 32


def made_signer(storage: SqlStorage, clock: StillClock | None = None, secret: bytes = SECRET) -> Joserfc:
    held = clock or StillClock()
    return Joserfc(KeyRing(storage, held, Seal(lambda: secret), QUARTER), held)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody keep keys in memory."""
    monkeypatch.setattr(key_ring, "KEPT", 0.0)


class TestJoserfc(TokenSignerContract):
    @pytest.fixture
    def signer(self, storage: SqlStorage) -> TokenSigner:
        return made_signer(storage)


async def kids(storage: SqlStorage) -> list[str]:
    async with storage.reading(latest=True) as books:
        return [key.kid for key in await books.signing_keys.all()]


async def test_what_one_process_signs_another_one_reads(storage: SqlStorage) -> None:
    signers = [made_signer(storage) for _ in range(4)]
    tokens = await asyncio.gather(*(one.sign(make_claims()) for one in signers))
    for one in signers:
        assert [await one.read(token, NOON) for token in tokens] == [make_claims()] * 4
    assert len(await kids(storage)) == 1


@pytest.mark.usefixtures("hasty")
async def test_keys_turn_and_what_the_old_one_signed_holds(storage: SqlStorage) -> None:
    clock = StillClock()
    signer = made_signer(storage, clock)
    await signer.sign(make_claims())
    clock.move(TURN)
    last_of_old = await signer.sign(make_claims(ends_at=clock.now() + QUARTER))
    assert len(await kids(storage)) == 2
    clock.move(RIPE)
    first_of_new = await signer.sign(make_claims(ends_at=clock.now() + QUARTER))
    assert last_of_old.partition(".")[0] != first_of_new.partition(".")[0]
    for token in (last_of_old, first_of_new):
        assert await signer.read(token, clock.now()) is not None


@pytest.mark.usefixtures("hasty")
async def test_a_new_key_signs_when_every_process_knows_it(storage: SqlStorage) -> None:
    clock = StillClock()
    signer = made_signer(storage, clock)
    old = (await signer.sign(make_claims())).partition(".")[0]
    clock.move(TURN)
    assert (await signer.sign(make_claims())).partition(".")[0] == old
    clock.move(RIPE - timedelta(seconds=1))
    assert (await signer.sign(make_claims())).partition(".")[0] == old
    clock.move(timedelta(seconds=1))
    assert (await signer.sign(make_claims())).partition(".")[0] != old


@pytest.mark.usefixtures("hasty")
async def test_a_key_is_gone_when_nothing_it_signed_holds(storage: SqlStorage) -> None:
    clock = StillClock()
    signer = made_signer(storage, clock)
    token = await signer.sign(make_claims(ends_at=NOON + timedelta(days=900)))
    (first,) = await kids(storage)
    clock.move(TURN)
    await signer.sign(make_claims())
    assert first in await kids(storage)
    clock.move(TURN + RIPE + QUARTER + SLACK)
    await signer.sign(make_claims())
    assert first not in await kids(storage)
    assert await signer.read(token, clock.now()) is None


@pytest.mark.usefixtures("hasty")
async def test_after_a_long_sleep_a_fresh_key_signs(storage: SqlStorage) -> None:
    clock = StillClock()
    signer = made_signer(storage, clock)
    await signer.sign(make_claims())
    clock.move(10 * TURN)
    claims = make_claims(ends_at=clock.now() + QUARTER)
    assert await signer.read(await signer.sign(claims), clock.now()) == claims
    assert len(await kids(storage)) == 1


async def test_a_retired_key_verifies_nothing_even_if_it_is_still_in_memory(storage: SqlStorage) -> None:
    clock = StillClock()
    signer = made_signer(storage, clock)
    token = await signer.sign(make_claims(ends_at=NOON + timedelta(days=900)))
    assert await signer.read(token, NOON + TURN) is not None
    assert await signer.read(token, NOON + TURN + RIPE + QUARTER + SLACK) is None


@pytest.mark.usefixtures("hasty")
async def test_a_key_that_was_taken_away_is_believed_no_longer(storage: SqlStorage) -> None:
    signer = made_signer(storage)
    token = await signer.sign(make_claims())
    assert await signer.read(token, NOON) is not None
    async with storage.transaction() as books:
        await books.signing_keys.forget(NOON + timedelta(days=900))
    assert await signer.read(token, NOON) is None


async def test_unknown_names_are_not_looked_up_all_the_time(
    storage: SqlStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    signer, other = made_signer(storage), made_signer(storage, secret=OTHER)
    token = await other.sign(make_claims())
    await signer.sign(make_claims())
    read_at = signer.keys._read_at
    for _ in range(50):
        assert await signer.read(token, NOON) is None
    assert signer.keys._read_at == read_at
    monkeypatch.setattr(key_ring, "PAUSE", 0.0)
    assert await signer.read(token, NOON) is None
    assert signer.keys._read_at > read_at


async def test_the_database_alone_opens_no_key(storage: SqlStorage, caplog: pytest.LogCaptureFixture) -> None:
    await made_signer(storage).sign(make_claims())
    async with storage.reading() as books:
        (sealed,) = await books.signing_keys.all()
    assert b'"d"' not in sealed.document
    assert Seal(lambda: OTHER).opened(sealed) is None
    assert Seal(lambda: SECRET).opened(sealed) is not None


async def test_with_another_secret_a_new_key_is_made_and_it_is_told(
    storage: SqlStorage, caplog: pytest.LogCaptureFixture
) -> None:
    before = await made_signer(storage).sign(make_claims())
    signer = made_signer(storage, secret=OTHER)
    assert await signer.read(await signer.sign(make_claims()), NOON) == make_claims()
    assert await signer.read(before, NOON) is None
    assert len(await kids(storage)) == 2
    assert "another COPILOT_SECRET_KEY" in caplog.text


async def test_a_key_under_another_name_is_none(storage: SqlStorage) -> None:
    seal = Seal(lambda: SECRET)
    one, other = (seal.made(NOON, NOON + TURN) for _ in range(2))
    assert seal.opened(evolve(one, kid=other.kid)) is None
    assert seal.opened(evolve(one, document=one.document[:-4] + b"AAAA")) is None
    assert seal.opened(evolve(one, document=b"rubbish")) is None


def test_no_key_is_told() -> None:
    seal = Seal(lambda: SECRET)
    sealed = seal.made(NOON, NOON + TURN)
    opened = seal.opened(sealed)
    assert opened is not None
    assert sealed.document.decode() not in repr(sealed)
    assert str(opened.key.as_dict(private=True)["d"]) not in f"{opened!r} {seal!r} {opened.key!r}"
