"""Where everything is kept: SQLite or PostgreSQL."""

from copilot_adapters.storage.storage import SqlStorage

__all__ = ["SqlStorage"]
