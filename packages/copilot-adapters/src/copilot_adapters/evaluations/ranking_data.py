"""Pools to rank: anybody's folder, or our own judged set."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from attrs import frozen

from copilot_adapters.evaluations.recorded_postings import recorded_postings, shared_data
from copilot_core.entities.posting import Posting
from copilot_core.errors import Rejected

Row = Mapping[str, object]


@frozen
class Person:
    """A resume (Markdown) and wishes as written."""

    resume: str
    wishes: Row


@frozen
class Pools:
    """Postings by id, people and their pools by name, and grades 0..3 where somebody judged."""

    postings: Mapping[str, Row]
    people: Mapping[str, Person]
    pools: Mapping[str, Sequence[str]]
    judged: Mapping[str, Mapping[str, int]]


def read_pools(folder: Path) -> Pools:
    """Read `postings.jsonl`, `people/NAME.md` and `.json`, `pools.json` and, if there, `judged.json`."""
    rows = [_object(line, "postings.jsonl") for line in _text(folder / "postings.jsonl").splitlines() if line.strip()]
    return Pools(
        postings={_id(row): row for row in rows},
        people={path.stem: _person(path) for path in sorted((folder / "people").glob("*.md"))},
        pools={name: [str(one) for one in ids] for name, ids in _listing(folder / "pools.json").items()},
        judged=_judged(folder / "judged.json"),
    )


def own_pools() -> Pools:
    """Return our own judged set; its postings are taken from the recordings, nothing of them is kept here."""
    folder = Path(str(resources.files(__package__))) / "ranking_set"
    return Pools(
        postings={_id(row): row for row in build_postings(shared_data())},
        people={path.stem: _person(path) for path in sorted((folder / "people").glob("*.md"))},
        pools={name: list(ids) for name, ids in _listing(folder / "pools.json").items()},
        judged=_judged(folder / "judged.json"),
    )


def build_postings(data: Path) -> list[Row]:
    """Return the judged postings as lines of a `postings.jsonl`; raise `Rejected` when a recording has changed."""
    wanted = json.loads(_text(Path(str(resources.files(__package__))) / "ranking_set" / "references.json"))
    found: dict[str, Row] = {}
    for posting in recorded_postings(data):
        if wanted.get(posting.id) == posting.digest:
            found.setdefault(posting.id, posting.as_row())
    missing = sorted(wanted.keys() - found.keys())
    if missing:
        raise Rejected("recording_changed", count=len(missing), first=missing[0])
    return [found[name] for name in wanted]


def as_posting(name: str, row: Row) -> Posting:
    """Return a row as the posting a board would yield."""
    place, salary, remote = str(row.get("place") or ""), row.get("salary"), str(row.get("remote")).lower()
    return Posting(
        external_id=name,
        url=str(row.get("url") or f"https://postings.example/{name}"),
        title=str(row.get("title") or ""),
        company=str(row.get("company") or ""),
        description=str(row.get("description") or row.get("text") or ""),
        places=(place,) if place else (),
        remote=True if remote in _REMOTE else False if remote in _ON_SITE else None,
        hybrid=True if remote == "hybrid" else None,
        pay_text=str(salary) if salary else "",
        posted_at=_time(row.get("posted_at")),
    )


_REMOTE = frozenset({"true", "yes", "remote", "only", "fully", "full", "1"})
_ON_SITE = frozenset({"false", "no", "onsite", "on-site", "0"})


def _time(value: object) -> datetime | None:
    try:
        read = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _person(path: Path) -> Person:
    return Person(_text(path), _listing(path.with_suffix(".json")))


def _judged(path: Path) -> dict[str, dict[str, int]]:
    if not path.is_file():
        return {}
    return {name: {str(one): int(grade) for one, grade in grades.items()} for name, grades in _listing(path).items()}


def _id(row: Row) -> str:
    return str(row.get("id") or f"{row.get('source')}:{row.get('external_id')}")


def _listing(path: Path) -> dict[str, dict[str, int]]:
    return _object(_text(path), path.name)


def _object(text: str, file: str) -> dict[str, dict[str, int]]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise Rejected("ranking_data_wrong", file=file, problem=str(error)) from error
    if not isinstance(found, dict):
        raise Rejected("ranking_data_wrong", file=file, problem="not an object")
    return found


def _text(path: Path) -> str:
    if not path.is_file():
        raise Rejected("ranking_data_missing", folder=str(path.parent), file=path.name)
    return path.read_text(encoding="utf-8")
