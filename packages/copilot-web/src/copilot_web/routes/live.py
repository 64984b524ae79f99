"""Live connections, tickets for them, and what is said over them."""

from typing import Any

import msgspec
from litestar import Router, WebSocket, get, post, websocket
from litestar.di import NamedDependency

from copilot_core.entities.ticket import Ticket
from copilot_core.rules.tickets import HOLDS
from copilot_core.use_cases.accounts.issue_ticket import IssueTicket
from copilot_web.guards import POWER
from copilot_web.live.conversation import Conversation
from copilot_web.live.document import asyncapi_document
from copilot_web.live.feeds import Feeds
from copilot_web.live.line import Line
from copilot_web.visitors import PUBLIC, Power, Visitor, demand


class GivenTicket(msgspec.Struct, frozen=True):
    """A ticket for one connection: open `/api/v1/live?ticket=…` with it before it `expires_in` so many seconds."""

    ticket: str
    expires_in: int


@post("/live/tickets", operation_id="issueLiveTicket", opt={POWER: Power.READ})
async def issue(visitor: NamedDependency[Visitor], issue_ticket: NamedDependency[IssueTicket]) -> GivenTicket:
    """Give a ticket that opens one live connection, for clients that can send no header with it."""
    demand(visitor, Power.READ)
    secret = await issue_ticket(Ticket(person=visitor.person, session=visitor.session))
    return GivenTicket(secret, int(HOLDS.total_seconds()))


@get("/asyncapi.json", operation_id="showAsyncApi", opt={PUBLIC: True})
async def show_asyncapi() -> dict[str, Any]:
    """Describe what goes over a live connection (AsyncAPI 3)."""
    return asyncapi_document()


@websocket("/live")
async def follow(
    socket: WebSocket[Any, Any, Any], visitor: NamedDependency[Visitor], feeds: NamedDependency[Feeds]
) -> None:
    """Tell a person's events as they happen, and those since a number first."""
    demand(visitor, Power.READ)
    await socket.accept()
    await Conversation(Line(socket, feeds.library.settings.live), visitor, feeds).hold()


LIVE: Any = Router("/", route_handlers=[issue, show_asyncapi], tags=["live"])
SOCKET = Router("/api/v1", route_handlers=[follow])
"""Apart: the doorkeeper takes its ticket, and nobody else knows that name in the query."""
