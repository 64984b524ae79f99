"""One job out of what several boards say of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from attrs import evolve

from copilot_core.entities.closing import Inquiry
from copilot_core.entities.facts import Facts
from copilot_core.entities.identities import JobId, PersonId, SightingId, SourceName
from copilot_core.entities.job import Job, JobSummary, Merge
from copilot_core.entities.place import Place, Remote
from copilot_core.entities.salary import Origin, Salary
from copilot_core.entities.sighting import Sighting
from copilot_core.rules.closed import job_closing

_TRUST = {Origin.STATED: 0, Origin.INFERRED: 1, Origin.PREDICTED: 2}


def job_from_sightings(
    job_id: JobId,
    sightings: Iterable[Sighting],
    *,
    merges: Sequence[Merge] = (),
    employer_boards: Collection[SourceName] = (),
    owner: PersonId | None = None,
    stands_for: Sequence[JobId] = (),
    inquiries: Mapping[SightingId, Inquiry] | None = None,
) -> Job:
    """Tell a job by its best sighting, completed with what only the others say. Their order does not matter."""
    ranked = list(sightings)
    if len(ranked) > 1:
        ranked.sort(key=lambda seen: _rank(seen, employer_boards))
    lead = ranked[0]
    facts = _facts(ranked)
    summary = JobSummary(
        id=job_id,
        title=lead.posting.title,
        company=next((seen.posting.company for seen in ranked if seen.posting.company), ""),
        url=lead.posting.url,
        places=facts.places,
        remote=facts.remote,
        work_from=facts.work_from,
        salary=facts.salary,
        employment=facts.employment,
        seniority=facts.seniority,
        occupation=facts.occupation,
        skills=tuple(dict.fromkeys([found.skill.label for seen in ranked for found in seen.facts.skills])),
        language=facts.language,
        posted_at=min([seen.posting.posted_at for seen in ranked if seen.posting.posted_at], default=None),
        closes_at=max([seen.posting.closes_at for seen in ranked if seen.posting.closes_at], default=None),
        first_seen=min([seen.first_seen for seen in ranked]),
        last_seen=max([seen.last_seen for seen in ranked]),
        sources=tuple(sorted({seen.source for seen in ranked})),
        closed=job_closing(ranked, inquiries) if inquiries else None,
    )
    return Job(
        summary=summary,
        description=lead.posting.description,
        facts=facts,
        sightings=tuple(ranked),
        merges=tuple(merges),
        owner=owner,
        stands_for=tuple(stands_for),
    )


def _rank(seen: Sighting, employer_boards: Collection[SourceName]) -> tuple[bool, int, object, str]:
    """The employer's own board first, then the richest text, then the earliest."""
    return seen.source not in employer_boards, -len(seen.posting.description), seen.first_seen, seen.id


def _facts(ranked: Sequence[Sighting]) -> Facts:
    """Facts of the lead; what quotes the text stays the lead's, the rest is the best of all."""
    lead = ranked[0].facts
    if len(ranked) == 1:
        return lead
    every = [seen.facts for seen in ranked]
    return evolve(
        lead,
        places=_places(place for facts in every for place in facts.places),
        remote=next((facts.remote for facts in every if facts.remote is not Remote.UNKNOWN), Remote.UNKNOWN),
        work_from=next((facts.work_from for facts in every if facts.work_from.known), lead.work_from),
        salary=_salary([facts.salary for facts in every if facts.salary]),
        employment=lead.employment or frozenset().union(*(facts.employment for facts in every)),
        seniority=next((facts.seniority for facts in every if facts.seniority), None),
        occupation=next((facts.occupation for facts in every if facts.occupation), None),
        language=next((facts.language for facts in every if facts.language), ""),
    )


def _salary(found: list[Salary]) -> Salary | None:
    return min(found, key=lambda salary: (_TRUST[salary.origin], salary.yearly is None), default=None)


def _places(found: Iterable[Place]) -> tuple[Place, ...]:
    """Return each place once; a country alone says nothing where a city in it is known."""
    exact: dict[tuple[str, str], Place] = {}
    vague: dict[str, Place] = {}
    for place in found:
        if place.city:
            exact.setdefault((place.city.casefold(), place.country or ""), place)
        else:
            vague.setdefault((place.region or place.country or place.text).casefold(), place)
    within = {country for _, country in exact}
    return (*exact.values(), *(place for place in vague.values() if not exact or place.country not in within))
