"""The keys that are in use, kept in memory for a short while."""

import logging
from asyncio import Lock
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from time import monotonic

from attrs import define, field

from copilot_adapters.token_signers.seal import OwnKey, Seal
from copilot_core.ports.clock import Clock
from copilot_core.ports.signing_keys import SealedKey
from copilot_core.ports.storage import Storage

TURN = timedelta(days=30)
"""A key signs for so long, then the next one does."""

KEPT = 60.0
"""Seconds that keys are kept in memory: one that was taken away is no longer believed then."""

PAUSE = 1.0
"""Seconds between two looks for keys that somebody names and nobody knows."""

RIPE = timedelta(seconds=2 * KEPT)
"""A new key waits so long before it signs: then every process knows it."""

SLACK = timedelta(days=1)
"""A key is kept so much longer than what it signed."""

log = logging.getLogger("copilot.accounts")


@define(eq=False)
class KeyRing:
    """Finds the key that signs now, and keys by name; of many processes at once that need a new one, one makes it."""

    storage: Storage
    clock: Clock
    seal: Seal
    lasts: timedelta
    _keys: Mapping[str, OwnKey] = field(factory=dict, init=False, repr=False)
    _read_at: float = field(default=float("-inf"), init=False)
    _reading: Lock = field(factory=Lock, init=False, repr=False)

    async def signing(self) -> OwnKey:
        """Return the key to sign with: the newest one that all processes know."""
        now = self.clock.now()
        keys = await self._known(KEPT)
        if not _young(keys.values(), now):
            await self._make(now)
            keys = await self._known(0)
        able = [key for key in keys.values() if key.retires_at > now + self.lasts]
        ripe = [key for key in able if key.made_at + RIPE <= now]
        return max(ripe, key=_age) if ripe else min(able, key=_age)

    async def named(self, kid: str, now: datetime) -> OwnKey | None:
        """Return one of our own keys, None for any other name; an unknown one is looked for, but not all the time."""
        keys = await self._known(KEPT)
        if kid not in keys:
            keys = await self._known(PAUSE)
        key = keys.get(kid)
        return key if key is not None and key.retires_at > now else None

    async def _known(self, seconds: float) -> Mapping[str, OwnKey]:
        """Return the keys as they stood so many seconds ago, or later."""
        if monotonic() - self._read_at >= seconds:
            async with self._reading:
                if monotonic() - self._read_at >= seconds:
                    asked_at = monotonic()
                    async with self.storage.reading(latest=True) as books:
                        sealed = await books.signing_keys.all()
                    self._keys, self._read_at = {key.kid: key for key in self._opened(sealed)}, asked_at
        return self._keys

    async def _make(self, now: datetime) -> None:
        made = self.seal.made(now, now + TURN + RIPE + self.lasts + SLACK)
        async with self.storage.transaction() as books:
            sealed = await books.signing_keys.all()
            if not _young(self._opened(sealed), now):
                await books.signing_keys.forget(now)
                await books.signing_keys.add(made)

    def _opened(self, sealed: Iterable[SealedKey]) -> list[OwnKey]:
        opened = [(one, self.seal.opened(one)) for one in sealed]
        for one, key in opened:
            if key is None:
                log.warning("a signing key was sealed with another COPILOT_SECRET_KEY", extra={"kid": one.kid})
        return [key for _, key in opened if key is not None]


def _young(keys: Iterable[OwnKey], now: datetime) -> bool:
    return any(key.made_at + TURN > now for key in keys)


def _age(key: OwnKey) -> tuple[datetime, str]:
    return key.made_at, key.kid
