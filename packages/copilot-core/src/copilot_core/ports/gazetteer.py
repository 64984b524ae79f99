"""The names of places."""

from typing import Protocol

from copilot_core.entities.place import City


class Gazetteer(Protocol):
    """A list of the world's cities. Pure, safe to share by threads."""

    def cities(self, name: str) -> tuple[City, ...]:
        """Return the cities of this name or alternate name (case and accents folded), largest first."""
        ...
