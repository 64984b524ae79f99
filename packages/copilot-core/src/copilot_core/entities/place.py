"""Where a job is, and from where it may be done."""

from enum import StrEnum

from attrs import frozen


class Remote(StrEnum):
    """Whether the work is done away from the employer's place."""

    NO = "no"
    HYBRID = "hybrid"
    YES = "yes"
    UNKNOWN = "unknown"


@frozen
class Place:
    """A place as said (`text`) and as understood; `country` is ISO 3166-1 alpha-2, `region` a name or code."""

    text: str
    city: str | None = None
    region: str | None = None
    country: str | None = None


@frozen
class City:
    """A city: `country` ISO 3166-1 alpha-2, `region` its first-level subdivision's code (`CA`) or name."""

    name: str
    region: str
    country: str
    population: int


@frozen
class WorkFrom:
    """From where a remote job may be done.

    `anywhere` is True only where the posting says worldwide. `countries` are ISO 3166-1 alpha-2, wider regions
    (`EU`, `EMEA`, `LATAM` …) are kept in `regions` and also spelled out in `countries`. `states` are
    subdivisions (`US-CA`). `excluded` are countries or subdivisions ruled out. `timezones` are UTC offsets in
    hours (lowest, highest). With nothing known all are empty: "cannot tell", not "anywhere".
    """

    anywhere: bool = False
    countries: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    timezones: tuple[float, float] | None = None
    text: str = ""

    @property
    def known(self) -> bool:
        """Whether the posting says anything about it."""
        return self.anywhere or bool(self.countries or self.regions or self.states or self.timezones)

    def allows(self, country: str, state: str | None = None) -> bool | None:
        """Whether somebody living there may do the job; None when that cannot be told."""
        here = {country, f"{country}-{state}"} if state else {country}
        if here & self.excluded:
            return False
        if self.anywhere:
            return True
        if self.states and country in {code.partition("-")[0] for code in self.states}:
            return None if state is None else f"{country}-{state}" in self.states
        if self.countries:
            return country in self.countries
        return None
