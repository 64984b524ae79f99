"""Countries and subdivisions, as parts of a place line."""

from attrs import frozen

from copilot_core.rules.countries import country_coded, country_named
from copilot_core.rules.subdivisions import subdivision_codes, subdivision_named


@frozen
class Admin:
    """A country or a subdivision, as a part of a place line."""

    country: str
    region: str | None = None


def readings_of(part: str) -> list[Admin]:
    """Return everything a part may stand for: `CA` is a state and a country."""
    states = [Admin(land, part) for land in ("US", "CA", "AU") if part in subdivision_codes(land)]
    coded, named, state = country_coded(part), country_named(part), subdivision_named(part)
    found = [*states, *([Admin(*state)] if state else []), *(Admin(code) for code in (named, coded) if code)]
    return list(dict.fromkeys(found))


def admin_named(part: str) -> Admin | None:
    """Read a name written out."""
    country = country_named(part)
    if country:
        return Admin(country)
    state = subdivision_named(part)
    return Admin(*state) if state else None


def admin_coded(part: str) -> Admin | None:
    """Read a code of two or three capitals."""
    if not (2 <= len(part) <= 3 and part.isupper()):
        return None
    readings = readings_of(part)
    return readings[0] if readings else None
