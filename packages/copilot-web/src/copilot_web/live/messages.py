"""What goes over a live connection, and what its ends mean."""

from datetime import datetime
from typing import Annotated

import msgspec

from copilot_core.entities.event import Event
from copilot_core.sentences import Sentence, say

LARGEST = 4_096
"""Characters of a client's message."""

MOST_MESSAGES = 100
"""From a client between two pings."""

LONGEST_REASON = 123
"""Bytes that the protocol has room for when a connection ends (RFC 6455)."""

Number = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
Topic = Annotated[str, msgspec.Meta(pattern="^[a-z0-9_.-]{1,60}$")]
Topics = Annotated[list[Topic], msgspec.Meta(max_length=50)]


class Follow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Begins: tell what came after the event `since` (nothing or null: from now on) of these kinds (none: of all)."""

    since: Number | None = None
    topics: Topics = []


class Pong(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="pong"):
    """The client is still there; send one for every ping."""


class Hello(msgspec.Struct, frozen=True, tag="hello"):
    """Now you hear everything. `last` is the number of your newest event: a cursor once you have heard up to it."""

    last: int


class Happened(msgspec.Struct, frozen=True, tag="event"):
    """Something happened: the `number` is the cursor to come back with, the `kind` is the topic."""

    number: int
    kind: str
    at: datetime
    payload: dict[str, str | int | float | bool | list[str] | None]


class Resync(msgspec.Struct, frozen=True, tag="resync"):
    """Some of what came since is kept no more: load what you show anew; it goes on after `last`."""

    last: int


class Ping(msgspec.Struct, frozen=True, tag="ping"):
    """The server is still there; all of your topics up to `last` was told, so it is the cursor to come back with."""

    last: int


FROM_CLIENT: tuple[type[msgspec.Struct], ...] = (Follow, Pong)
FROM_SERVER: tuple[type[msgspec.Struct], ...] = (Hello, Happened, Resync, Ping)

MEANINGS = {
    1000: "done",
    1003: "a message was not text",
    1009: "a message was too large",
    1012: "the server stops or starts again: come back",
    1013: "too slow, or not available now: come back with the cursor",
    4400: "a message was not understood",
    4401: "the session has ended: sign in again",
    4408: "nothing was heard in time",
    4429: "too many connections, or too many messages",
}
"""By which codes a connection ends; a handshake that is refused is answered by HTTP 403."""


class Parting(Exception):
    """The connection ends, with a code and the reason in words."""

    def __init__(self, code: int, sentence: Sentence) -> None:
        """Take why."""
        super().__init__(str(sentence))
        self.code, self.sentence = code, sentence

    def reason(self, language: str) -> str:
        """Put the reason into words that the protocol has room for."""
        return say(self.sentence, language).encode()[:LONGEST_REASON].decode("utf-8", "ignore")


def of_event(event: Event) -> Happened:
    """Return an event as it is sent."""
    payload = {name: list(value) if isinstance(value, tuple) else value for name, value in event.payload.items()}
    return Happened(number=event.number, kind=event.kind, at=event.at, payload=payload)


def written(message: msgspec.Struct) -> str:
    """Return the text of a message."""
    return msgspec.json.encode(message).decode()
