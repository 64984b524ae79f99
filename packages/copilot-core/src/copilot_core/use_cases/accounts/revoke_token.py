"""Revoke a personal token."""

from attrs import frozen

from copilot_core.entities.identities import PersonId, TokenId
from copilot_core.errors import NotFound
from copilot_core.ports.storage import Storage


@frozen
class RevokeToken:
    """End one of a person's tokens, at once."""

    storage: Storage

    async def __call__(self, person: PersonId, token_id: TokenId) -> None:
        """End it; raise `NotFound("token_unknown")`."""
        async with self.storage.transaction(serial=False) as books:
            if not await books.api_tokens.remove(person, token_id):
                raise NotFound("token_unknown", token=token_id)
