"""Wishes as people say them: options understood, and what a resume suggests."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from attrs import evolve

from copilot_core.entities.kinds import Employment, Seniority
from copilot_core.entities.place import Place
from copilot_core.entities.resume import Position, Reading
from copilot_core.entities.seeker import Permit, RemoteWish, Wishes
from copilot_core.errors import Rejected
from copilot_core.rules.countries import country_coded, country_named
from copilot_core.rules.fit.languages import language_code, level_said
from copilot_core.rules.place import Cities, read_places
from copilot_core.rules.regions import region_countries, region_named
from copilot_core.rules.resume.vocabulary import HUMAN_LANGUAGES
from copilot_core.rules.salary import pay_in_line

Kind = TypeVar("Kind", bound=StrEnum)
Said = str | bool | Sequence[str]
"""What one option was given: a word, a switch, or several words."""

LEVELS = ("", "A1", "A2", "B1", "B2", "C1", "C2", "native")
_PERMITS = {
    "citizen": Permit.CITIZEN,
    "citizenship": Permit.CITIZEN,
    "staatsbürger": Permit.CITIZEN,
    "permanent": Permit.PERMANENT,
    "permanent resident": Permit.PERMANENT,
    "green card": Permit.PERMANENT,
    "unbefristet": Permit.PERMANENT,
    "visa": Permit.VISA,
    "work permit": Permit.VISA,
    "visum": Permit.VISA,
    "needs sponsorship": Permit.NEEDS_SPONSORSHIP,
    "sponsorship": Permit.NEEDS_SPONSORSHIP,
    "none": Permit.NEEDS_SPONSORSHIP,
}
_LICENCE = re.compile(
    r"führerschein|driving licen[cs]e|driver'?s licen[cs]e|\bcdl\b|\blicen[cs]ed?\b|\blicensure\b|approbation|"
    r"\bregistered nurse\b|\brn\b|\bcpa\b",
    re.IGNORECASE,
)
_EQUALS = re.compile(r"\s*[=:]\s*")
MOST_SUGGESTED = 3


def changed(wishes: Wishes, said: Mapping[str, Said], cities: Cities) -> Wishes:
    """Return `wishes` with what was said; an empty word forgets. Raise `Rejected` for what is not understood."""
    for option, value in said.items():
        change = _CHANGES.get(option)
        if change is None:
            raise Rejected("wish_unreadable", option=option, value="", remedy=", ".join(sorted(_CHANGES)))
        wishes = change(wishes, value, cities)
    return wishes


def suggested(reading: Reading, cities: Cities) -> Wishes:
    """Return what a resume says of its writer: latest titles, home, languages, licences."""
    titles = [position.title.value for position in _latest(reading.positions) if position.title]
    return Wishes(
        want=tuple(dict.fromkeys(titles[:MOST_SUGGESTED])),
        lives_in=_home(reading, cities),
        languages=_spoken(quote.value for quote in reading.languages),
        licences=tuple(quote.value for quote in reading.certificates if _LICENCE.search(quote.value)),
    )


def completed(said: Wishes, reading: Reading, cities: Cities | None = None) -> Wishes:
    """Return what was said, with home, languages and licences from the resume where nothing was said of them."""
    known = suggested(reading, cities or NoCities())
    return evolve(
        said,
        lives_in=said.lives_in or known.lives_in,
        languages=said.languages or known.languages,
        licences=said.licences or known.licences,
    )


class NoCities:
    """A gazetteer that knows no city: countries and states are understood all the same."""

    def cities(self, name: str) -> tuple[()]:  # noqa: ARG002 - the shape is the port's
        """Return none."""
        return ()


def _latest(positions: Sequence[Position]) -> list[Position]:
    def order(position: Position) -> tuple[bool, int, int]:
        end = position.end or position.start
        return (end is not None and end.present, end.year if end else 0, (end.month or 0) if end else 0)

    return sorted(positions, key=order, reverse=True)


def _home(reading: Reading, cities: Cities) -> Place | None:
    if reading.place is None:
        return None
    return next(iter(read_places([reading.place.value], cities)), Place(reading.place.value))


def _spoken(texts: Iterable[str]) -> dict[str, str]:
    spoken: dict[str, str] = {}
    for text in texts:
        words = re.findall(r"\w+", text.casefold())
        code = next((HUMAN_LANGUAGES[word] for word in words if word in HUMAN_LANGUAGES), None)
        if code:
            spoken.setdefault(code, LEVELS[level_said(text) or 0])
    return spoken


def _words(value: Said) -> tuple[str, ...]:
    """Return the words given, without empty ones; a single word counts as one."""
    given = (value,) if isinstance(value, str) else () if isinstance(value, bool) else tuple(value)
    return tuple(dict.fromkeys(" ".join(word.split()) for word in given if word.strip()))


def _word(value: Said) -> str:
    return next(iter(_words(value)), "")


def _want(wishes: Wishes, value: Said, _: Cities) -> Wishes:
    return evolve(wishes, want=_words(value))


def _where(wishes: Wishes, value: Said, cities: Cities) -> Wishes:
    return evolve(wishes, where=tuple(place for word in _words(value) for place in _places("where", word, cities)))


def _places(option: str, word: str, cities: Cities) -> tuple[Place, ...]:
    places = read_places([word], cities)
    if not places:
        raise Rejected("wish_unreadable", option=option, value=word, remedy="a place (or --remote only)")
    return places


def _lives_in(wishes: Wishes, value: Said, cities: Cities) -> Wishes:
    word = _word(value)
    return evolve(wishes, lives_in=_places("lives-in", word, cities)[0] if word else None)


def _remote(wishes: Wishes, value: Said, _: Cities) -> Wishes:
    return evolve(wishes, remote=_one_of("remote", _word(value), RemoteWish) if _word(value) else None)


def _seniority(wishes: Wishes, value: Said, _: Cities) -> Wishes:
    return evolve(wishes, seniority=_one_of("seniority", _word(value), Seniority) if _word(value) else None)


def _employment(wishes: Wishes, value: Said, _: Cities) -> Wishes:
    words = (word.replace("-", "_").replace(" ", "_") for word in _words(value))
    return evolve(wishes, employment=frozenset(_one_of("employment", word, Employment) for word in words))


def _one_of(option: str, word: str, kinds: type[Kind]) -> Kind:
    found = next((kind for kind in kinds if kind.value == word.casefold()), None)
    if found is None:
        raise Rejected("wish_unreadable", option=option, value=word, remedy=", ".join(kind.value for kind in kinds))
    return found


def _pay(wishes: Wishes, value: Said, _: Cities) -> Wishes:
    word = _word(value)
    if not word:
        return evolve(wishes, pay_min=None, pay_currency=None)
    pay = pay_in_line(word)
    yearly = pay.yearly if pay else None
    amount = yearly[0] if yearly else (pay.minimum or pay.maximum) if pay else None
    if amount is None or amount <= 0:
        raise Rejected("wish_unreadable", option="pay", value=word, remedy="an amount such as '60000 EUR'")
    return evolve(wishes, pay_min=amount, pay_currency=(pay.currency if pay else None) or wishes.pay_currency)


def _permit(wishes: Wishes, value: Said, _: Cities) -> Wishes:
    return evolve(wishes, permits=dict(_permit_of(word) for word in _words(value)))


def _permit_of(word: str) -> tuple[str, Permit]:
    where, _, kind = (part.strip() for part in _partitioned(word))
    country = country_named(where) or country_coded(where.upper()) or _region(where)
    permit = _PERMITS.get(kind.casefold().replace("_", " ").replace("-", " "))
    if country is None or permit is None:
        remedy = "COUNTRY=" + "|".join(permit.value for permit in Permit)
        raise Rejected("wish_unreadable", option="permit", value=word, remedy=remedy)
    return country, permit


def _region(name: str) -> str | None:
    """Return a region of several countries, such as `EU`: a permit for it holds in all of them."""
    region = region_named(name)
    return region if region and region_countries(region) else None


def _language(wishes: Wishes, value: Said, _: Cities) -> Wishes:
    return evolve(wishes, languages=dict(_language_of(word) for word in _words(value)))


def _language_of(word: str) -> tuple[str, str]:
    name, _, level = _partitioned(word)
    first = re.split(r"[\s(]", name.strip(), maxsplit=1)[0]
    code = language_code(first) or HUMAN_LANGUAGES.get(first.casefold())
    told = level_said(level or name)
    if code is None or (level and told is None):
        raise Rejected(
            "wish_unreadable", option="language", value=word, remedy="a language with a level: de=B2, en=native"
        )
    return code, LEVELS[told or 0]


def _partitioned(word: str) -> tuple[str, str, str]:
    sign = _EQUALS.search(word)
    return (word[: sign.start()], "=", word[sign.end() :]) if sign else (word, "", "")


def _relocate(wishes: Wishes, value: Said, _: Cities) -> Wishes:
    if isinstance(value, bool):
        return evolve(wishes, relocate=value)
    known = {"": None, "yes": True, "true": True, "ja": True, "no": False, "false": False, "nein": False}
    word = _word(value).casefold()
    if word not in known:
        raise Rejected("wish_unreadable", option="relocate", value=word, remedy="yes, no")
    return evolve(wishes, relocate=known[word])


def _clearance(wishes: Wishes, value: Said, _: Cities) -> Wishes:
    return evolve(wishes, clearance=_word(value) or None)


def _licence(wishes: Wishes, value: Said, _: Cities) -> Wishes:
    return evolve(wishes, licences=_words(value))


def _block(wishes: Wishes, value: Said, _: Cities) -> Wishes:
    return evolve(wishes, blocked_companies=_words(value))


_CHANGES: dict[str, Callable[[Wishes, Said, Cities], Wishes]] = {
    "want": _want,
    "where": _where,
    "remote": _remote,
    "pay": _pay,
    "permit": _permit,
    "language": _language,
    "lives_in": _lives_in,
    "relocate": _relocate,
    "seniority": _seniority,
    "employment": _employment,
    "licence": _licence,
    "clearance": _clearance,
    "block": _block,
}
