"""Filters as people write them, turned into what jobs are filed under."""

from collections.abc import Callable

from attrs import evolve

from copilot_core.entities.job_query import JobQuery
from copilot_core.entities.skill import Skill
from copilot_core.errors import Rejected
from copilot_core.rules.countries import country_coded, country_named
from copilot_core.rules.place import Cities, read_places


def understood(query: JobQuery, skill_named: Callable[[str], Skill | None], cities: Cities) -> JobQuery:
    """Return `query` in the catalogue's words: `Germany` is `DE`, `münchen` is `Munich`, `python` is its skill.

    Raise `Rejected` for a country that is none: no job could ever answer.
    """
    skill = skill_named(query.skill) if query.skill.strip() else None
    return evolve(
        query,
        country=_country("country", query.country),
        work_from=_country("work-from", query.work_from),
        city=_city(query.city, cities),
        skill=skill.id if skill else query.skill,
    )


def _country(option: str, said: str) -> str:
    name = said.strip()
    if not name:
        return ""
    code = country_coded(name.upper()) or country_named(name)
    if code is None:
        raise Rejected("wish_unreadable", option=option, value=name, remedy="a country: DE, Germany, US …")
    return code


def _city(said: str, cities: Cities) -> str:
    """Return the name the gazetteer gives a city; one it does not know stays as it was said."""
    name = said.strip()
    named = (place.city for place in read_places([name], cities) if place.city) if name else iter(())
    return next(named, name)
