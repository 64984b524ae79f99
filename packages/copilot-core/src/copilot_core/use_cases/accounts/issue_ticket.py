"""Give a right to listen."""

import secrets

from attrs import frozen

from copilot_core.entities.ticket import Ticket
from copilot_core.ports.clock import Clock
from copilot_core.ports.storage import Storage
from copilot_core.rules.fingerprints import fingerprint_of
from copilot_core.rules.tickets import HOLDS


@frozen
class IssueTicket:
    """Give a ticket that opens one live connection within 30 seconds."""

    storage: Storage
    clock: Clock

    async def __call__(self, ticket: Ticket) -> str:
        """Return its secret, and forget those that hold no more."""
        secret, now = secrets.token_urlsafe(32), self.clock.now()
        async with self.storage.transaction(serial=False) as books:
            await books.tickets.forget(now)
            await books.tickets.add(fingerprint_of(secret), ticket, now + HOLDS)
        return secret
