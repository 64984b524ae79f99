"""Messages as they lie in Redis, where strangers may write too."""

from typing import Annotated, Any

import msgspec
from dramatiq.brokers.redis import RedisBroker

LONGEST = 2000
"""Bytes of a message; ours have less than 500."""

_Id = Annotated[str, msgspec.Meta(pattern="^[!-~]{1,100}$")]


class _Options(msgspec.Struct, forbid_unknown_fields=True):
    redis_message_id: _Id


class _Nothing(msgspec.Struct, forbid_unknown_fields=True):
    pass


class _Message(msgspec.Struct, forbid_unknown_fields=True):
    queue_name: str
    actor_name: str
    args: tuple[_Id]
    kwargs: _Nothing
    options: _Options
    message_id: _Id
    message_timestamp: int


_DECODER = msgspec.json.Decoder(_Message)


class OurMessages(RedisBroker):
    """Fetches messages that say which task, and nothing else.

    The library ends a hand over a message with a queue it does not know, and pauses a queue over one it cannot read.
    """

    def do_fetch(self, queue: str, count: int) -> list[bytes]:
        """Fetch up to `count` messages of a queue; what is not ours is left out."""
        fetch: Any = self._dispatch("fetch")  # type: ignore[no-untyped-call]  # the library's
        return [body for body in fetch(queue, count) if body is not None and is_ours(body, queue)]


def is_ours(body: bytes, queue: str) -> bool:
    """Tell whether a message is as we send them to this queue."""
    if len(body) > LONGEST:
        return False
    try:
        found = _DECODER.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return found.queue_name == found.actor_name == queue
