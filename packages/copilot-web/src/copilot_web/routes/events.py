"""Events: what happened, for those who ask again and again."""

from typing import Annotated, Any

import msgspec
from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from copilot_core.entities.event import Event
from copilot_core.entities.identities import PersonId
from copilot_core.use_cases.platform.list_events import ListEvents
from copilot_web.said import AskedLimit

LAST = 2**53 - 1
Since = Annotated[
    int | None, QueryParameter(ge=0, le=LAST, description="`cursor` of the answer before; left out: the newest")
]


class Events(msgspec.Struct, frozen=True):
    """Events, oldest first; the next time ask for those since `cursor`."""

    events: tuple[Event, ...]
    cursor: int


@get("/", operation_id="listEvents")
async def list_all(
    list_events: NamedDependency[ListEvents],
    person: NamedDependency[PersonId],
    since: Since = None,
    limit: AskedLimit = 50,
) -> Events:
    """List what happened to you since a cursor, or lately; a cursor whose events are gone answers 410: start anew."""
    found = await list_events(since, person=person, limit=limit)
    return Events(found, found[-1].number if found else since or 0)


EVENTS: Any = Router("/events", route_handlers=[list_all], tags=["events"])
