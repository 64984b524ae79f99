"""What keeps passwords safe."""

from typing import Protocol


class PasswordHasher(Protocol):
    """Hashes slowly, on purpose (argon2id), without holding up others; raises `Unavailable` when too many wait."""

    async def hash(self, password: str) -> str:
        """Return a salted hash in PHC form."""
        ...

    async def verify(self, password: str, hashed: str) -> bool:
        """Tell whether it is the password; for an empty `hashed` it takes as long, and is not."""
        ...

    def outdated(self, hashed: str) -> bool:
        """Tell whether the hash was made with weaker parameters than today's."""
        ...


class KnownPasswords(Protocol):
    """Passwords that attackers try first."""

    def includes(self, password: str) -> bool:
        """Tell whether it is one of them, however its letters are cased."""
        ...
