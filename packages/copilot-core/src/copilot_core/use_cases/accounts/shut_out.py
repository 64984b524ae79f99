"""Shut everybody out of an account."""

from attrs import frozen

from copilot_core.entities.identities import PersonId, SessionId
from copilot_core.ports.storage import Books
from copilot_core.use_cases.accounts.end_session import tell_ended


@frozen
class ShutOut:
    """End whatever lets somebody into an account but its password: sessions, tokens, mailed links."""

    books: Books

    async def __call__(self, person: PersonId, why: str) -> None:
        """End it, and the live connections."""
        tokens = [SessionId(token.id) for token in await self.books.api_tokens.of(person)]
        await self.books.api_tokens.remove_all(person)
        await self.books.mailed_links.drop(person)
        sessions = await self.books.sessions.end_all(person)
        await tell_ended(self.books, person, [*sessions, *tokens], why)
