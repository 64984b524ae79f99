"""Where everything is kept: SQLite or PostgreSQL."""

from copilot_adapters.storage.postgres import Postgres
from copilot_adapters.storage.storage import SqlStorage

__all__ = ["Postgres", "SqlStorage"]
