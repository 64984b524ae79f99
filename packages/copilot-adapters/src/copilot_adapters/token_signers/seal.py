"""Keys are kept sealed: encrypted by a key that is not in the database."""

import json
from collections.abc import Callable
from datetime import datetime

from attrs import field, frozen
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey, OKPKey

from copilot_core.ports.signing_keys import SealedKey

ENCRYPTED = {"alg": "dir", "enc": "A256GCM"}
ALGORITHMS = tuple(ENCRYPTED.values())


@frozen
class OwnKey:
    """A key of this installation, opened; named by its thumbprint (RFC 7638)."""

    kid: str
    made_at: datetime
    retires_at: datetime
    key: OKPKey = field(repr=False)


@frozen
class Seal:
    """Closes and opens keys; `secret` tells 32 bytes."""

    secret: Callable[[], bytes] = field(repr=False)

    def made(self, now: datetime, retires_at: datetime) -> SealedKey:
        """Return a new key."""
        key = OKPKey.generate_key("Ed25519")
        kid, plain = key.thumbprint(), json.dumps(key.as_dict(private=True)).encode()
        document = jwe.encrypt_compact({**ENCRYPTED, "kid": kid}, plain, self._key(), algorithms=ALGORITHMS)
        return SealedKey(kid=kid, made_at=now, retires_at=retires_at, document=document.encode())

    def opened(self, sealed: SealedKey) -> OwnKey | None:
        """Return the key; None for one that another secret sealed, or that is not the one it is called."""
        try:
            plain = jwe.decrypt_compact(sealed.document, self._key(), algorithms=ALGORITHMS).plaintext
            key = OKPKey.import_key(json.loads(plain or b"{}"))
        except (JoseError, ValueError):
            return None
        if key.thumbprint() != sealed.kid:
            return None
        return OwnKey(sealed.kid, sealed.made_at, sealed.retires_at, key)

    def _key(self) -> OctKey:
        return OctKey.import_key(self.secret())
