"""What becomes of jobs when sightings come, change, are split, or belong to one person."""

import asyncio
from datetime import timedelta

import pytest
from attrs import evolve
from merging_world import DUTIES, OTHER_DUTIES, Advert, Shelf, owned

from copilot_adapters.similarities.rapidfuzz import RapidFuzz
from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId, SourceName
from copilot_core.entities.job import Job
from copilot_core.entities.sighting import Sighting
from copilot_core.errors import NotFound, Rejected
from copilot_core.testing.makers import NOON
from copilot_core.testing.memory_books import MemoryStorage
from copilot_core.use_cases.jobs.split_job import SplitJob

ADA, BO = PersonId("ada"), PersonId("bo")


def later(sighting: Sighting, days: int = 1) -> Sighting:
    seen = NOON + timedelta(days=days)
    return evolve(sighting, first_seen=seen, last_seen=seen)


def split(
    shelf: Shelf, job: JobId, sighting: Sighting, *, person: PersonId = LOCAL_PERSON, for_all: bool = False
) -> tuple[Job, Job]:
    use_case = SplitJob(MemoryStorage(shelf.books), RapidFuzz())
    return asyncio.run(use_case(job, sighting.id, person=person, for_all=for_all))


def test_the_oldest_id_survives_and_the_other_leads_to_it(shelf: Shelf, advert: Advert) -> None:
    one = advert("a", places=("Berlin",))
    other = later(advert("b", source="other", places=("Hamburg",)))
    shelf.put(one)
    shelf.put(other)
    older, younger = (next(job.id for job in shelf.jobs() if job.sightings == (seen,)) for seen in (one, other))
    shelf.put(later(advert("c", source="third", places=("Hamburg; Berlin",)), 2))
    (job,) = shelf.jobs()
    assert job.id == older
    assert asyncio.run(shelf.books.catalogue.job(younger, LOCAL_PERSON)) == job


def test_a_batch_counts_what_it_adds_to_known_jobs(shelf: Shelf, advert: Advert) -> None:
    assert shelf.put(advert("a"), advert("b", source="other"), advert("c", places=("Rome",))) == 1
    assert shelf.put(advert("d", source="third")) == 1
    assert shelf.put(advert("a")) == 0
    assert shelf.put() == 0


def test_a_posting_that_changes_leaves_its_job(shelf: Shelf, advert: Advert) -> None:
    one, other = advert("a"), later(advert("b", source="other"))
    shelf.put(one, other)
    (job,) = shelf.jobs()
    changed = later(advert("b", source="other", title="Sales Advisor", description=OTHER_DUTIES), 5)
    shelf.put(changed)
    assert shelf.groups() == {frozenset([one.id]), frozenset([other.id])}
    kept = next(found for found in shelf.jobs() if found.id == job.id)
    assert [seen.id for seen in kept.sightings] == [one.id]
    left = next(found for found in shelf.jobs() if found.id != job.id)
    assert left.sightings[0].first_seen == other.first_seen


def test_a_split_for_all_survives_the_next_collection(shelf: Shelf, advert: Advert) -> None:
    one, other = advert("a"), later(advert("b", source="other"))
    shelf.put(one, other)
    (job,) = shelf.jobs()
    kept, taken = split(shelf, job.id, other, for_all=True)
    assert (kept.id, [seen.id for seen in taken.sightings]) == (job.id, [other.id])
    changed = evolve(later(other, 3), content="seen again with another word")
    shelf.put(one, changed, later(advert("c", source="third"), 4))
    assert not any({one.id, other.id} <= group for group in shelf.groups())
    assert len(shelf.jobs()) == 2


def test_a_persons_split_is_theirs_alone(shelf: Shelf, advert: Advert) -> None:
    one, other = advert("a"), advert("b", source="other")
    shelf.put(one, other)
    (job,) = shelf.jobs()
    kept, taken = split(shelf, job.id, other, person=ADA)
    assert kept.owner == taken.owner == ADA
    assert kept.stands_for == taken.stands_for == (job.id,)
    assert shelf.groups(ADA) == {frozenset([one.id]), frozenset([other.id])}
    assert shelf.groups(BO) == shelf.groups() == {frozenset([one.id, other.id])}
    shelf.put(later(advert("c", source="third")))
    assert {kept.id, taken.id} == {found.id for found in shelf.jobs(ADA)}
    assert len(shelf.jobs()) == 1


def test_only_what_is_merged_can_be_split(shelf: Shelf, advert: Advert) -> None:
    one, stranger = advert("a"), advert("z", places=("Rome",))
    shelf.put(one, stranger)
    job = next(found for found in shelf.jobs() if found.sightings == (one,))
    with pytest.raises(Rejected, match="nothing to split"):
        split(shelf, job.id, one)
    shelf.put(advert("b", source="other"))
    with pytest.raises(NotFound, match="has no sighting"):
        split(shelf, job.id, stranger)
    with pytest.raises(NotFound):
        split(shelf, JobId("nowhere"), one)


def test_what_a_person_brings_changes_nothing_for_others(shelf: Shelf, advert: Advert) -> None:
    public = advert("a")
    mine = owned(later(advert("pasted", source="webpage")), ADA)
    shelf.put(public)
    (job,) = shelf.jobs()
    assert shelf.put(mine) == 1
    assert shelf.jobs() == shelf.jobs(BO) == [job]
    (hers,) = shelf.jobs(ADA)
    assert (hers.owner, hers.stands_for) == (ADA, (job.id,))
    assert {seen.id for seen in hers.sightings} == {public.id, mine.id}


def test_a_private_job_keeps_its_id_when_a_board_shows_it_later(shelf: Shelf, advert: Advert) -> None:
    shelf.put(owned(advert("pasted", source="webpage"), ADA))
    (before,) = shelf.jobs(ADA)
    assert shelf.jobs() == []
    shelf.put(later(advert("a")))
    (after,) = shelf.jobs(ADA)
    assert after.id == before.id
    assert after.stands_for == (shelf.jobs()[0].id,)


def test_two_people_never_meet_over_what_they_brought(shelf: Shelf, advert: Advert) -> None:
    hers, his = owned(advert("x", source="webpage"), ADA), owned(advert("x", source="webpage"), BO)
    shelf.put(hers)
    shelf.put(his)
    assert shelf.groups(ADA) == {frozenset([hers.id])}
    assert shelf.groups(BO) == {frozenset([his.id])}
    shelf.put(later(advert("a")))
    assert all(his.id not in group for group in shelf.groups(ADA))


def test_a_private_copy_does_not_tie_two_public_jobs_together_for_others(shelf: Shelf, advert: Advert) -> None:
    berlin, hamburg = advert("a", places=("Berlin",)), advert("b", places=("Hamburg",))
    shelf.put(berlin, hamburg)
    shelf.put(owned(later(advert("c", source="manual", places=("Berlin; Hamburg",))), ADA))
    assert len(shelf.jobs()) == 2
    (hers,) = shelf.jobs(ADA)
    assert sorted(hers.stands_for) == sorted(job.id for job in shelf.jobs())


def test_a_private_sighting_that_changes_gives_the_public_job_back(shelf: Shelf, advert: Advert) -> None:
    shelf.put(advert("a"))
    shelf.put(owned(advert("c", source="manual"), ADA))
    changed = owned(advert("c", source="manual", title="Sales Advisor", description=OTHER_DUTIES), ADA)
    shelf.put(evolve(changed, content="changed"))
    assert shelf.groups(ADA) == {frozenset([shelf.jobs()[0].sightings[0].id]), frozenset([changed.id])}
    assert shelf.jobs()[0] in shelf.jobs(ADA)


def test_a_job_is_told_by_the_employers_own_board_first(advert: Advert, shelf: Shelf) -> None:
    short = advert("a", source="greenhouse", description=DUTIES[:600], url="https://moneta.example/a/1")
    long = advert("b", source="aggregator")
    employers = evolve(shelf, merge=evolve(shelf.merge, employer_boards=frozenset([SourceName("greenhouse")])))
    employers.put(long, short)
    (job,) = employers.jobs()
    assert (job.description, job.summary.url) == (short.posting.description, short.posting.url)
    assert job.summary.sources == ("aggregator", "greenhouse")
