"""Keys that sign, sealed."""

from datetime import datetime
from typing import Protocol

from attrs import field, frozen


@frozen(kw_only=True)
class SealedKey:
    """A key as it is kept: who reads the database learns nothing from `document`."""

    kid: str
    made_at: datetime
    retires_at: datetime
    document: bytes = field(repr=False)


class SigningKeys(Protocol):
    """The keys of this installation; those who sign open them."""

    async def add(self, key: SealedKey) -> None:
        """Keep a new one."""
        ...

    async def all(self) -> tuple[SealedKey, ...]:
        """Return them, oldest first."""
        ...

    async def forget(self, before: datetime) -> None:
        """Delete those that retired before."""
        ...
