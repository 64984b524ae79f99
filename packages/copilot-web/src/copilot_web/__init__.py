"""The HTTP API, the WebSocket and the page."""
