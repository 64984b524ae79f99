"""Revoke a personal token."""

from attrs import frozen

from copilot_core.entities.identities import PersonId, SessionId, TokenId
from copilot_core.errors import NotFound
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Storage
from copilot_core.use_cases.accounts.end_session import tell_ended
from copilot_core.use_cases.platform.wake_people import WakePeople


@frozen
class RevokeToken:
    """End one of a person's tokens, and the live connections it opened, at once."""

    storage: Storage
    bus: EventBus

    async def __call__(self, person: PersonId, token_id: TokenId) -> None:
        """End it; raise `NotFound("token_unknown")`."""
        async with self.storage.transaction(serial=False) as books:
            if not await books.api_tokens.remove(person, token_id):
                raise NotFound("token_unknown", token=token_id)
            await tell_ended(books, person, [SessionId(token_id)])
        await WakePeople(self.bus)([person])
