"""Wake-ups published on Redis or Valkey."""

from asyncio import AbstractEventLoop, get_running_loop
from collections.abc import AsyncGenerator, Collection, Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from attrs import field, frozen
from redis import RedisError
from redis import asyncio as clients
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from copilot_core.entities.identities import PersonId
from copilot_core.errors import Unavailable

CHANNEL = "copilot:events:"
"""A person's channel is this and their id; a message on it says no more than that there is something new."""

SILENCE = 10.0
"""Seconds after which a server that says nothing is asked whether it is there."""


@frozen
class Redis:
    """Adapter of `copilot_core.ports.events.EventBus` and `WakeUps`: PUBLISH on a channel for each person."""

    url: str = field(repr=False)
    _clients: WeakKeyDictionary[AbstractEventLoop, "clients.Redis"] = field(
        factory=WeakKeyDictionary, init=False, repr=False, eq=False
    )

    async def wake(self, people: Collection[PersonId]) -> None:
        """Publish in one round trip."""
        if not people:
            return
        with _failures_named():
            async with self._client().pipeline(transaction=False) as pipeline:
                for person in people:
                    pipeline.publish(f"{CHANNEL}{person}", "")
                await pipeline.execute()

    async def listen(self) -> AsyncGenerator[PersonId | None, None]:
        """Listen on a connection of its own, for all people at once."""
        never_again = Retry(NoBackoff(), 0)
        with _failures_named():
            async with (
                clients.Redis.from_url(self.url, socket_connect_timeout=5, retry=never_again) as client,
                client.pubsub() as ear,
            ):
                await ear.psubscribe(f"{CHANNEL}*")
                while True:
                    yield await _woken(ear)

    async def close(self) -> None:
        """Close this event loop's connections."""
        client = self._clients.pop(get_running_loop(), None)
        if client is not None:
            await client.aclose()

    def _client(self) -> "clients.Redis":
        loop = get_running_loop()
        if loop not in self._clients:
            self._clients[loop] = clients.Redis.from_url(self.url, socket_timeout=10, socket_connect_timeout=5)
        return self._clients[loop]


async def _woken(ear: PubSub) -> PersonId | None:
    """Return the next person, None at the beginning; raise when nothing comes, not even an answer."""
    asked = False
    while True:
        message = await ear.get_message(timeout=SILENCE)
        if message is None and asked:
            raise TimeoutError(f"nothing was heard for {2 * SILENCE:.0f} s")
        if message is None:
            await ear.ping()
        elif message["type"] == "psubscribe":
            return None
        elif message["type"] == "pmessage":
            return PersonId(message["channel"].decode("utf-8", "replace").removeprefix(CHANNEL))
        asked = message is None


@contextmanager
def _failures_named() -> Iterator[None]:
    try:
        yield
    except (RedisError, OSError) as error:
        raise Unavailable("bus_unavailable", problem=" ".join(str(error).split())) from error
