"""Entities as the JSON that scripts rely on."""

from typing import Any

import msgspec

from copilot_core.entities.closing import Closing, Inquiry
from copilot_core.entities.collection import CollectionReport, SourceReport
from copilot_core.entities.evidence import Evidence
from copilot_core.entities.job import Job, JobSummary
from copilot_core.entities.job_query import JobPage
from copilot_core.entities.match import Finding, Match, Matches
from copilot_core.entities.salary import Salary
from copilot_core.entities.saved_search import SavedSearch
from copilot_core.entities.sighting import Sighting
from copilot_core.rules.closed import evidence_of
from copilot_core.rules.timetable_words import timetable_words
from copilot_core.sentences import Sentence
from copilot_core.use_cases.jobs.check_posting import CheckedJob

Shape = dict[str, Any]


def plain(value: object) -> Any:  # noqa: ANN401 - JSON
    """Turn entities into what JSON knows; sets are sorted."""
    return msgspec.to_builtins(value, order="deterministic")


def sentence(said: Sentence) -> Shape:
    """Code, parameters and English text."""
    return {"code": said.code, "params": dict(said.params), "text": str(said)}


def salary(pay: Salary | None) -> Shape | None:
    """Pay with its yearly equivalent."""
    return None if pay is None else {**plain(pay), "yearly": pay.yearly}


def summary(job: JobSummary) -> Shape:
    """A job as lists show it."""
    return {**plain(job), "salary": salary(job.salary), "closed": closing(job.closed)}


def closing(found: Closing | None) -> Shape | None:
    """That a job is closed, and why."""
    return None if found is None else {**plain(found), "why": sentence(found.why)}


def inquiry(found: Inquiry) -> Shape:
    """What is known of a posting's being open."""
    return {
        "sighting": found.sighting,
        "state": found.state,
        "evidence": [sentence(said) for said in evidence_of(found)],
        "closing": closing(found.closing),
        "asked_at": plain(found.asked_at),
        "answered_at": plain(found.answered_at),
    }


def checked_job(found: CheckedJob) -> Shape:
    """Everything of a job, and what could not be checked."""
    return {**job(found.job), "unchecked": [sentence(problem) for problem in found.unchecked]}


def job(found: Job) -> Shape:
    """Everything of a job."""
    return {
        **summary(found.summary),
        "description": found.description,
        "facts": {**plain(found.facts), "salary": salary(found.facts.salary)},
        "sightings": [sighting(seen) for seen in found.sightings],
        "merges": [{**plain(merge), "reason": sentence(merge.reason)} for merge in found.merges],
        "inquiries": [inquiry(one) for one in found.inquiries],
        "private": found.owner is not None,
    }


def sighting(seen: Sighting) -> Shape:
    """Where and when a job was seen."""
    return {
        "id": seen.id,
        "source": seen.source,
        "external_id": seen.external_id,
        "url": seen.posting.url,
        "title": seen.posting.title,
        "company": seen.posting.company,
        "first_seen": plain(seen.first_seen),
        "last_seen": plain(seen.last_seen),
    }


def page(found: JobPage) -> Shape:
    """A page of jobs."""
    return {
        "jobs": [summary(one) for one in found.jobs],
        "next": found.next,
        "facets": plain(found.facets),
        "total": found.total,
        "more": found.more,
        "read_for_meaning": found.read_for_meaning,
        "doubts": [sentence(doubt) for doubt in found.doubts],
    }


def saved_search(search: SavedSearch) -> Shape:
    """What is asked again and again, and when."""
    inner = {"person", "seen_upto", "new_from"}
    told = {name: value for name, value in plain(search).items() if name not in inner}
    return {**told, "when": timetable_words(search.timetable)}


def report(found: SourceReport) -> Shape:
    """What one source answered."""
    return {**plain(found), "reason": str(found.reason) if found.reason else None}


def collection(found: CollectionReport) -> Shape:
    """What all sources answered."""
    return {"sources": {name: report(one) for name, one in found.sources.items()}, "jobs": found.jobs}


def evidence(words: Evidence) -> Shape:
    """Words of the resume."""
    return {"text": words.text, "start": words.start, "end": words.end}


def finding(found: Finding) -> Shape:
    """A requirement, and whether the resume proves it."""
    return {
        "text": found.requirement.text,
        "kind": found.requirement.kind,
        "must": found.requirement.must,
        "met": found.met,
        "evidence": [evidence(words) for words in found.evidence],
    }


def match(found: Match) -> Shape:
    """A job held against a person."""
    return {
        "job": summary(found.job),
        "score": round(found.score, 1),
        "confidence": round(found.confidence, 2),
        "blockers": [sentence(blocker) for blocker in found.blockers],
        "reasons": [sentence(reason) for reason in found.reasons],
        "requirements": [finding(one) for one in found.findings],
    }


def matches(found: Matches) -> Shape:
    """The best jobs."""
    return {
        "matches": [match(one) for one in found.matches],
        "of": found.considered,
        "read_for_meaning": found.read_for_meaning,
        "doubts": [sentence(doubt) for doubt in found.doubts],
    }
