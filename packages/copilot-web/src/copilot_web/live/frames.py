"""WebSocket frames that nobody but the protocol sees, within bounds."""

from typing import Final

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

MOST_UNREAD: Final = 1_000_000
"""Bytes that wait for a client; what we tell waits elsewhere until there are less than some ten thousand."""


class BoundedSocket(WebSocketsSansIOProtocol):
    """Hangs up on who asks for pongs and reads none: each would wait in our memory."""

    def handle_ping(self) -> None:
        """Answer, if answers are read."""
        super().handle_ping()
        if self.transport.get_write_buffer_size() > MOST_UNREAD:
            self.transport.abort()
