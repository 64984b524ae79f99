"""Argon2id, on threads of its own number."""

from asyncio import Semaphore, ensure_future, shield, timeout, to_thread
from collections.abc import Callable
from typing import TypeVar

import argon2
from argon2.exceptions import InvalidHashError, VerificationError
from attrs import field, frozen

from copilot_core.errors import Unavailable

NOBODY = "AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
"""Salt (16 bytes) and digest (32 bytes) that belong to no password anybody could find."""

Result = TypeVar("Result")


@frozen
class Argon2:
    """Adapter of `copilot_core.ports.password_hasher.PasswordHasher`, after RFC 9106.

    `kib` is the memory of one hash; `at_once` are made at the same time, the others wait for `patience` seconds.
    """

    kib: int = 19_456
    passes: int = 2
    at_once: int = 2
    patience: float = 5.0
    _free: Semaphore = field(init=False, repr=False, eq=False)

    @_free.default
    def _all_free(self) -> Semaphore:
        return Semaphore(self.at_once)

    async def hash(self, password: str) -> str:
        return await self._in_turn(lambda: self._hasher().hash(_spelled(password)))

    async def verify(self, password: str, hashed: str) -> bool:
        return await self._in_turn(lambda: self._matches(password, hashed))

    def outdated(self, hashed: str) -> bool:
        try:
            return self._hasher().check_needs_rehash(hashed)
        except (InvalidHashError, UnicodeEncodeError):
            return True

    def _matches(self, password: str, hashed: str) -> bool:
        """Compare; what is no hash costs as much as one."""
        try:
            return self._hasher().verify(hashed or self._nobodys(), _spelled(password))
        except (InvalidHashError, UnicodeEncodeError):
            return bool(hashed) and self._matches(password, "")
        except VerificationError:
            return False

    async def _in_turn(self, deed: Callable[[], Result]) -> Result:
        """Run on a thread; a place is free again when the thread is, whether or not anybody still waits for it."""
        try:
            async with timeout(self.patience):
                await self._free.acquire()
        except TimeoutError:
            raise Unavailable("hashing_busy", retry_after=self.patience, seconds=self.patience) from None
        running = ensure_future(to_thread(deed))
        running.add_done_callback(lambda _: self._free.release())
        return await shield(running)

    def _hasher(self) -> argon2.PasswordHasher:
        return argon2.PasswordHasher(time_cost=self.passes, memory_cost=self.kib, parallelism=1)

    def _nobodys(self) -> str:
        salt, digest = NOBODY
        return f"$argon2id$v=19$m={self.kib},t={self.passes},p=1${salt}${digest}"


def _spelled(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
