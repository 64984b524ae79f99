"""What an earlier release read is read again: to the same jobs by the same rules, to new facts by others."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest
from attrs import evolve, frozen
from merging_world import DUTIES, OTHER_DUTIES

from copilot_adapters.container import Container
from copilot_adapters.settings import Settings
from copilot_adapters.storage import SqlStorage
from copilot_core.entities.closing import Closing, Inquiry
from copilot_core.entities.facts import Facts
from copilot_core.entities.identities import LOCAL_PERSON, SightingId, SourceName
from copilot_core.entities.job import Job
from copilot_core.entities.job_query import JobQuery, Sort
from copilot_core.entities.posting import Posting
from copilot_core.entities.task import Progress
from copilot_core.rules.reading import READING
from copilot_core.sentences import Sentence
from copilot_core.testing.makers import NOON, make_posting

BOARDS = [SourceName("acme"), SourceName("bravo")]


@frozen
class World:
    """A database, and what reads into it."""

    storage: SqlStorage
    container: Container

    async def store(self, first: int, count: int) -> None:
        """Store postings on two boards: every third of the second board is a copy."""
        for board in BOARDS:
            await self.container.store_postings()(board, postings(board, first, count))
        await self.container.store_postings()(BOARDS[0], [posting("mine", 0)], owner=LOCAL_PERSON)

    async def jobs(self) -> list[Job]:
        """Return all jobs, whole."""
        async with self.storage.reading() as books:
            page = await books.catalogue.search(JobQuery(limit=100, sort=Sort.DATE), LOCAL_PERSON)
            return sorted(
                [await books.catalogue.job(one.id, LOCAL_PERSON) for one in page.jobs], key=lambda one: one.id
            )

    async def found(self, text: str) -> int:
        """Return how many jobs answer."""
        async with self.storage.reading() as books:
            return (await books.catalogue.search(JobQuery(text=text), LOCAL_PERSON)).total

    async def forget_facts(self) -> None:
        """Leave the postings as a release would have that understood nothing."""
        sightings = {seen.id: seen for job in await self.jobs() for seen in job.sightings}
        blank = [evolve(seen, facts=Facts(), reading=READING - 1) for seen in sightings.values()]
        async with self.storage.transaction() as books:
            await self.container.merge_sightings()(books, blank)

    async def unread(self) -> int:
        """Return how many postings other rules read."""
        async with self.storage.reading() as books:
            return await books.sightings.count_otherwise(READING)


@pytest.fixture
def world(storage: SqlStorage, tmp_path: Path) -> World:
    container = Container(settings=Settings(home=tmp_path, embedder="none"))
    container.storage.override(storage)
    return World(storage, container)


def postings(board: str, first: int, count: int) -> Sequence[Posting]:
    return [posting(board, number) for number in range(first, first + count)]


def posting(board: str, number: int) -> Posting:
    copied = number % 3 == 0
    return make_posting(
        external_id=f"{number}",
        url=f"https://{board}.example/{number}",
        title=f"Senior Engineer {number}" if copied else f"Advisor {board} {number}",
        company=f"Moneta {number if copied else board}",
        description=f"{DUTIES if copied else OTHER_DUTIES}\n\nRequirements: Python, Kafka. We pay €60,000 - €70,000.",
        places=("Berlin, Germany",),
    )


async def test_reading_again_by_the_same_rules_changes_nothing(world: World) -> None:
    await world.store(0, 9)
    before = await world.jobs()
    assert any(len(job.sightings) > 1 for job in before), "there are copies"
    assert await world.container.read_again()() == 0
    assert await world.container.read_again()(every=True) == 19
    assert await world.jobs() == before


async def test_what_other_rules_read_is_as_if_read_now(world: World) -> None:
    await world.store(0, 6)
    before = await world.jobs()
    await world.forget_facts()
    assert all(not job.facts.skills for job in await world.jobs())
    assert await world.container.read_again()() == 13
    assert await world.jobs() == before
    assert await world.unread() == 0


async def test_stopped_in_the_middle_it_goes_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copilot_core.use_cases.jobs.read_again.BATCH", 4)
    await world.store(0, 6)
    before = await world.jobs()
    await world.forget_facts()

    async def stop(progress: Progress) -> None:
        assert progress.total == 13
        if progress.done >= 8:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await world.container.read_again()(progress=stop)
    assert await world.unread() == 5
    assert await world.container.read_again()() == 5
    assert await world.jobs() == before


async def test_boards_are_collected_meanwhile(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copilot_core.use_cases.jobs.read_again.BATCH", 3)
    await world.store(0, 9)
    await world.forget_facts()
    changed = [evolve(one, description=f"{one.description} We use Terraform.") for one in postings(BOARDS[0], 0, 9)]
    await asyncio.gather(
        world.container.read_again()(),
        world.container.store_postings()(BOARDS[0], changed),
        world.container.store_postings()(BOARDS[1], postings(BOARDS[1], 9, 9)),
    )
    jobs = await world.jobs()
    assert await world.unread() == 0
    assert all(job.facts.skills for job in jobs)
    theirs = [seen for job in jobs for seen in job.sightings if seen.source == BOARDS[0] and seen.owner is None]
    assert all("Terraform" in seen.posting.description for seen in theirs)
    assert all("Terraform" in {one.skill.label for one in seen.facts.skills} for seen in theirs)
    assert await world.found("terraform") == 9


async def test_what_is_closed_stays_closed(world: World) -> None:
    await world.store(0, 2)
    async with world.storage.reading() as books:
        known = await books.sightings.known(BOARDS[0], ["1"], None)
    closed = Inquiry(sighting=SightingId(known["1"].id), closing=Closing(at=NOON, why=Sentence("task_broke")))
    async with world.storage.transaction() as books:
        await world.container.mark_closings()(books, [closed])
    before = await world.jobs()
    await world.container.read_again()(every=True)
    assert await world.jobs() == before
    async with world.storage.reading() as books:
        assert (await books.closings.fetch([closed.sighting]))[closed.sighting].closing == closed.closing
