"""List personal tokens."""

from attrs import frozen

from copilot_core.entities.account import ApiToken
from copilot_core.entities.identities import PersonId
from copilot_core.ports.storage import Storage


@frozen
class ListTokens:
    """List a person's tokens, without their secrets."""

    storage: Storage

    async def __call__(self, person: PersonId) -> tuple[ApiToken, ...]:
        """Return them, the newest first."""
        async with self.storage.reading(latest=True) as books:
            return await books.api_tokens.of(person)
