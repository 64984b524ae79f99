"""Wake-ups published on Redis or Valkey."""

from asyncio import AbstractEventLoop, get_running_loop
from collections.abc import Collection
from weakref import WeakKeyDictionary

from attrs import field, frozen
from redis import RedisError
from redis import asyncio as clients

from copilot_core.entities.identities import PersonId
from copilot_core.errors import Unavailable

CHANNEL = "copilot:events:"
"""A person's channel is this and their id; a message on it says no more than that there is something new."""


@frozen
class Redis:
    """Adapter of `copilot_core.ports.events.EventBus`: PUBLISH on a channel for each person."""

    url: str = field(repr=False)
    _clients: WeakKeyDictionary[AbstractEventLoop, "clients.Redis"] = field(
        factory=WeakKeyDictionary, init=False, repr=False, eq=False
    )

    async def wake(self, people: Collection[PersonId]) -> None:
        """Publish in one round trip."""
        if not people:
            return
        try:
            async with self._client().pipeline(transaction=False) as pipeline:
                for person in people:
                    pipeline.publish(f"{CHANNEL}{person}", "")
                await pipeline.execute()
        except (RedisError, OSError) as error:
            raise Unavailable("bus_unavailable", problem=" ".join(str(error).split())) from error

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
