"""Recorded postings of many boards, read from COPILOT_SHARED as plain rows; nothing of them is kept in the project."""

import csv
import gzip
import hashlib
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from attrs import frozen

from copilot_core.errors import Rejected

Record = dict[str, object]

csv.field_size_limit(10_000_000)


@frozen(kw_only=True)
class RecordedPosting:
    """One posting of a recording; `text` is the description as the board gave it, HTML or not."""

    id: str
    title: str
    company: str
    place: str
    text: str
    remote: bool | None = None
    salary: str = ""

    @property
    def digest(self) -> str:
        """SHA-1 of title and text: tells whether the recording is still the one that was judged."""
        return hashlib.sha1(f"{self.title}\n{self.text}".encode(), usedforsecurity=False).hexdigest()

    def as_row(self) -> Record:
        """Return the line of a `postings.jsonl`."""
        source, _, external_id = self.id.partition(":")
        return {
            "id": self.id,
            "source": source,
            "external_id": external_id,
            "url": f"https://{source}.example/{external_id}",
            "title": self.title,
            "company": self.company,
            "place": self.place,
            "remote": self.remote,
            "text": self.text,
            "salary": self.salary,
            "posted_at": None,
            "cluster": None,
        }


def shared_data() -> Path:
    """Return the folder of recorded data; raise `Rejected` when it is not at hand."""
    named = os.environ.get("COPILOT_SHARED", "")
    folder = Path(named) / "data"
    if not named or not (folder / "boards").is_dir():
        raise Rejected("recordings_missing", folder=named)
    return folder


def recorded_postings(data: Path) -> Iterator[RecordedPosting]:
    """Yield every posting of the recordings that the judged set draws from."""
    for file, read in READERS.items():
        yield from read(_content(data / file))


def _content(path: Path) -> str:
    raw = path.read_bytes()
    return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8", "replace")


def _text(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _in(record: Record, *path: str) -> object:
    found: object = record
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _record(found: object) -> Record:
    return found if isinstance(found, dict) else {}


def _records(found: object) -> Iterable[Record]:
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _joined(parts: Iterable[object], by: str = "\n\n") -> str:
    return by.join(part for part in (_text(part).strip() for part in parts) if part)


def _usajobs(content: str) -> Iterator[RecordedPosting]:
    for item in _records(_in(json.loads(content), "SearchResult", "SearchResultItems")):
        job = _record(item.get("MatchedObjectDescriptor"))
        details = ("UserArea", "Details")
        duties = _in(job, *details, "MajorDuties")
        pay = next(iter(_records(job.get("PositionRemuneration"))), {})
        yield RecordedPosting(
            id=f"usajobs:{item['MatchedObjectId']}",
            title=_text(job.get("PositionTitle")),
            company=_text(job.get("OrganizationName")),
            place=_joined((place.get("LocationName") for place in _records(job.get("PositionLocation"))), "; "),
            text=_joined(
                [
                    _in(job, *details, "JobSummary"),
                    "\n".join(map(_text, duties)) if isinstance(duties, list) else duties,
                    _in(job, *details, "Requirements"),
                    job.get("QualificationSummary"),
                    _in(job, *details, "Education"),
                ]
            ),
            salary=_joined(
                [f"${pay.get('MinimumRange')} - ${pay.get('MaximumRange')}", pay.get("RateIntervalCode")], " "
            ),
        )


_NYC_TEXTS = (
    "Civil Service Title",
    "Division/Work Unit",
    "Job Category",
    "Job Description",
    "Minimum Qual Requirements",
    "Preferred Skills",
)


def _nyc(content: str) -> Iterator[RecordedPosting]:
    for row in csv.DictReader(io.StringIO(content)):
        place = row["Work Location"] or ""
        yield RecordedPosting(
            id=f"nyc:{row['Job ID']}",
            title=row["Business Title"] or "",
            company=f"NYC {(row['Agency'] or '').title()}",
            place=_joined([place if place != "Not Used" else "", "New York, NY"], ", "),
            text=_joined(row[column] for column in _NYC_TEXTS),
            salary=f"${row['Salary Range From']} - ${row['Salary Range To']} {row['Salary Frequency']}",
        )


def _dice(content: str) -> Iterator[RecordedPosting]:
    for number, row in enumerate(csv.DictReader(io.StringIO(content))):
        yield RecordedPosting(
            id=f"dice:{number}", title=row["jobtitle"] or "", company="", place="", text=row["jobdescription"] or ""
        )


def _glassdoor(content: str) -> Iterator[RecordedPosting]:
    for number, row in enumerate(csv.DictReader(io.StringIO(content))):
        yield RecordedPosting(
            id=f"glassdoor:{number}",
            title=row["Job Title"] or "",
            company=(row["Company Name"] or "").split("\n")[0],
            place=row["Location"] or "",
            text=row["Job Description"] or "",
            salary=row["Salary Estimate"] if row["Salary Estimate"] != "-1" else "",
        )


def _hackernews(content: str) -> Iterator[RecordedPosting]:
    for hit in _records(_in(json.loads(content), "hits")):
        text = _text(hit.get("comment_text"))
        head = text.split("<p>")[0]
        if hit.get("parent_id") == hit.get("story_id") and "|" in head:
            yield RecordedPosting(
                id=f"hn:{hit['objectID']}",
                title=head[:160],
                company=head.split("|")[0].strip(),
                place="",
                text=text,
                remote="remote" in head.lower() or None,
            )


@frozen
class _Fields:
    rows: tuple[str, ...]
    id: str
    title: str
    company: tuple[str, ...]
    place: tuple[str, ...]
    text: str
    remote: bool | str | None = True


def _json(source: str, fields: _Fields, content: str) -> Iterator[RecordedPosting]:
    found = json.loads(content)
    for record in _records(_in(found, *fields.rows) if fields.rows else found):
        place = _in(record, *fields.place)
        remote = record.get(fields.remote) if isinstance(fields.remote, str) else fields.remote
        if fields.id in record:
            yield RecordedPosting(
                id=f"{source}:{record[fields.id]}",
                title=_text(record.get(fields.title)),
                company=_text(_in(record, *fields.company)),
                place=", ".join(map(_text, place)) if isinstance(place, list) else _text(place),
                text=_text(record.get(fields.text)),
                remote=remote if isinstance(remote, bool) else None,
            )


def _board(source: str, fields: _Fields) -> Callable[[str], Iterator[RecordedPosting]]:
    return partial(_json, source, fields)


_REMOTEOK = _Fields((), "id", "position", ("company",), ("location",), "description")
_REMOTIVE = _Fields(("jobs",), "id", "title", ("company_name",), ("candidate_required_location",), "description")
_HIMALAYAS = _Fields(("jobs",), "guid", "title", ("companyName",), ("locationRestrictions",), "description")
_JOBICY = _Fields(("jobs",), "id", "jobTitle", ("companyName",), ("jobGeo",), "jobDescription")
_ARBEITNOW = _Fields(("data",), "slug", "title", ("company_name",), ("location",), "description", "remote")
_GREENHOUSE = _Fields(("jobs",), "id", "title", ("company_name",), ("location", "name"), "content", None)
_LEVER = _Fields((), "id", "text", ("company",), ("categories", "location"), "descriptionPlain", None)
_ASHBY = _Fields(("jobs",), "id", "title", ("company",), ("location",), "descriptionPlain", "isRemote")
_MICROSOFT = _Fields((), "id", "title", ("company",), ("place",), "description", None)

READERS: dict[str, Callable[[str], Iterator[RecordedPosting]]] = {
    "boards/usajobs/search_full_2016.json": _usajobs,
    "jobs/usajobs_2016_data1.json.gz": _usajobs,
    "jobs/nyc_jobs_2019.csv.gz": _nyc,
    "jobs/dice_658.csv.gz": _dice,
    "jobs/glassdoor_ds_956.csv.gz": _glassdoor,
    "jobs/microsoft_careers_sample.json.gz": _board("microsoft", _MICROSOFT),
    "boards/remoteok/full_2026-05.json": _board("remoteok", _REMOTEOK),
    "boards/remotive/full_2026-05.json": _board("remotive", _REMOTIVE),
    "boards/himalayas/page_2026-05.json": _board("himalayas", _HIMALAYAS),
    "boards/jobicy/jobs_2026-08.json": _board("jobicy", _JOBICY),
    "boards/arbeitnow/jobs_2026-08.json": _board("arbeitnow", _ARBEITNOW),
    "boards/greenhouse/board_2026-08.json": _board("greenhouse", _GREENHOUSE),
    "boards/greenhouse/board_2026-07b.json": _board("greenhouse", _GREENHOUSE),
    "boards/lever/board_2026-08.json": _board("lever", _LEVER),
    "boards/lever/postings_2026-07b.json": _board("lever", _LEVER),
    "boards/ashby/board_2026-08.json": _board("ashby", _ASHBY),
    "boards/ashby/board_2026-07b.json": _board("ashby", _ASHBY),
    "boards/hn/algolia_comments_2026-05.json": _hackernews,
}
"""Which file is read how; the first file that holds an id wins."""
