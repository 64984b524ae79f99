"""Sightings, clusters, people, sources and vectors, as their ports promise."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from attrs import evolve

from copilot_adapters.storage import SqlStorage
from copilot_core.entities.collection import Aspect, Outcome
from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId, ResumeId, SightingId, SourceName
from copilot_core.entities.job import Job
from copilot_core.entities.seeker import RemoteWish, Seeker, Wishes
from copilot_core.entities.sighting import Sighting
from copilot_core.entities.source_run import Alarm, SourceRun
from copilot_core.errors import NotFound
from copilot_core.ports.bookmarks import KeptBookmark
from copilot_core.ports.clusters import Apart
from copilot_core.ports.embedder import Vector
from copilot_core.ports.sightings import Known
from copilot_core.ports.sources import SourceClaim, SourceState
from copilot_core.ports.storage import Books
from copilot_core.ports.vectors import ReadText
from copilot_core.rules.same_job import Link, Signature
from copilot_core.sentences import Sentence
from copilot_core.testing.makers import NOON, make_job, make_posting, make_resume, make_sighting

ANN, BEN = PersonId("ann"), PersonId("ben")
ACME = SourceName("acme")
WHY = Sentence("same_text", {"share": 0.97, "board": "acme"})


def seen(name: str, owner: PersonId | None = None, **posting: object) -> Sighting:
    sighting = make_sighting(make_posting(external_id=name, **posting), owner=owner)
    return evolve(sighting, id=SightingId(f"acme:{name}:{owner or ''}"))


def signed(sighting: Sighting, *keys: int) -> tuple[Sighting, Signature]:
    signature = Signature(
        sighting=sighting.id,
        source=sighting.source,
        external_id=sighting.external_id,
        owner=sighting.owner,
        first_seen=sighting.first_seen,
        title=("nurse",),
        company="elbe",
        places=("hamburg",),
        chunks=(-(2**63), 2**63 - 1),
        keys=keys,
    )
    return sighting, signature


async def keep_seen(storage: SqlStorage, *pairs: tuple[Sighting, Signature]) -> None:
    async with storage.transaction() as books:
        await books.sightings.save(pairs)


async def test_a_sighting_comes_back_whole_and_is_known_by_source_id_and_owner(storage: SqlStorage) -> None:
    public, private = seen("1"), seen("1", ANN)
    await keep_seen(storage, signed(public, 1), signed(private, 1))
    async with storage.reading() as books:
        assert await books.sightings.fetch([private.id, public.id, SightingId("no")]) == {
            private.id: private,
            public.id: public,
        }
        assert await books.sightings.known(ACME, ["1", "2"], None) == {"1": Known(id=public.id, content=public.content)}
        assert (await books.sightings.known(ACME, ["1"], ANN))["1"].id == private.id
        assert await books.sightings.known(ACME, ["1"], BEN) == {}
        assert await books.sightings.known(SourceName("lever"), ["1"], None) == {}


async def test_a_changed_posting_replaces_what_was_known_and_its_keys(storage: SqlStorage) -> None:
    before = seen("1")
    after = evolve(before, posting=evolve(before.posting, title="Midwife"), content="other")
    await keep_seen(storage, signed(before, 1, 2))
    await keep_seen(storage, signed(after, 2, 3))
    async with storage.reading() as books:
        assert (await books.sightings.fetch([before.id]))[before.id] == after
        assert (await books.sightings.known(ACME, ["1"], None))["1"].content == "other"
        assert await books.clusters.near([1]) == ()
        assert len(await books.clusters.near([2, 3])) == 1


async def test_many_are_known_at_once(storage: SqlStorage) -> None:
    many = [seen(str(number)) for number in range(2500)]
    for start in range(0, 2500, 500):
        await keep_seen(storage, *(signed(one, number) for number, one in enumerate(many[start : start + 500], start)))
    async with storage.reading() as books:
        assert len(await books.sightings.known(ACME, [one.external_id for one in many], None)) == 2500
        assert len(await books.clusters.near(range(2500))) == 2500
        assert len((await books.clusters.component([one.id for one in many])).placed) == 2500


async def test_signatures_are_found_by_any_of_their_keys_and_kept_whole(storage: SqlStorage) -> None:
    first, second = signed(seen("1"), -(2**63), 7), signed(seen("2"), 7, 2**63 - 1)
    await keep_seen(storage, first, second)
    async with storage.transaction() as books:
        await books.clusters.save([], [], {first[0].id: JobId("home")})
    async with storage.reading() as books:
        assert [one.signature for one in await books.clusters.near([-(2**63)])] == [first[1]]
        near = await books.clusters.near([7])
    assert {one.signature.sighting: one.job for one in near} == {first[0].id: "home", second[0].id: None}


async def test_a_component_reaches_through_links_and_names_what_holds_it_apart(storage: SqlStorage) -> None:
    chain = [seen(str(number)) for number in range(6)]
    await keep_seen(storage, *(signed(one) for one in chain))
    ids = [one.id for one in chain]
    links = [Link(left, right, 0.9, WHY) for left, right in pairwise(ids[:4])]
    apart = [Apart(left=ids[0], right=ids[3]), Apart(left=ids[1], right=ids[2], person=ANN)]
    async with storage.transaction() as books:
        await books.clusters.save(links, [], {})
        await books.clusters.keep_apart([*apart, *apart, Apart(left=ids[0], right=ids[5])])
    async with storage.reading() as books:
        component = await books.clusters.component([ids[2]])
        alone = await books.clusters.component([ids[5]])
    assert {one.signature.sighting for one in component.placed} == set(ids[:4])
    assert sorted(component.links, key=lambda link: link.left) == links
    assert set(component.apart) == set(apart)
    assert [one.signature.sighting for one in alone.placed] == [ids[5]]
    assert alone.links == ()
    assert alone.apart == ()


async def test_links_are_replaced_and_forgotten(storage: SqlStorage) -> None:
    first, second = seen("1"), seen("2")
    await keep_seen(storage, signed(first), signed(second))
    async with storage.transaction() as books:
        await books.clusters.save([Link(first.id, second.id, 0.5, WHY)], [], {})
        await books.clusters.save([Link(first.id, second.id, 0.8, WHY)], [], {})
        assert [link.strength for link in (await books.clusters.component([first.id])).links] == [0.8]
        await books.clusters.save([], [second.id], {})
        assert (await books.clusters.component([first.id])).links == ()


async def test_a_persons_things_are_theirs_alone(storage: SqlStorage) -> None:
    older = make_resume(person=ANN)
    newer = evolve(older, id=ResumeId("newer"), added_at=NOON + timedelta(hours=1))
    same_id = evolve(older, person=BEN, file_name="ben.pdf")
    async with storage.transaction() as books:
        for resume in (older, newer, same_id):
            await books.people.save_resume(resume)
        await books.people.save_resume(evolve(older, file_name="ann.pdf"))
    async with storage.reading() as books:
        assert [one.id for one in await books.people.resumes(ANN)] == ["newer", older.id]
        assert (await books.people.resume(ANN, older.id)).file_name == "ann.pdf"
        assert await books.people.resumes(BEN) == (same_id,)
        with pytest.raises(NotFound, match="there is no resume newer"):
            await books.people.resume(BEN, newer.id)


async def test_a_profile_is_empty_until_it_is_set(storage: SqlStorage) -> None:
    wishes = Wishes(want=("nurse",), remote=RemoteWish.YES, languages={"de": "C1"}, pay_min=50_000, pay_currency="EUR")
    async with storage.transaction() as books:
        assert await books.people.seeker(ANN) == Seeker(id=ANN)
        await books.people.save_seeker(Seeker(id=ANN))
        await books.people.save_seeker(Seeker(id=ANN, wishes=wishes))
    async with storage.reading() as books:
        assert await books.people.seeker(ANN) == Seeker(id=ANN, wishes=wishes)
        assert await books.people.seeker(BEN) == Seeker(id=BEN)


async def test_a_source_is_granted_when_it_is_due_and_remembers_its_last_run(storage: SqlStorage) -> None:
    hour = timedelta(hours=1)
    async with storage.transaction() as books:
        first = await claimed(books, NOON, NOON + hour)
        assert await books.sources.claim(ACME, NOON + hour / 2, NOON + 2 * hour) == NOON + hour
        second = await claimed(books, NOON + hour, NOON + 2 * hour)
        assert await books.sources.states() == ()
        state = SourceState(name=ACME, last_run=NOON + hour, outcome=Outcome.LIMITED, found=3, due_at=NOON + 5 * hour)
        await books.sources.note(first, state)
        assert await books.sources.states() == (), "the first run's claim was given to another"
        await books.sources.note(second, state)
        assert await books.sources.claim(ACME, NOON + 3 * hour, NOON + 4 * hour) == NOON + 5 * hour
        third = await claimed(books, NOON + 5 * hour, NOON + 6 * hour)
        kept = SourceState(name=ACME, last_run=NOON + 6 * hour, outcome=Outcome.OK, found=1)
        await books.sources.note(third, kept)
        assert isinstance(await books.sources.claim(ACME, NOON + 6 * hour, NOON + 7 * hour), SourceClaim)
    async with storage.reading() as books:
        (found,) = await books.sources.states()
        assert evolve(found, due_at=None) == kept


async def test_a_claim_is_renewed_and_given_back_by_the_run_that_has_it(storage: SqlStorage) -> None:
    hour = timedelta(hours=1)
    async with storage.transaction() as books:
        first = await claimed(books, NOON, NOON + hour)
        assert await books.sources.renew(first, NOON + 3 * hour)
        assert await books.sources.claim(ACME, NOON + 2 * hour, NOON + 4 * hour) == NOON + 3 * hour
        second = await claimed(books, NOON + 3 * hour, NOON + 4 * hour)
        assert not await books.sources.renew(first, NOON + 9 * hour)
        await books.sources.release(first)
        assert await books.sources.claim(ACME, NOON + 3 * hour, NOON + 4 * hour) == NOON + 4 * hour
        await books.sources.release(second)
        await claimed(books, NOON + 3 * hour, NOON + 4 * hour)


async def claimed(books: Books, now: datetime, until: datetime) -> SourceClaim:
    claim = await books.sources.claim(ACME, now, until)
    assert isinstance(claim, SourceClaim)
    return claim


async def test_a_bookmark_is_found_by_source_and_search_until_it_is_old_or_dropped(storage: SqlStorage) -> None:
    mark = KeptBookmark(source=ACME, search="s", place="2", postings=50, requests=1, at=NOON)
    async with storage.transaction() as books:
        await books.bookmarks.keep(mark)
        await books.bookmarks.keep(evolve(mark, search="t", place="7"))
        await books.bookmarks.keep(evolve(mark, place="3"))
    async with storage.reading() as books:
        assert await books.bookmarks.find(ACME, "s", NOON) == evolve(mark, place="3")
        assert await books.bookmarks.find(ACME, "s", NOON + timedelta(seconds=1)) is None
        assert await books.bookmarks.find(SourceName("other"), "s", NOON) is None
    async with storage.transaction() as books:
        await books.bookmarks.drop(ACME, "s")
        await books.bookmarks.drop(ACME, "never kept")
        assert await books.bookmarks.find(ACME, "s", NOON) is None
        assert await books.bookmarks.find(ACME, "t", NOON) is not None


def ran(number: int, **changes: object) -> SourceRun:
    run = SourceRun(
        source=ACME,
        at=NOON + number * timedelta(hours=1),
        search="s",
        outcome=Outcome.OK,
        latency=0.5,
        whole=True,
        found=4,
        told={Aspect.SALARY: 3},
        reason=WHY,
    )
    return evolve(run, **changes)  # type: ignore[arg-type]


async def test_runs_come_back_oldest_first_the_newest_of_each_source_until_they_are_forgotten(
    storage: SqlStorage,
) -> None:
    runs = [ran(number) for number in (2, 0, 1)]
    other = ran(9, source=SourceName("other"))
    async with storage.transaction() as books:
        for run in (*runs, other):
            await books.source_runs.add(run)
    async with storage.reading() as books:
        assert await books.source_runs.since(NOON) == {ACME: (ran(0), ran(1), ran(2)), "other": (other,)}
        assert await books.source_runs.since(ran(1).at, limit=1) == {ACME: (ran(2),), "other": (other,)}
    async with storage.transaction() as books:
        assert await books.source_runs.forget(ran(2).at, 1) == 1
        assert await books.source_runs.forget(ran(2).at, 100) == 1
        assert await books.source_runs.since(NOON) == {ACME: (ran(2),), "other": (other,)}


async def test_the_alarms_told_are_those_told_last(storage: SqlStorage) -> None:
    failing = Alarm(source=ACME, kind="failing", since=NOON, sentence=WHY)
    fewer = Alarm(source=ACME, kind="count", since=NOON, sentence=WHY, search="s")
    async with storage.transaction() as books:
        await books.source_runs.tell([failing, fewer])
        assert await books.source_runs.alarms() == (fewer, failing)
        await books.source_runs.tell([failing])
        assert await books.source_runs.alarms() == (failing,)
        await books.source_runs.tell([])
        assert await books.source_runs.alarms() == ()


MODEL = "hashing-1"


def vector(number: int) -> Vector:
    return Vector(bytes([number] * 16))


async def three_jobs(storage: SqlStorage) -> list[Job]:
    made = [
        make_job(make_sighting(make_posting(external_id=str(n), posted_at=NOON + timedelta(days=n)))) for n in range(3)
    ]
    async with storage.transaction() as books:
        await books.catalogue.save(made, [])
    return made


async def read_as(books: Books, name: str, *jobs: JobId) -> None:
    """Keep one vector for what the jobs say now."""
    texts = await books.vectors.texts(jobs)
    await books.vectors.keep(MODEL, {name: vector(1)}, {one: ReadText(name, texts[one].content) for one in jobs})


async def test_jobs_are_unread_until_a_vector_of_their_text_is_kept(storage: SqlStorage) -> None:
    oldest, middle, newest = await three_jobs(storage)
    async with storage.transaction() as books:
        assert await books.vectors.unread(MODEL, 2) == (newest.id, middle.id)
        assert await books.vectors.waiting(MODEL) == 3
        await read_as(books, "h1", newest.id, middle.id)
        assert await books.vectors.unread(MODEL, 9) == (oldest.id,)
        assert await books.vectors.waiting(MODEL) == 1
        assert await books.vectors.unread("other", 9) == (newest.id, middle.id, oldest.id)
        every = [oldest.id, middle.id, newest.id]
        assert await books.vectors.indexed(MODEL, every) == {newest.id: vector(1), middle.id: vector(1)}
        assert await books.vectors.indexed(MODEL, [middle.id, oldest.id]) == {middle.id: vector(1)}
        assert await books.vectors.read(MODEL, LOCAL_PERSON) == await books.vectors.kept(MODEL) == 2
        assert await books.vectors.cached(MODEL, ["h1", "h2"]) == {"h1": vector(1)}
        assert await books.vectors.cached("other", ["h1"]) == {}


async def test_a_job_whose_text_changes_is_unread_again(storage: SqlStorage) -> None:
    job, *_ = await three_jobs(storage)
    async with storage.transaction() as books:
        await read_as(books, "h1", job.id)
        await books.catalogue.save([job], [])
        assert job.id not in await books.vectors.unread(MODEL, 9)
        await books.catalogue.save([evolve(job, description="Something else.")], [])
        assert job.id in await books.vectors.unread(MODEL, 9)
        assert await books.vectors.indexed(MODEL, [job.id]) == {}
        assert await books.vectors.kept(MODEL) == 0


async def test_a_job_whose_text_changes_while_it_is_read_stays_unread(storage: SqlStorage) -> None:
    job, *_ = await three_jobs(storage)
    async with storage.transaction() as books:
        before = (await books.vectors.texts([job.id]))[job.id]
        await books.catalogue.save([evolve(job, description="Something else.")], [])
        await books.vectors.keep(MODEL, {"h1": vector(1)}, {job.id: ReadText("h1", before.content)})
        assert job.id in await books.vectors.unread(MODEL, 9)
        assert await books.vectors.indexed(MODEL, [job.id]) == {}


async def test_a_copy_asks_for_what_came_changed_and_went_since(storage: SqlStorage) -> None:
    first, second, third = (job.id for job in await three_jobs(storage))
    async with storage.transaction() as books:
        await read_as(books, "h1", first, second)
        start = await books.vectors.counter(MODEL)
        assert set(await books.vectors.changed(MODEL, -1)) == {first, second}
        assert await books.vectors.changed(MODEL, start) == ()
        await read_as(books, "h2", third)
        await books.catalogue.save([], [(first, second)])
        assert set(await books.vectors.changed(MODEL, start)) == {first, third}
        assert set(await books.vectors.changed(MODEL, await books.vectors.counter(MODEL) - 1)) == {first}
        assert await books.vectors.changed("other", -1) == ()


async def test_what_the_index_was_told_never_goes_back(storage: SqlStorage) -> None:
    job, *_ = await three_jobs(storage)
    async with storage.transaction() as books:
        assert await books.vectors.told(MODEL) == 0
        await read_as(books, "h1", job.id)
        await books.vectors.tell(MODEL, 1)
        await books.vectors.tell(MODEL, 0)
        assert await books.vectors.told(MODEL) == 1


async def test_the_counter_grows_with_every_change_of_the_jobs_vectors(storage: SqlStorage) -> None:
    first, second, _ = await three_jobs(storage)
    counted = []
    async with storage.transaction() as books:
        counted.append(await books.vectors.counter(MODEL))
        await read_as(books, "h1", first.id)
        counted.append(await books.vectors.counter(MODEL))
        await books.catalogue.save([], [(first.id, second.id)])
        counted.append(await books.vectors.counter(MODEL))
        await books.resume_vectors.keep(MODEL, LOCAL_PERSON, ResumeId("mine"), "text", vector(2))
        assert await books.vectors.counter(MODEL) == counted[-1], "no job's vector changed"
    assert counted == sorted(set(counted))
    async with storage.reading() as books:
        assert await books.vectors.indexed(MODEL, [first.id, second.id]) == {}


async def test_a_resumes_vector_is_one_persons_and_of_one_text(storage: SqlStorage) -> None:
    ann, bob, mine = PersonId("ann"), PersonId("bob"), ResumeId("mine")
    async with storage.transaction() as books:
        kept = books.resume_vectors
        await kept.keep(MODEL, ann, mine, "text", vector(1))
        await kept.keep(MODEL, ann, ResumeId("second"), "text", vector(1))
        assert await kept.of(MODEL, ann, mine, "text") == vector(1)
        assert await kept.of(MODEL, ann, mine, "another text") is None
        assert await kept.of(MODEL, bob, mine, "text") is None
        assert await kept.of("other", ann, mine, "text") is None
        await kept.keep(MODEL, ann, mine, "another text", vector(2))
        assert await kept.of(MODEL, ann, mine, "text") is None
        assert await kept.of(MODEL, ann, ResumeId("second"), "text") == vector(1)
        await kept.keep(MODEL, bob, mine, "text", vector(3))
        await kept.forget(ann)
        assert await kept.of(MODEL, ann, mine, "another text") is None
        assert await kept.of(MODEL, bob, mine, "text") == vector(3)
