"""Tell whether there are accounts."""

from attrs import frozen

from copilot_core.ports.credentials import Credentials


@frozen
class AnyAccount:
    """Tell whether people sign in here; where nobody does, it is one person's own."""

    credentials: Credentials

    async def __call__(self) -> bool:
        """Return whether there is any account."""
        return await self.credentials.any_account()
