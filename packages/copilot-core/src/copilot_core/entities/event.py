"""Something happened that a person's open pages, and their other programs, want to hear of."""

from datetime import datetime

from attrs import field, frozen

from copilot_core.entities.identities import PersonId
from copilot_core.entities.payload import Payload


@frozen(kw_only=True)
class Event:
    """`number` counts a person's events without a gap: it is the cursor."""

    person: PersonId
    number: int
    kind: str
    at: datetime
    payload: Payload = field(factory=dict)
