"""Tokens signed with Ed25519 (RFC 7519, RFC 8725, RFC 9864), by joserfc."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from attrs import field, frozen
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from copilot_adapters.token_signers.key_ring import KeyRing
from copilot_adapters.token_signers.seal import OwnKey
from copilot_core.entities.account import Role
from copilot_core.entities.identities import PersonId, SessionId
from copilot_core.ports.clock import Clock
from copilot_core.ports.token_signer import Claims

ALGORITHM: Final = "Ed25519"
TYPE: Final = "at+jwt"
WORDS: Final = {"iss": "career-copilot", "aud": "career-copilot-api"}

HEADER = re.compile(rb'\{"typ":"at\+jwt","alg":"Ed25519","kid":"([\w-]{43})"\}', re.ASCII)
"""The only header there is: no other algorithm, no key or address of one, no extension, whatever a token asks for."""

LONGEST = 2_048
"""Characters; ours are a fourth of it."""

REMEMBERED = 2_048
"""Tokens that need not be verified again."""

TYPES = {"iss": str, "aud": str, "sub": str, "sid": str, "role": str, "iat": int, "exp": int}
"""What a token says, all of it and nothing else."""


@frozen
class Joserfc:
    """Adapter of `copilot_core.ports.token_signer.TokenSigner`: Ed25519, and nothing that a token says about itself."""

    keys: KeyRing
    clock: Clock
    _seen: "dict[str, _Seen]" = field(factory=dict, init=False, repr=False, eq=False)

    async def sign(self, claims: Claims) -> str:
        own = await self.keys.signing()
        said = {"sub": claims.person, "sid": claims.session, "role": claims.role.value}
        times = {"iat": int(self.clock.now().timestamp()), "exp": int(claims.ends_at.timestamp())}
        header = {"typ": TYPE, "alg": ALGORITHM, "kid": own.kid}
        return jwt.encode(header, {**WORDS, **said, **times}, own.key, algorithms=[ALGORITHM])

    async def read(self, token: str, now: datetime) -> Claims | None:
        seen = self._seen.get(token)
        kid = seen.kid if seen else _kid_of(token)
        own = await self.keys.named(kid, now) if kid else None
        if own is None:
            return None
        claims = seen.claims if seen else self._first_read(token, own)
        return claims if claims and claims.ends_at > now else None

    def _first_read(self, token: str, own: OwnKey) -> Claims | None:
        """Verify, which takes a while, and remember what is right: the same token comes with many requests."""
        said = _signed(token, own.key)
        claims = _claims(said) if said else None
        if claims is not None:
            if len(self._seen) >= REMEMBERED:
                self._seen.clear()
            self._seen[token] = _Seen(own.kid, claims)
        return claims


@frozen
class _Seen:
    """A token whose signature was right."""

    kid: str
    claims: Claims


def _kid_of(token: str) -> str:
    """Return the name of the key that a token of our form asks for; empty for any other form."""
    parts = token.split(".") if len(token) <= LONGEST and token.isascii() else []
    if len(parts) != 3:
        return ""
    header = HEADER.fullmatch(_decoded(parts[0]))
    return header[1].decode() if header and all(map(_decoded, parts)) else ""


def _decoded(part: str) -> bytes:
    """Return what a part says, where it is written in the one right way; nothing otherwise."""
    try:
        said = urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except ValueError:
        return b""
    return said if urlsafe_b64encode(said).rstrip(b"=") == part.encode() else b""


def _signed(token: str, key: OKPKey) -> Mapping[str, Any] | None:
    """Return what the token says, once its signature is known to be right."""
    try:
        return jwt.decode(token, key, algorithms=[ALGORITHM]).claims
    except (JoseError, ValueError, RecursionError):
        return None


def _claims(said: Mapping[str, Any]) -> Claims | None:
    """Return the claims of a token that says what ours say, each of its type."""
    if {name: type(value) for name, value in said.items()} != TYPES or not said.items() >= WORDS.items():
        return None
    try:
        role, ends_at = Role(said["role"]), datetime.fromtimestamp(said["exp"], UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return Claims(person=PersonId(said["sub"]), session=SessionId(said["sid"]), role=role, ends_at=ends_at)
