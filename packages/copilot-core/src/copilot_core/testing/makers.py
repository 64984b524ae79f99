"""Makers: whole things with sensible values, of which a test states only what it is about."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypeVar

from attrs import AttrsInstance, evolve

from copilot_core.entities.facts import Facts
from copilot_core.entities.identities import JobId, ResumeId, SightingId, SourceName
from copilot_core.entities.job import Job, JobSummary
from copilot_core.entities.posting import Posting, Search
from copilot_core.entities.resume import Quote, Reading, Resume
from copilot_core.entities.seeker import Seeker, Wishes
from copilot_core.entities.sighting import Sighting

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""The time of everything made here: a Monday."""

_Made = TypeVar("_Made", bound=AttrsInstance)


def _with(made: _Made, changes: Mapping[str, object]) -> _Made:
    return evolve(made, **changes)  # type: ignore[misc]  # the plug-in wants one class, this is any


def make_posting(**changes: object) -> Posting:
    """Make a complete posting of a nurse's job in Hamburg; `changes` are fields of `Posting`.

    Without an `external_id` it gets one from its title, company and places, so that two different postings differ.
    """
    posting = Posting(
        external_id="",
        url="",
        title="Registered Nurse",
        company="Elbe Clinic",
        description="<p>You care for patients on our surgical ward. You bring a nursing degree and German B2.</p>",
        places=("Hamburg, Germany",),
        posted_at=NOON,
    )
    made = _with(posting, changes)
    named = made.external_id or _digest(made.title, made.company, *made.places)
    return evolve(made, external_id=named, url=made.url or f"https://jobs.example/{named}")


def make_sighting(posting: Posting | None = None, **changes: object) -> Sighting:
    """Make a sighting of `posting` on the board `acme`; `changes` are fields of `Sighting`."""
    seen = posting or make_posting()
    source = str(changes.get("source", "acme"))
    sighting = Sighting(
        id=SightingId(f"{source}:{seen.external_id}"),
        source=SourceName(source),
        posting=seen,
        facts=Facts(),
        first_seen=NOON,
        last_seen=NOON,
        content=_digest(seen.title, seen.company, seen.description),
    )
    return _with(sighting, changes)


def make_summary(**changes: object) -> JobSummary:
    """Make the summary of a job; `changes` are fields of `JobSummary`."""
    summary = JobSummary(
        id=JobId("job-1"),
        title="Registered Nurse",
        company="Elbe Clinic",
        url="https://jobs.example/1",
        posted_at=NOON,
        first_seen=NOON,
        last_seen=NOON,
        sources=("acme",),
    )
    return _with(summary, changes)


def make_job(*sightings: Sighting, **changes: object) -> Job:
    """Make the job that these sightings (one, when none is given) show; `changes` are fields of `Job`."""
    seen = sightings or (make_sighting(),)
    first = seen[0]
    summary = make_summary(
        id=JobId(f"job-{first.id}"),
        title=first.posting.title,
        company=first.posting.company,
        url=first.posting.url,
        places=first.facts.places,
        remote=first.facts.remote,
        work_from=first.facts.work_from,
        salary=first.facts.salary,
        posted_at=first.posting.posted_at,
        first_seen=min(sighting.first_seen for sighting in seen),
        last_seen=max(sighting.last_seen for sighting in seen),
        sources=tuple(sorted({sighting.source for sighting in seen})),
    )
    job = Job(summary=summary, description=first.posting.description, facts=first.facts, sightings=seen)
    return _with(job, changes)


def make_reading(
    text: str = "Ada Example\nRegistered Nurse\n\nSkills\nWound care, triage", **changes: object
) -> Reading:
    """Make what was read out of `text`, whose first line is the name; `changes` are fields of `Reading`."""
    name = text.partition("\n")[0]
    return _with(Reading(text=text, name=Quote(name, 0, len(name)), language="en"), changes)


def make_resume(text: str | None = None, **changes: object) -> Resume:
    """Make a resume; `changes` are fields of `Resume`."""
    reading = make_reading() if text is None else make_reading(text)
    digest = _digest(reading.text)
    resume = Resume(id=ResumeId(f"resume-{digest[:8]}"), digest=digest, added_at=NOON, reading=reading)
    return _with(resume, changes)


def make_seeker(**wishes: object) -> Seeker:
    """Make a person; `wishes` are fields of `Wishes`."""
    return Seeker(wishes=_with(Wishes(), wishes))


def make_search(**changes: object) -> Search:
    """Make a search; `changes` are fields of `Search`."""
    return _with(Search(), changes)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
