"""What a job can be filtered and counted by, as labels `kind=value` beside its words in the text index."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from copilot_core.entities.job import Job, JobSummary
from copilot_core.entities.job_query import JobQuery
from copilot_core.entities.place import Remote, WorkFrom
from copilot_core.rules.tokens import Clause, folded, spellings

FACETS = ("source", "remote", "seniority", "employment", "country", "company", "skill")
TOP = {"company": 20, "skill": 20}
_LONG = tuple(f"{kind}=" for kind in TOP)
ANYWHERE = "*"
_UNSAFE = re.compile(r"[\x00-\x20\x7f\ud800-\udfff\"()',;<>\[\]{}|&!\\/?@`~$%]+")


def shown_labels(summary: JobSummary) -> str:
    """Return the labels that facets count, one a line, as they are shown."""
    return "\n".join(f"{kind}={' '.join(value.split())}" for kind, value in _facets(summary))


def indexed_labels(job: Job) -> set[str]:
    """Return the labels that filters look up."""
    summary, facts = job.summary, job.facts
    labels = {label(kind, value) for kind, value in _facets(summary)}
    labels |= {label("city", spelt) for place in summary.places for spelt in spellings(place.city or "")}
    labels |= {label("skill", name) for found in facts.skills for name in (found.skill.id, found.skill.label)}
    labels |= {label("from", country) for country in _allowed(summary.work_from)}
    return labels | {label("notfrom", country) for country in summary.work_from.excluded}


def label(kind: str, value: str) -> str:
    """Return a label as one token, the same for every way to write the value."""
    return f"{kind}={_UNSAFE.sub('_', folded(value.strip()))}"


EVERY_JOB: Clause = frozenset(label("remote", kind) for kind in Remote)
"""What every job has one of: an index can only leave jobs out of those that it was asked for."""


def filter_clauses(query: JobQuery) -> tuple[list[Clause], frozenset[str]]:
    """Return what the labels must answer, and the labels that rule a job out.

    A job may be done from a country when it says so or says worldwide; one that says nothing is not found by it.
    """
    chosen: list[tuple[str, Iterable[str]]] = [
        ("source", query.sources),
        ("remote", query.remote),
        ("seniority", query.seniority),
        ("employment", query.employment),
        ("country", _given(query.country)),
        ("company", _given(query.company)),
        ("skill", _given(query.skill)),
        ("city", spellings(query.city.strip()) if query.city.strip() else ()),
        ("from", (query.work_from, ANYWHERE) if query.work_from else ()),
    ]
    clauses = [frozenset(label(kind, value) for value in values) for kind, values in chosen]
    ruled_out = frozenset(label("company", company) for company in query.without)
    ruled_out |= {label("notfrom", query.work_from)} if query.work_from else set()
    given = [clause for clause in clauses if clause]
    return given or ([EVERY_JOB] if query.without else []), ruled_out


def count_facets(shown: str) -> dict[str, dict[str, int]]:
    """Count labels, one a line, most frequent first; of companies and skills only the top."""
    times = Counter(shown.split("\n"))
    frequent = [line for line, seen in times.items() if seen > 1 or not line.startswith(_LONG)]
    counted = _by_kind(frequent, times)
    if any(len(counted[kind]) < most for kind, most in TOP.items()):
        counted = _by_kind(times, times)
    return {kind: dict(values[: TOP.get(kind)]) for kind, values in counted.items()}


def companies_in(shown: str, begun: str) -> tuple[str, ...]:
    """Return the companies of labels, one a line, whose names begin so, the most frequent first."""
    start = folded(" ".join(begun.split()))
    named = Counter(line.partition("=")[2] for line in shown.split("\n") if line.startswith("company="))
    fitting = [(-times, company) for company, times in named.items() if folded(company).startswith(start)]
    return tuple(company for _, company in sorted(fitting))


def _by_kind(lines: Iterable[str], times: Counter[str]) -> dict[str, list[tuple[str, int]]]:
    counted: dict[str, list[tuple[str, int]]] = {kind: [] for kind in FACETS}
    for line in lines:
        kind, _, value = line.partition("=")
        if kind in counted:
            counted[kind].append((value, times[line]))
    return {kind: sorted(values, key=lambda counts: (-counts[1], counts[0])) for kind, values in counted.items()}


def _facets(summary: JobSummary) -> Iterator[tuple[str, str]]:
    yield "remote", summary.remote
    if summary.seniority:
        yield "seniority", summary.seniority
    if summary.company:
        yield "company", summary.company
    yield from (("source", source) for source in summary.sources)
    yield from (("employment", kind) for kind in summary.employment)
    yield from (("country", country) for country in {place.country for place in summary.places} if country)
    yield from (("skill", skill) for skill in dict.fromkeys(summary.skills) if skill)


def _allowed(work_from: WorkFrom) -> frozenset[str]:
    states = frozenset(state.partition("-")[0] for state in work_from.states)
    named = (work_from.countries | states) - work_from.excluded
    return named | {ANYWHERE} if work_from.anywhere else named


def _given(value: str) -> tuple[str, ...]:
    return (value,) if value.strip() else ()
