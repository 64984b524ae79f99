"""Words that people may mean while they are typing."""

from typing import Protocol


class TitlesAndSkills(Protocol):
    """Names of occupations and skills. Pure, safe to share by threads; the likeliest first."""

    def titles_like(self, said: str, limit: int) -> tuple[str, ...]:
        """Return names of occupations that have a word which begins so."""
        ...

    def skills_like(self, said: str, limit: int) -> tuple[str, ...]:
        """Return names of skills that have a word which begins so."""
        ...


class PlaceNames(Protocol):
    """Names of cities. Pure, safe to share by threads; the largest first."""

    def places_like(self, said: str, limit: int) -> tuple[str, ...]:
        """Return cities that begin so, each with its country."""
        ...
