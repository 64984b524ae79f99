"""WebSocket frames that nobody but the protocol sees, within bounds."""

from asyncio import Task
from typing import Final

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame

MOST_UNREAD: Final = 1_000_000
"""Bytes that wait for a client; what we tell waits elsewhere until there are less than some ten thousand."""
MOST_PIECES: Final = 64
"""Of one message: ours are so small that nobody divides them."""


class BoundedSocket(WebSocketsSansIOProtocol):
    """Hangs up on who asks for pongs and reads none, or never ends a message: both would wait in our memory.

    Who does not take what was said last is waited for no longer than `farewell` seconds.
    """

    farewell = 30.0

    def on_task_complete(self, task: Task[None]) -> None:
        """Let the last words go out, but not for ever."""
        super().on_task_complete(task)
        self.loop.call_later(self.farewell, self.transport.abort)

    def handle_cont(self, event: Frame) -> None:
        """Take a piece of a message, if it has not too many."""
        if len(self.frames) >= MOST_PIECES:
            self.transport.abort()
        else:
            super().handle_cont(event)

    def handle_ping(self) -> None:
        """Answer, if answers are read."""
        super().handle_ping()
        if self.transport.get_write_buffer_size() > MOST_UNREAD:
            self.transport.abort()
