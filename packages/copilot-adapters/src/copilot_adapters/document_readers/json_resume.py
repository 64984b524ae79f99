"""Reads JSON Resume (jsonresume.org, schema 1.0): every field is kept as the field it is."""

import json
from collections.abc import Iterator, Mapping

from attrs import frozen

from copilot_adapters.document_readers.apart import MEGABYTE
from copilot_adapters.document_readers.text import decoded
from copilot_core.entities.document import Document, TextLine
from copilot_core.errors import Rejected

POSITION = {"position": "title", "name": "company", "company": "company", "location": "place"}
EDUCATION = {"institution": "institution", "area": "area", "studyType": "degree"}
LONGEST = 20_000
MOST = 500


@frozen(kw_only=True)
class JsonResume:
    """JSON Resume files."""

    suffixes: tuple[str, ...] = (".json",)
    largest: int = 2 * MEGABYTE

    async def read(self, data: bytes, name: str) -> Document:
        """Return the fields of a resume as lines that name their field."""
        try:
            loaded = json.loads(decoded(data, name, self.largest))
        except (ValueError, RecursionError):
            raise Rejected("document_not_a", name=name, format="JSON") from None
        if not isinstance(loaded, dict) or not {"basics", "work", "education", "skills"} & loaded.keys():
            raise Rejected("document_not_a", name=name, format="JSON Resume")
        lines = tuple(
            TextLine(text=text, role=role, row=row, kind="heading" if role.startswith("section.") else "text")
            for row, (role, text) in enumerate(_fields(loaded))
        )
        if not any(not line.role.startswith("section.") for line in lines):
            raise Rejected("document_empty", name=name)
        return Document(lines=lines)


def _fields(resume: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    yield from _basics(_object(resume.get("basics")))
    yield from _entries("Experience", "positions", POSITION, _listed(resume.get("work")))
    yield from _entries("Education", "education", EDUCATION, _listed(resume.get("education")))
    yield from _skills(_listed(resume.get("skills")))
    yield from _named("Languages", "languages", _listed(resume.get("languages")), ("language", "fluency"))
    yield from _named("Certificates", "certificates", _listed(resume.get("certificates")), ("name", "issuer", "date"))
    yield from _named("Projects", "other", _listed(resume.get("projects")), ("name", "description"))


def _basics(basics: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    where = _object(basics.get("location"))
    place = ", ".join(filter(None, (_text(where.get(part)) for part in ("city", "region", "countryCode"))))
    single = {
        "name": _text(basics.get("name")),
        "headline": _text(basics.get("label")),
        "email": _text(basics.get("email")),
        "phone": _text(basics.get("phone")),
        "place": place,
        "summary": _text(basics.get("summary")),
    }
    yield from ((role, text) for role, text in single.items() if text)
    links = [_text(basics.get("url") or basics.get("website"))]
    links += [_text(profile.get("url")) for profile in _listed(basics.get("profiles"))]
    yield from ((f"links.{number}", link) for number, link in enumerate(filter(None, links)))


def _entries(
    heading: str, kind: str, names: Mapping[str, str], entries: list[Mapping[str, object]]
) -> Iterator[tuple[str, str]]:
    if entries:
        yield f"section.{kind}", heading
    for number, entry in enumerate(entries):
        path = f"{kind}.{number}"
        taken: set[str] = set()
        for name, role in names.items():
            if (text := _text(entry.get(name))) and role not in taken:
                taken.add(role)
                yield f"{path}.{role}", text
        start, end = _text(entry.get("startDate")), _text(entry.get("endDate"))
        if start or end:
            yield f"{path}.dates", f"{start} – {end or 'present'}" if start else end
        told = [entry.get("summary"), *_list(entry.get("highlights"))]
        yield from ((f"{path}.highlights", text) for one in told if (text := _text(one)))


def _skills(skills: list[Mapping[str, object]]) -> Iterator[tuple[str, str]]:
    if skills:
        yield "section.skills", "Skills"
    for skill in skills:
        keywords = [text for keyword in _list(skill.get("keywords")) if (text := _text(keyword))]
        yield from (("skills", text) for text in keywords or filter(None, [_text(skill.get("name"))]))


def _named(
    heading: str, kind: str, entries: list[Mapping[str, object]], parts: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    lines = [" – ".join(filter(None, (_text(entry.get(part)) for part in parts))) for entry in entries]
    if any(lines):
        yield f"section.{kind}", heading
    yield from ((kind, line) for line in lines if line)


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value[:MOST] if isinstance(value, list) else []


def _listed(value: object) -> list[Mapping[str, object]]:
    return [one for one in _list(value) if isinstance(one, dict)]


def _text(value: object) -> str:
    return " ".join(value[:LONGEST].split()) if isinstance(value, str) else ""
