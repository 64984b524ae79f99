"""Where a job is: place lines of boards understood."""

import re
from collections.abc import Iterable
from typing import Protocol

from attrs import evolve

from copilot_core.entities.place import City, Place
from copilot_core.rules.admin import Admin, admin_coded, admin_named, readings_of
from copilot_core.rules.countries import country_coded
from copilot_core.rules.folding import fold
from copilot_core.rules.place_words import (
    AROUND,
    BETWEEN_PLACES,
    CITY_STATES,
    COUNTRY_STATE_CITY,
    NOISE,
    PARTS,
    POSTCODE,
    SHORT_NAMES,
)
from copilot_core.rules.regions import region_named
from copilot_core.rules.subdivisions import subdivision_named

LONGEST_LINE = 300
"""Longer place lines are prose; only so much of them is read."""


class Cities(Protocol):
    """What place rules need of a gazetteer."""

    def cities(self, name: str) -> tuple[City, ...]:
        """Return the cities of this name, largest first."""
        ...


def read_places(lines: Iterable[str], cities: Cities) -> tuple[Place, ...]:
    """Understand place lines; what says only "remote" or "multiple locations" is no place."""
    found: dict[tuple[str | None, ...], Place] = {}
    for line in lines:
        for place in _places_in(line[:LONGEST_LINE].strip(), cities):
            key = (place.city, place.region, place.country)
            found.setdefault(key if any(key) else (place.text,), place)
    return tuple(found.values())


def _places_in(line: str, cities: Cities) -> tuple[Place, ...]:
    whole = admin_named(line)
    if whole:
        return (_of_admin(line, whole, cities),)
    chunks = (chunk.strip() for chunk in BETWEEN_PLACES.split(line))
    return tuple(place for chunk in chunks if chunk for place in _places_of(chunk, cities))


def _places_of(chunk: str, cities: Cities) -> list[Place]:
    match = COUNTRY_STATE_CITY.match(chunk)
    if match and country_coded(match["country"]):
        chunk = f"{match['city']}, {match['state']}, {match['country']}"
    cleaned = POSTCODE.sub(" ", NOISE.sub(" , ", chunk))
    parts = [part for raw in PARTS.split(cleaned) if (part := _part(" ".join(raw.split())))]
    places = [_understood(group, cities) for group in _grouped(parts, cities)]
    return [place for place in places if place.city or place.region or place.country] or places[:1]


def _part(said: str) -> str:
    """Return a part of a place line without words around it ("Greater … Area"); a known short name stays whole."""
    bare = said.strip(" .-–—'*#")
    return bare if fold(bare) in SHORT_NAMES else AROUND.sub("", bare).strip(" .-–—'*#")


def _grouped(parts: list[str], cities: Cities) -> list[list[str]]:
    """Put the parts that describe one place together: a city with its state and country."""
    groups: list[list[str]] = []
    for part in parts:
        if groups and not _starts_another(groups[-1], part, cities):
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _starts_another(group: list[str], part: str, cities: Cities) -> bool:
    admins = [admin for before in group if (admin := admin_named(before) or admin_coded(before))]
    if admin_named(part) or admin_coded(part):
        twins = (
            part != group[0] and _is_large(group[0], cities) and _is_large(part, cities) and _is_own_state(part, cities)
        )
        return len(admins) == len(group) and (
            _complete(group, part, cities) or (twins and _is_own_state(group[0], cities))
        )
    if len(group) == len(admins) == 1 and not cities.cities(group[0]):
        return _city(part, admins[0], cities) is None and admins[0].region is None
    return (bool(admins) and _is_city(group, cities)) or (_is_large(group[0], cities) and _is_large(part, cities))


def _is_own_state(name: str, cities: Cities) -> bool:
    """Whether a city is a state by itself, like Berlin and Hamburg."""
    state = subdivision_named(name, "DE")
    return state is not None and any(city.country == "DE" and city.region == state[1] for city in cities.cities(name))


def _complete(group: list[str], part: str, cities: Cities) -> bool:
    """Whether countries follow each other ("India, USA") and not one place's ever wider circles."""
    countries = {reading.country for reading in readings_of(part)}
    if len(group) == 1 and any(city.country in countries for city in cities.cities(group[0])):
        return False
    return countries.isdisjoint(reading.country for reading in readings_of(group[-1]))


def _is_city(group: list[str], cities: Cities) -> bool:
    return len(group) > 1 or bool(cities.cities(group[0]))


def _is_large(name: str, cities: Cities) -> bool:
    return fold(name) in SHORT_NAMES or any(city.population >= 100_000 for city in cities.cities(name))


def _understood(group: list[str], cities: Cities) -> Place:
    text = ", ".join(group)
    short = SHORT_NAMES.get(fold(group[0]))
    if short:
        return evolve(_understood(short.split(", "), cities), text=text)
    if len(group) == 1:
        return _single(group[0], cities)
    first = admin_named(group[0])
    if first and first.region is None and len(group) == 2 and _city(group[1], first, cities):
        return evolve(_understood([*group[1:], group[0]], cities), text=text)
    within = _around(group[1:], group[0], cities)
    known = _city(group[0], within, cities)
    if known or not first:
        return _in_city(text, known, group, within, cities)
    if within and first.country != within.country:
        return Place(text, group[0], within.region, within.country)
    return Place(text, None, first.region, first.country)


def _in_city(text: str, known: City | None, group: list[str], within: Admin | None, cities: Cities) -> Place:
    known = known or next((found for name in group[1:] if (found := _city(name, within, cities))), None)
    if known:
        return Place(text, known.name, known.region or (within.region if within else None) or None, known.country)
    if within:
        return Place(text, group[0], within.region, within.country)
    return Place(text)


def _around(parts: list[str], city: str, cities: Cities) -> Admin | None:
    """Return what the parts after a city say: its country, and its subdivision when named."""
    country, region = None, None
    for part in reversed(parts):
        admin = _admin_for(part, city, country, cities)
        if admin and country in (None, admin.country):
            country, region = admin.country, admin.region or region
    return Admin(country, region) if country else None


def _admin_for(part: str, city: str, country: str | None, cities: Cities) -> Admin | None:
    """Read one part; `CA`, `DE`, `Georgia` are states or countries, and the city tells which."""
    readings = readings_of(part)
    if country:
        readings = [reading for reading in readings if reading.country == country] or readings
    for reading in readings:
        if _city(city, reading, cities):
            return reading
    return readings[0] if readings else None


def _city(name: str, within: Admin | None, cities: Cities) -> City | None:
    if within is None:
        return _dominant(cities.cities(name))
    here = [city for city in cities.cities(name) if city.country == within.country]
    if within.region and any(city.region for city in here):
        here = [city for city in here if city.region in ("", within.region)]
    return here[0] if here else None


def _dominant(found: tuple[City, ...]) -> City | None:
    """Return the city that people mean by a bare name: the largest, when clearly so."""
    if not found or found[0].population < 3 * (found[1].population if len(found) > 1 else 0):
        return None
    return found[0]


def _single(name: str, cities: Cities) -> Place:
    admin = admin_named(name) or (Admin(code) if name.isupper() and (code := country_coded(name)) else None)
    if admin:
        return _of_admin(name, admin, cities)
    known = cities.cities(name)
    if known:
        return _of_cities(name, known)
    region = region_named(name)
    if region:
        return Place(name, region=region)
    twin = re.split(r"[-/]", name)[0].strip()
    if twin != name and cities.cities(twin):
        return evolve(_single(twin, cities), text=name)
    head, _, tail = name.rpartition(" ")
    last = admin_named(tail) or admin_coded(tail)
    if head and last and cities.cities(head):
        return evolve(_understood([head, tail], cities), text=name)
    return Place(name)


def _of_admin(name: str, admin: Admin, cities: Cities) -> Place:
    """A bare country, or a state, which may be a city as well (New York, Berlin)."""
    same = _city(name, admin, cities)
    if same and (admin.country in CITY_STATES or (admin.region and same.region == admin.region)):
        return Place(name, same.name, admin.region, admin.country)
    if admin.region and (others := cities.cities(name)) and others[0].population >= 500_000:
        return Place(name, None, None, admin.country) if others[0].country == admin.country else Place(name)
    if name.casefold() == "georgia":
        return Place(name)
    return Place(name, None, admin.region, admin.country)


def _of_cities(name: str, known: tuple[City, ...]) -> Place:
    city = _dominant(known)
    if city:
        return Place(name, city.name, city.region or None, city.country)
    rivals = [other for other in known if other.population * 3 > known[0].population]
    countries, regions = {other.country for other in rivals}, {other.region for other in rivals}
    country = known[0].country if len(countries) == 1 else None
    return Place(name, known[0].name, known[0].region or None if len(regions) == 1 and country else None, country)
