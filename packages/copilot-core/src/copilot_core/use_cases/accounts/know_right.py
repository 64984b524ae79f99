"""Know a session by the right to go on with it."""

from attrs import frozen

from copilot_core.entities.account import Refresh
from copilot_core.ports.storage import Storage
from copilot_core.rules.fingerprints import fingerprint_of


@frozen
class KnowRight:
    """Tell whose session a right to go on belongs to, without using it: for signing out."""

    storage: Storage

    async def __call__(self, refresh_secret: str) -> Refresh | None:
        """Return the right; None for one that is unknown, or whose session has ended."""
        async with self.storage.reading(latest=True) as books:
            return await books.sessions.right(fingerprint_of(refresh_secret))
