"""Wishes as people write them down in JSON, read forgivingly: names or codes, lists or objects."""

import re
from collections.abc import Iterable, Mapping

from copilot_core.entities.kinds import Seniority
from copilot_core.entities.place import Place
from copilot_core.entities.seeker import Permit, RemoteWish, Wishes
from copilot_core.rules.countries import country_coded, country_named
from copilot_core.rules.fit.languages import language_code
from copilot_core.rules.place import Cities, read_places
from copilot_core.rules.regions import region_countries, region_named
from copilot_core.rules.seniority import read_seniority

Written = Mapping[str, object]

_PERMITS: tuple[tuple[str, Permit], ...] = (
    (r"sponsor|no permit|\bnone\b|\bno\b|not allowed|needs", Permit.NEEDS_SPONSORSHIP),
    (r"citizen|national|passport|staatsb", Permit.CITIZEN),
    (r"permanent|green\s?card|resident|settled|\bilr\b|niederlassung", Permit.PERMANENT),
    (r"visa|permit|opt\b|h-?1b|blue\s?card|authori[sz]ed|\byes\b|true", Permit.VISA),
)
_CURRENCIES = {"US": "USD", "GB": "GBP", "CA": "CAD", "AU": "AUD", "CH": "CHF", "IN": "INR", "PL": "PLN", "SE": "SEK"}
_NO_CLEARANCE = frozenset({"", "none", "no", "false", "n/a", "null"})
_AMOUNT = re.compile(r"(\d[\d.,\s']{0,15}\d|\d)\s*(k\b)?", re.IGNORECASE)


def read_wishes(written: Written, cities: Cities) -> Wishes:
    """Read `want, where, remote, lives_in, permit, languages, relocate, pay_min, clearance, seniority, licences`."""
    home = next(iter(_places(written.get("lives_in"), cities)), None)
    amount, currency = _pay(written.get("pay_min"))
    relocate = written.get("relocate")
    return Wishes(
        want=tuple(_texts(written.get("want"))),
        where=(*_places(written.get("where"), cities), *_places(_listed(relocate), cities)),
        remote=_remote(written.get("remote")),
        lives_in=home,
        relocate=_relocates(relocate),
        permits=_permits(written.get("permit", written.get("permits")), home),
        languages=_languages(written.get("languages")),
        pay_min=amount,
        pay_currency=currency or (_currency_of(home) if amount else None),
        seniority=_seniority(written.get("seniority")),
        clearance=_clearance(written),
        licences=tuple(text for text in _texts(written.get("licences", written.get("licenses"))) if text),
        blocked_companies=tuple(_texts(written.get("block"))),
    )


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return [part.strip() for part in re.split(r"\s*[;|]\s*", value) if part.strip()]
    return [str(part).strip() for part in value if part] if isinstance(value, list) else []


def _listed(value: object) -> object:
    return value if isinstance(value, list) else None


def _places(value: object, cities: Cities) -> tuple[Place, ...]:
    if isinstance(value, dict):
        value = ", ".join(str(value[key]) for key in ("city", "region", "state", "country") if value.get(key))
    return tuple(place for line in _texts(value) for place in read_places((line,), cities) or (Place(line),))


def _remote(value: object) -> RemoteWish | None:
    if isinstance(value, bool):
        return RemoteWish.YES if value else RemoteWish.NO
    said = str(value or "").strip().lower()
    return next((wish for wish in (RemoteWish.ONLY, *RemoteWish) if wish.value in said.split()), None)


def _relocates(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    if isinstance(value, list):
        return bool(value)
    said = str(value or "").strip().lower()
    return None if not said else not said.startswith(("no", "nein", "false"))


def _permits(value: object, home: Place | None) -> dict[str, Permit]:
    if isinstance(value, str):
        value = {home.country: value} if home and home.country else {}
    if not isinstance(value, dict):
        return {}
    read = ((_country(str(place)), _permit(str(said))) for place, said in value.items())
    return {place: permit for place, permit in read if permit is not None}


def _country(name: str) -> str:
    region = region_named(name)
    if region is not None and region_countries(region):
        return region
    return country_named(name) or country_coded(name.strip().upper()) or name


def _permit(said: str) -> Permit | None:
    return next((permit for pattern, permit in _PERMITS if re.search(pattern, said.lower())), None)


def _languages(value: object) -> dict[str, str]:
    if isinstance(value, dict):
        pairs = [(str(name), str(level or "")) for name, level in value.items()]
    else:
        items = value if isinstance(value, list) else list(_texts(value))
        pairs = [_language(item) for item in items]
    return {language_code(name) or name.lower(): level for name, level in pairs if name}


def _language(item: object) -> tuple[str, str]:
    if isinstance(item, dict):
        name = item.get("language") or item.get("name") or ""
        return str(name), str(item.get("level") or item.get("fluency") or "")
    name, _, level = re.sub(r"[():,–-]", " ", str(item)).strip().partition(" ")
    return name, level.strip()


def _pay(value: object) -> tuple[float | None, str | None]:
    if isinstance(value, dict):
        amount, _ = _pay(value.get("amount") or value.get("min") or value.get("value"))
        return amount, str(value["currency"]).upper() if value.get("currency") else None
    if isinstance(value, bool) or value is None:
        return None, None
    if isinstance(value, int | float):
        return float(value), None
    said = str(value)
    found = _AMOUNT.search(said)
    if found is None:
        return None, None
    amount = float(re.sub(r"[.,\s'](?=\d{3})|\s", "", found[1]).replace(",", ".")) * (1000 if found[2] else 1)
    signs = {"$": "USD", "€": "EUR", "£": "GBP", "USD": "USD", "EUR": "EUR", "GBP": "GBP", "CHF": "CHF"}
    return amount, next((code for sign, code in signs.items() if sign in said), None)


def _currency_of(home: Place | None) -> str | None:
    if home is None or home.country is None:
        return None
    return _CURRENCIES.get(home.country) or ("EUR" if home.country in region_countries("EU") else None)


def _seniority(value: object) -> Seniority | None:
    said = str(value or "").strip().lower()
    return next((level for level in Seniority if level.value == said), None) or read_seniority(said, said)


def _clearance(written: Written) -> str | None:
    """Return the clearance; somebody who was asked and named none has none."""
    if "clearance" not in written:
        return None
    value = written["clearance"]
    said = str(value or "").strip().lower()
    return "none" if said in _NO_CLEARANCE else "secret" if value is True else said
