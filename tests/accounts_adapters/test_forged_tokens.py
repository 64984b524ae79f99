"""Tokens that somebody made up let nobody in (RFC 8725)."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey

from copilot_adapters.storage import SqlStorage
from copilot_adapters.token_signers.joserfc import Joserfc
from copilot_adapters.token_signers.key_ring import KeyRing
from copilot_adapters.token_signers.seal import OwnKey, Seal
from copilot_core.testing import NOON, StillClock
from copilot_core.testing.token_signer_contract import QUARTER, make_claims

RIGHT = {
    "iss": "career-copilot",
    "aud": "career-copilot-api",
    "sub": "ada",
    "sid": "one",
    "role": "user",
    "iat": int(NOON.timestamp()),
    "exp": int((NOON + QUARTER).timestamp()),
}


def part(said: object) -> str:
    raw = said if isinstance(said, bytes) else json.dumps(said, separators=(",", ":")).encode()
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def signed(own: OwnKey, claims: object = RIGHT, **header: object) -> str:
    """Return a token signed with the installation's own key, whatever it says."""
    given = {"typ": "at+jwt", "alg": "Ed25519", "kid": own.kid, **header}
    said = {name: value for name, value in given.items() if value is not None}
    return with_signature(own, f"{part(said)}.{part(claims)}")


def with_signature(own: OwnKey, said: str) -> str:
    signature: bytes = own.key.private_key.sign(said.encode())  # type: ignore[union-attr]  # it is one of Ed25519
    return f"{said}.{part(signature)}"


async def believed(signer: Joserfc, tokens: Mapping[object, str]) -> list[object]:
    """Return what let somebody in."""
    return [what for what, token in tokens.items() if await signer.read(token, NOON) is not None]


@pytest.fixture
def storage_url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'copilot.sqlite'}"


@pytest.fixture
async def signer(storage: SqlStorage) -> Joserfc:
    clock = StillClock()
    return Joserfc(KeyRing(storage, clock, Seal(lambda: b"s" * 32), QUARTER), clock)


@pytest.fixture
async def own(signer: Joserfc) -> OwnKey:
    return await signer.keys.signing()


async def test_what_is_signed_in_our_way_is_read(signer: Joserfc, own: OwnKey) -> None:
    assert await signer.read(signed(own), NOON) == make_claims()
    assert (await signer.sign(make_claims())) == signed(own)


async def test_no_signature_is_no_proof(signer: Joserfc, own: OwnKey) -> None:
    for name in ("none", "None", "NONE", "nOnE", ""):
        said = f"{part({'typ': 'at+jwt', 'alg': name, 'kid': own.kid})}.{part(RIGHT)}"
        for token in (f"{said}.", said, f"{said}.AAAA", with_signature(own, said)):
            assert await signer.read(token, NOON) is None
    right, claims, _ = signed(own).split(".")
    assert await signer.read(f"{right}.{claims}.", NOON) is None
    assert await signer.read(f"{right}.{claims}", NOON) is None


async def test_the_public_key_is_no_shared_secret(signer: Joserfc, own: OwnKey) -> None:
    spellings = (
        own.key.as_pem(private=False),
        own.key.as_der(private=False),
        json.dumps(own.key.as_dict(private=False)).encode(),
        str(own.key.as_dict(private=False)["x"]).encode(),
        own.kid.encode(),
        b"",
    )
    for secret, algorithm in product(spellings, ("HS256", "HS384", "HS512")):
        for named in (algorithm, "Ed25519"):
            said = f"{part({'typ': 'at+jwt', 'alg': named, 'kid': own.kid})}.{part(RIGHT)}"
            forged = hmac.digest(secret, said.encode(), f"sha{algorithm[2:]}")
            assert await signer.read(f"{said}.{part(forged)}", NOON) is None


async def test_there_is_one_algorithm(signer: Joserfc, own: OwnKey) -> None:
    names = ("EdDSA", "Ed448", "RS256", "ES256", "PS256", "ed25519", 1, None, ["Ed25519"])
    assert await believed(signer, {str(one): signed(own, alg=one) for one in names}) == []


async def test_a_key_is_named_as_ours_are(signer: Joserfc, own: OwnKey) -> None:
    names: tuple[object, ...] = (
        None, "", "other", "../../../../dev/null", "/dev/null", "file:///etc/passwd", "https://evil.example/key.json",
        "' OR '1'='1", "x' UNION SELECT 'AAAA' --", "'; DROP TABLE signing_keys; --", "%", "_" * 43, "A" * 43,
        "$(id)", "`id`", "\x00", "a\r\nb", 0, 1, True, [], {}, ["x"], {"kid": "x"},
    )  # fmt: skip
    assert await believed(signer, {repr(one): signed(own, kid=one) for one in names}) == []
    assert await signer.read(signed(own), NOON) is not None


async def test_a_name_with_something_around_it_is_another_name(signer: Joserfc, own: OwnKey) -> None:
    for kid in (f" {own.kid}", f"{own.kid} ", f"{own.kid}\n", f"{own.kid}\x00", f"./{own.kid}", own.kid.swapcase()):
        assert await signer.read(signed(own, kid=kid), NOON) is None


async def test_a_strangers_key_signs_nothing(signer: Joserfc, own: OwnKey) -> None:
    stranger = OKPKey.generate_key("Ed25519")
    for kid in (own.kid, stranger.thumbprint()):
        header = {"typ": "at+jwt", "alg": "Ed25519", "kid": kid}
        assert await signer.read(jwt.encode(header, RIGHT, stranger, algorithms=["Ed25519"]), NOON) is None


async def test_another_own_key_signed_it_and_its_name_must_say_so(signer: Joserfc, storage: SqlStorage) -> None:
    own = await signer.keys.signing()
    async with storage.transaction() as books:
        await books.signing_keys.add(signer.keys.seal.made(NOON, NOON + timedelta(days=30)))
    other = Joserfc(KeyRing(storage, signer.clock, signer.keys.seal, QUARTER), signer.clock)
    keys = [key for key in (await other.keys._known(0)).values() if key.kid != own.kid]
    assert await other.read(signed(keys[0]), NOON) == make_claims()
    assert await other.read(signed(keys[0], kid=own.kid), NOON) is None


async def test_a_header_says_nothing_else(signer: Joserfc, own: OwnKey) -> None:
    extras: tuple[dict[str, object], ...] = (
        {"crit": ["exp"]}, {"crit": []}, {"crit": ["b64"], "b64": False}, {"b64": False}, {"zip": "DEF"}, {"cty": "JWT"},
        {"jku": "https://evil.example/keys"}, {"x5u": "https://evil.example/cert"}, {"x5c": ["MIIB"]}, {"x": 1},
        {"typ": "JWT"}, {"typ": None}, {"typ": "dpop+jwt"}, {"enc": "A256GCM"},
    )  # fmt: skip
    assert await believed(signer, {repr(one): signed(own, RIGHT, **one) for one in extras}) == []


async def test_a_key_in_the_token_itself_is_nobodys(signer: Joserfc, own: OwnKey) -> None:
    stranger = OKPKey.generate_key("Ed25519")
    public = stranger.as_dict(private=False)
    for kid in (own.kid, stranger.thumbprint()):
        head = {"typ": "at+jwt", "alg": "Ed25519", "kid": kid, "jwk": public}
        token = jwt.encode(head, RIGHT, stranger, algorithms=["Ed25519"])
        assert await signer.read(token, NOON) is None
    shared = OctKey.import_key("secret" * 8)
    head = {"alg": "HS256", "kid": own.kid, "jwk": shared.as_dict()}
    assert await signer.read(jwt.encode(head, RIGHT, shared, algorithms=["HS256"]), NOON) is None


async def test_a_header_said_twice_or_in_another_order_is_none_of_ours(signer: Joserfc, own: OwnKey) -> None:
    for head in (
        f'{{"typ":"at+jwt","alg":"none","alg":"Ed25519","kid":"{own.kid}"}}',
        f'{{"alg":"Ed25519","typ":"at+jwt","kid":"{own.kid}"}}',
        f'{{"typ":"at+jwt","alg":"Ed25519","kid":"{own.kid}"}} ',
        "[" * 1_000,
        '{"a":' * 250,
    ):
        said = f"{part(head.encode())}.{part(RIGHT)}"
        assert await signer.read(with_signature(own, said), NOON) is None


async def test_even_with_our_key_a_token_says_what_ours_say(signer: Joserfc, own: OwnKey) -> None:
    wrong: tuple[dict[str, object], ...] = (
        {"iss": "another"}, {"iss": None}, {"iss": ["career-copilot"]}, {"aud": "another"}, {"aud": ["career-copilot-api"]},
        {"aud": ["another", "career-copilot-api"]}, {"aud": ""}, {"sub": 1}, {"sub": None}, {"sub": ["ada"]}, {"sid": 7},
        {"sid": {}}, {"role": "root"}, {"role": ["admin"]}, {"role": ""}, {"role": "ADMIN"}, {"role": True},
        {"exp": None}, {"exp": "9999999999"}, {"exp": 1e300}, {"exp": 9e9}, {"exp": True}, {"exp": 10**40}, {"exp": -(10**40)},
        {"exp": 0}, {"exp": -1}, {"iat": "now"}, {"iat": 1.5}, {"nbf": 99999999999}, {"admin": True}, {"scope": "admin"},
    )  # fmt: skip
    assert await believed(signer, {repr(one): signed(own, {**RIGHT, **one}) for one in wrong}) == []


async def test_even_with_our_key_nothing_may_be_missing(signer: Joserfc, own: OwnKey) -> None:
    lacking = {name: {key: value for key, value in RIGHT.items() if key != name} for name in RIGHT}
    assert await believed(signer, {name: signed(own, claims) for name, claims in lacking.items()}) == []


async def test_even_with_our_key_claims_are_claims(signer: Joserfc, own: OwnKey) -> None:
    others: tuple[object, ...] = ([], "text", 1, None, True, b"", b"\xff", b"{", b"[" * 1_000, b'{"exp": NaN}')
    assert await believed(signer, {repr(one): signed(own, one) for one in others}) == []


async def test_a_signature_has_one_spelling(signer: Joserfc, own: OwnKey) -> None:
    token = signed(own)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    read = [await signer.read(token[:-1] + last, NOON) for last in alphabet]
    assert sum(one is not None for one in read) == 1
    for other in (f"{token}=", f"{token}==", f"{token}\n", f" {token}", token.replace(".", ".\n"), f"{token}!"):
        assert await signer.read(other, NOON) is None


async def test_a_remembered_token_ends_like_any_other(signer: Joserfc, own: OwnKey) -> None:
    token = signed(own)
    assert [await signer.read(token, NOON + late) is not None for late in (timedelta(), QUARTER, timedelta())] == [
        True,
        False,
        True,
    ]
