"""Take a right to listen back, and let its bearer in."""

from attrs import frozen

from copilot_core.entities.ticket import Ticket
from copilot_core.errors import Rejected
from copilot_core.ports.clock import Clock
from copilot_core.ports.storage import Storage
from copilot_core.rules.fingerprints import fingerprint_of


@frozen
class RedeemTicket:
    """Tell whom a ticket stands for; it holds no second time."""

    storage: Storage
    clock: Clock

    async def __call__(self, secret: str) -> Ticket:
        """Return the ticket; raise `Rejected("ticket_wrong")` for one that is unknown, used or too old."""
        async with self.storage.transaction(serial=False) as books:
            found = await books.tickets.take(fingerprint_of(secret), self.clock.now())
        if found is None:
            raise Rejected("ticket_wrong")
        return found
