"""Tell whether somebody is still signed in."""

from attrs import frozen

from copilot_core.entities.identities import PersonId, SessionId
from copilot_core.ports.clock import Clock
from copilot_core.ports.storage import Books, Storage
from copilot_core.use_cases.accounts.adopt_local import LOCAL_SESSION


@frozen
class StillSignedIn:
    """Tell whether what a person was let in by still holds: a session, a personal token, or the local token."""

    storage: Storage
    clock: Clock

    async def __call__(self, person: PersonId, session: str) -> bool:
        """Return whether it does."""
        async with self.storage.reading(latest=True) as books:
            if session == LOCAL_SESSION:
                return not await books.accounts.any()
            found = await books.sessions.session(SessionId(session), self.clock.now())
            return found.person == person if found else await self._has_token(books, person, session)

    async def _has_token(self, books: Books, person: PersonId, token: str) -> bool:
        now, tokens = self.clock.now(), await books.api_tokens.of(person)
        return any(one.id == token and (one.ends_at is None or one.ends_at > now) for one in tokens)
