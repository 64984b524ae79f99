"""Where a person may work."""

from copilot_core.entities.seeker import Permit, Wishes
from copilot_core.rules.regions import region_countries, region_named

_STRONGEST = (Permit.CITIZEN, Permit.PERMANENT, Permit.VISA, Permit.NEEDS_SPONSORSHIP)


def permit_in(country: str, wishes: Wishes) -> Permit | None:
    """Return what the person may do in a country (ISO 3166-1 alpha-2); None when the wishes do not tell.

    A permit for a region (`EU`) holds in its countries: a citizen of one may work in the others. Who names permits, but
    none for a country, needs sponsorship there.
    """
    if not wishes.permits or not country:
        return None
    held = [permit for place, permit in wishes.permits.items() if _covers(place, country, permit)]
    return min(held, key=_STRONGEST.index, default=Permit.NEEDS_SPONSORSHIP)


def _covers(place: str, country: str, permit: Permit) -> bool:
    if place == country:
        return True
    region = region_named(place) or place
    if country in region_countries(region):
        return True
    free = region_countries("EU")
    return permit is Permit.CITIZEN and place in free and country in free
