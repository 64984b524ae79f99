"""A schema.org JobPosting, as websites write it, made a posting."""

import hashlib
import html
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

from attrs import evolve

from copilot_adapters.job_sources.microdata import Item
from copilot_adapters.job_sources.rows import without
from copilot_adapters.job_sources.sections import document, is_html, section
from copilot_adapters.job_sources.values import from_iso, from_rfc822, period, plain, salary, text
from copilot_core.entities.posting import Posting, Refusal
from copilot_core.entities.salary import Origin, Period, Salary

UNIT_CODES: Final = {"HUR": Period.HOUR, "DAY": Period.DAY, "WEE": Period.WEEK, "MON": Period.MONTH, "ANN": Period.YEAR}
"""UN/CEFACT codes of units of time."""

TRACKERS: Final = re.compile(r"utm_.*|gclid|fbclid|msclkid|gh_src|lever-(?:origin|source)|mc_[ce]id|_hs\w+|trk")
MORE: Final = {
    "responsibilities": "Responsibilities",
    "qualifications": "Qualifications",
    "skills": "Skills",
    "experienceRequirements": "Experience",
    "educationRequirements": "Education",
    "jobBenefits": "Benefits",
}
"""Properties that may say more than the description does."""


def read_job_posting(item: Item, page_url: str) -> Posting | Refusal:
    """Make a posting of what a page at `page_url` says, or tell what it lacks."""
    title = words(item.get("title")) or words(item.get("name"))
    company = words(item.get("hiringOrganization"))
    url = address_of(item, page_url)
    external_id = _external_id(item, url, title)
    if not title:
        return without("title", external_id)
    if not company:
        return without("company", external_id)
    return Posting(
        external_id=external_id,
        url=url,
        title=title,
        company=company,
        description=_description(item),
        places=_places(item.get("jobLocation")),
        remote=True if "TELECOMMUTE" in " ".join(all_words(item.get("jobLocationType"))).upper() else None,
        work_from=all_words(item.get("applicantLocationRequirements")),
        pay=_pay(item),
        pay_text=_pay_text(item),
        employment=tuple(part.strip() for kind in all_words(item.get("employmentType")) for part in kind.split(",")),
        tags=(*all_words(item.get("industry")), *all_words(item.get("occupationalCategory"))),
        language=words(item.get("inLanguage")),
        posted_at=from_iso(words(item.get("datePosted"))) or from_rfc822(words(item.get("datePosted"))),
        closes_at=from_iso(words(item.get("validThrough"))) or from_rfc822(words(item.get("validThrough"))),
    )


def words(value: object) -> str:
    """Return the first text of a value that may be a text, a number, a thing with a name, or a list of those."""
    return next(iter(all_words(value)), "")


def all_words(value: object) -> tuple[str, ...]:
    """Return all its texts, each once."""
    values = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(found for found in map(_text, values) if found))


def _text(value: object) -> str:
    if isinstance(value, dict):
        named = (value.get(name) for name in ("@value", "name", "legalName", "value", "address", "addressCountry"))
        return next((found for found in map(words, named) if found), "")
    return plain(value)


def address_of(item: Item, page_url: str) -> str:
    """Return where the posting is: its own address when that is on the page's host, else the page, without trackers."""
    parts, own = urlsplit(page_url), _parts(words(item.get("url")))
    if own is not None and own.netloc == parts.netloc and own.scheme in {"http", "https"}:
        parts = own
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKERS.fullmatch(pair[0])]
    fragment = parts.fragment if parts.fragment[:1] in {"/", "!"} else ""
    return urlunsplit(parts._replace(query=urlencode(query), fragment=fragment))


def _parts(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _external_id(item: Item, url: str, title: str) -> str:
    """Name it by the host's own identifier, else by its address; a page may hold several."""
    identifier = item.get("identifier")
    own = words(identifier.get("value")) if isinstance(identifier, dict) else words(identifier)
    if own:
        return f"{urlsplit(url).netloc}:{own}"[:300]
    return f"{url[:300]}#{hashlib.sha256(title.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _description(item: Item) -> str:
    told = _unescaped(" ".join(all_texts(item.get("description"))))
    parts = [section("", told)]
    for name, heading in MORE.items():
        bodies = [_unescaped(body) for body in map(_requirement, _listed(item.get(name))) if body]
        more = [body for body in bodies if _squeezed(body)[:200] not in _squeezed(told)]
        parts.append(section(heading, more[0] if len(more) == 1 else more))
    return document(*parts)


def all_texts(value: object) -> Iterable[str]:
    """Return the texts of a value, entities kept: it is HTML."""
    for entry in _listed(value):
        yield text(entry.get("@value")) if isinstance(entry, dict) else text(entry)


def _requirement(value: object) -> str:
    """Return what is asked for, in words."""
    if isinstance(value, dict):
        months = text(value.get("monthsOfExperience"))
        if months:
            return f"{months} months of experience"
        return words(value.get("description")) or words(value.get("credentialCategory")) or words(value)
    return text(value)


def _unescaped(body: str) -> str:
    """Resolve entities where the tags themselves are escaped, or where there are none at all."""
    return body if is_html(body) else html.unescape(body)


def _squeezed(body: str) -> str:
    return re.sub(r"<[^<>]*>|\W+", "", body).casefold()


def _places(value: object) -> tuple[str, ...]:
    """Return the places; where several share one address, that is filled in by rote, and their names tell."""
    places = _listed(value)
    lines = [_address_line(place) for place in places]
    names = [words(place.get("name")) if isinstance(place, dict) else "" for place in places]
    if len(set(lines)) < len(places) == len(set(names)) and all(names):
        return tuple(names)
    return tuple(dict.fromkeys(line or name for line, name in zip(lines, names, strict=True) if line or name))


def _address_line(place: object) -> str:
    if not isinstance(place, dict):
        return plain(place)
    address = place.get("address", place)
    address = address[0] if isinstance(address, list) and address else address
    if not isinstance(address, dict):
        return plain(address)
    parts = (words(address.get(name)) for name in ("addressLocality", "addressRegion", "addressCountry"))
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _pay(item: Item) -> Salary | None:
    for name, origin in (("baseSalary", Origin.STATED), ("estimatedSalary", Origin.PREDICTED)):
        for amount in _listed(item.get(name)):
            found = _salary(amount, words(item.get("salaryCurrency")))
            if found is not None:
                return evolve(found, origin=origin)
    return None


def _salary(amount: object, currency: str) -> Salary | None:
    """Read a MonetaryAmount, a QuantitativeValue or a bare figure."""
    if not isinstance(amount, dict):
        return salary(amount, amount, currency, None)
    value = amount.get("value")
    value = value[0] if isinstance(value, list) and value else value
    inner = {**amount, **value} if isinstance(value, dict) else amount
    low, high = (words(inner.get(name)) or words(inner.get("value")) for name in ("minValue", "maxValue"))
    if words(inner.get("minValue")) or words(inner.get("maxValue")):
        low, high = words(inner.get("minValue")), words(inner.get("maxValue"))
    code = words(inner.get("currency")) or words(amount.get("currency")) or currency
    per = period(words(inner.get("unitText"))) or UNIT_CODES.get(words(inner.get("unitCode")).upper())
    return salary(low, high, code, per)


def _pay_text(item: Item) -> str:
    """Return pay that is told in words ("€ 50k to 60k")."""
    told = item.get("baseSalary")
    value = told.get("value") if isinstance(told, dict) else told
    line = plain(value)
    return line if line and _pay(item) is None and any(map(str.isdigit, line)) else ""


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
