"""The names of places."""

from typing import Protocol

from attrs import frozen


@frozen
class City:
    """A city: `country` ISO 3166-1 alpha-2, `region` its first-level subdivision's code (`CA`) or name."""

    name: str
    region: str
    country: str
    population: int


class Gazetteer(Protocol):
    """A list of the world's cities. Pure, safe to share by threads."""

    def cities(self, name: str) -> tuple[City, ...]:
        """Return the cities of this name or alternate name (case and accents folded), largest first."""
        ...
