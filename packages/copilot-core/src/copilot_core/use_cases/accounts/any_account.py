"""Tell whether there are accounts."""

from attrs import frozen

from copilot_core.ports.storage import Storage


@frozen
class AnyAccount:
    """Tell whether people sign in here; where nobody does, it is one person's own."""

    storage: Storage

    async def __call__(self) -> bool:
        """Return whether there is any account."""
        async with self.storage.reading(latest=True) as books:
            return await books.accounts.any()
