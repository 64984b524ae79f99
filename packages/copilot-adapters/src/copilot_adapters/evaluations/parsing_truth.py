"""What a resume says, out of a file in RenderCV's schema: the truth that readings are compared with."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml
from attrs import frozen

from copilot_core.errors import Rejected
from copilot_core.rules.resume.headings import kind_of
from copilot_core.rules.resume.vocabulary import HUMAN_LANGUAGES

Entry = dict[str, str | list[str]]

_MARKDOWN_LINK = re.compile(r"\[([^\]]{1,200})\]\([^)]{0,300}\)")
_PROFILES = {
    "linkedin": "linkedin.com/in/{}",
    "github": "github.com/{}",
    "gitlab": "gitlab.com/{}",
    "xing": "xing.com/profile/{}",
    "x": "x.com/{}",
    "twitter": "twitter.com/{}",
    "stackoverflow": "stackoverflow.com/users/{}",
    "orcid": "orcid.org/{}",
    "youtube": "youtube.com/{}",
    "instagram": "instagram.com/{}",
    "mastodon": "{}",
    "researchgate": "researchgate.net/profile/{}",
}


@frozen(kw_only=True)
class Truth:
    """The fields a reading should have found."""

    name: str = ""
    email: str = ""
    phone: str = ""
    links: tuple[str, ...] = ()
    positions: tuple[Entry, ...] = ()
    education: tuple[Entry, ...] = ()
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


def truth_of(path: Path) -> Truth:
    """Read a truth file; raise `Rejected` when it is not in RenderCV's schema."""
    loaded = yaml.safe_load(path.read_text("utf-8"))
    if not isinstance(loaded, dict) or not isinstance(loaded.get("cv"), dict):
        raise Rejected("evaluation_data", path=str(path), problem="not in RenderCV's schema (no cv)")
    return truth(loaded["cv"])


def truth(cv: Mapping[str, object]) -> Truth:
    """Return what a `cv` of RenderCV's schema says."""
    sections = cv.get("sections")
    found = list(_entries(sections if isinstance(sections, dict) else {}))
    return Truth(
        name=_text(cv.get("name")),
        email=_text(cv.get("email")),
        phone=_text(cv.get("phone")).removeprefix("tel:"),
        links=tuple(_links(cv)),
        positions=tuple(_position(one) for kind, one in found if _is_position(kind, one)),
        education=tuple(_education(one) for _, one in found if "institution" in one),
        skills=tuple(skill for kind, one in found if kind == "skills" for skill in _skills(one)),
        languages=tuple(language for kind, one in found for language in _languages(kind, one)),
    )


def _entries(sections: Mapping[str, object]) -> Iterator[tuple[str, dict[str, object]]]:
    for title, members in sections.items():
        kind = kind_of(str(title).replace("_", " ")) or "other"
        for member in members if isinstance(members, list) else []:
            yield kind, member if isinstance(member, dict) else {"bullet": member}


def _is_position(kind: str, one: Mapping[str, object]) -> bool:
    return "company" in one and "position" in one and kind not in {"volunteering", "projects"}


def _position(one: Mapping[str, object]) -> Entry:
    summary = [_text(one["summary"])] if one.get("summary") else []
    return {
        "title": _text(one.get("position")),
        "company": _text(one.get("company")),
        "place": _text(one.get("location")),
        **_dates(one, both=True),
        **({"highlights": summary + _highlights(one)} if "highlights" in one or summary else {}),
    }


def _education(one: Mapping[str, object]) -> Entry:
    texts = {name: _text(one.get(name)) for name in ("institution", "area", "degree")}
    return {**texts, **_dates(one, both=False)}


def _dates(one: Mapping[str, object], *, both: bool) -> dict[str, str]:
    start, end, only = (_text(one.get(name)) for name in ("start_date", "end_date", "date"))
    if only and not start and not end:
        return {"start": only if both else "", "end": only}
    return {"start": start, "end": end}


def _highlights(one: Mapping[str, object]) -> list[str]:
    """Return the highlights; a list within one is folded by YAML into " - " between its items."""
    listed = one.get("highlights")
    return [part.strip() for text in (listed if isinstance(listed, list) else []) for part in _text(text).split(" - ")]


def _skills(one: Mapping[str, object]) -> list[str]:
    words = _text(one.get("details") or one.get("bullet") or one.get("name") or one.get("number"))
    if _is_language_line(one):
        return []
    return [part.strip(" .") for part in re.split(r",\s|;\s|\s[•·|]\s", words) if part.strip(" .")]


def _languages(kind: str, one: Mapping[str, object]) -> list[str]:
    if kind == "languages":
        label, details = _text(one.get("label")), _text(one.get("details") or one.get("bullet") or one.get("name"))
        if label and label.casefold() in HUMAN_LANGUAGES:
            return [label]
        return [part.strip() for part in re.split(r",\s|;\s|\s[•·|]\s", details)]
    if kind == "skills" and _is_language_line(one):
        return [part.strip() for part in re.split(r",\s|;\s", _text(one.get("details")))]
    return []


def _is_language_line(one: Mapping[str, object]) -> bool:
    first = re.findall(r"\w+", _text(one.get("details")).casefold())[:1]
    return kind_of(_text(one.get("label"))) == "languages" and first != [] and first[0] in HUMAN_LANGUAGES


def _links(cv: Mapping[str, object]) -> Iterator[str]:
    if cv.get("website"):
        yield _text(cv["website"])
    custom = cv.get("custom_links")
    yield from (_text(link) for link in (custom if isinstance(custom, list) else []))
    networks = cv.get("social_networks")
    for one in networks if isinstance(networks, list) else []:
        pattern = _PROFILES.get(_text(one.get("network")).casefold())
        if pattern:
            yield pattern.format(_text(one.get("username")))


def _text(value: object) -> str:
    """Return a value as printed: without Markdown marks."""
    if value is None:
        return ""
    words = _MARKDOWN_LINK.sub(r"\1", str(value))
    return re.sub(r"\*\*|(?<!\w)\*|\*(?!\w)|`", "", words).strip()
