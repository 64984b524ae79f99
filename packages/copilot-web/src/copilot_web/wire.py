"""Requests as they come over the wire, within bounds: what waits for the rest of one is our memory."""

from asyncio import TimerHandle, Transport
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD: Final = 65_536
"""Bytes of an address and its headers: browsers send a tenth of it."""
MOST_HEADERS: Final = 200
LEAST_TAKEN: Final = 4_096
TOO_SLOW, TOO_LARGE = b"408 Request Timeout", b"431 Request Header Fields Too Large"


class BoundedHttp(HttpToolsProtocol):
    """Hangs up on who sends a head without end, never comes to the end, or takes no answer; trailers are no headers."""

    head_seconds = 20.0
    """A head that was begun is there after so many seconds."""
    whole_seconds = 300.0
    """Behind its head the rest of a request comes within so many seconds: the largest, over a slow line."""
    stall_seconds = 30.0
    """Within so many seconds somebody takes something of an answer that waits for them."""
    in_head = True
    head_size = 0
    heads_read = 0
    patience: TimerHandle | None = None
    stalling: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Wait for the first request, not for ever."""
        super().connection_made(transport)
        self._wait(self.head_seconds)

    def data_received(self, data: bytes) -> None:
        """Read on; a head grows by all of this, unless something else ends or begins in it."""
        if self.transport.is_closing():
            return
        before = self.in_head, self.heads_read
        super().data_received(data)
        if (self.in_head, self.heads_read) != before or not self.in_head:
            return
        self.head_size += len(data)
        if self.head_size > LARGEST_HEAD:
            self._hang_up(TOO_LARGE)
        elif self.patience is None:
            self._wait(self.head_seconds)

    def on_message_begin(self) -> None:
        """Begin to count."""
        super().on_message_begin()
        self.in_head, self.head_size = True, 0
        self._wait(self.head_seconds)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; too many are no HTTP of ours."""
        if self.in_head:
            if len(self.headers) >= MOST_HEADERS:
                raise ValueError("too many headers")
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Wait for the rest."""
        self.in_head, self.heads_read = False, self.heads_read + 1
        self._wait(self.whole_seconds)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Wait no more: the next to speak is the application."""
        self._wait(0)
        super().on_message_complete()
        self.in_head, self.head_size = True, 0

    def handle_websocket_upgrade(self) -> None:
        """Leave the connection to those who know how to go on."""
        self._wait(0)
        super().handle_websocket_upgrade()

    def pause_writing(self) -> None:
        """Wait until some of the answer is taken."""
        super().pause_writing()
        self._watch(0)

    def resume_writing(self) -> None:
        """Wait no more: it is taken."""
        self._unwatch()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._wait(0)
        self._unwatch()
        super().connection_lost(exc)

    def _watch(self, waiting: int) -> None:
        """Look at what waits to be taken; hang up when next to nothing was, since there were so many bytes."""
        now = self.transport.get_write_buffer_size()
        if waiting and now > waiting - LEAST_TAKEN:
            self.transport.abort()
        else:
            self.stalling = self.loop.call_later(self.stall_seconds, self._watch, now)

    def _unwatch(self) -> None:
        if self.stalling is not None:
            self.stalling.cancel()

    def _wait(self, seconds: float) -> None:
        if self.patience is not None:
            self.patience.cancel()
        self.patience = self.loop.call_later(seconds, self._hang_up, TOO_SLOW) if seconds else None

    def _hang_up(self, why: bytes) -> None:
        """Say why, where an answer is nobody else's, and end the connection; who is being answered has their time."""
        self._wait(0)
        if not self.in_head:
            self.transport.abort()
        elif self.cycle is None or self.cycle.response_complete:
            if self.head_size:
                self.transport.write(b"HTTP/1.1 %b\r\nconnection: close\r\ncontent-length: 0\r\n\r\n" % why)
            self.transport.close()
        elif why is TOO_LARGE:
            self.transport.abort()
        else:
            self._wait(self.head_seconds)
