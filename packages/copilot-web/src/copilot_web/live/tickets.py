"""A ticket in the address: for clients that can send neither a cookie nor a header when they open a connection."""

from functools import partial

from attrs import frozen
from litestar.enums import ScopeType

from copilot_core.use_cases.accounts.redeem_ticket import RedeemTicket
from copilot_web.library import Library
from copilot_web.visitors import Connection, Power, Visitor

PARAMETER = "ticket"


@frozen
class TicketInAddress:
    """Knows who asked for a ticket; it lets in once, and to live connections only."""

    library: Library

    async def visitor(self, connection: Connection) -> Visitor | None:
        """Return who asked for it; raise `Rejected("ticket_wrong")`."""
        secret = connection.query_params.get(PARAMETER)
        if connection.scope["type"] != ScopeType.WEBSOCKET or secret is None:
            return None
        redeem: RedeemTicket = self.library.container.redeem_ticket()
        ticket = await redeem(str(secret))
        holds = partial(self.library.container.still_signed_in(), ticket.person, ticket.session)
        return Visitor(person=ticket.person, powers=frozenset({Power.READ}), session=ticket.session, holds=holds)
