"""What happens when a Chroma server dies, hangs, and comes back without its data."""

import asyncio
import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from attrs import define
from matching_world import SmallTaxonomy, reading, unstemmed
from servers import free_port, start_chroma, wait_until_it_answers

from copilot_adapters.embedders.hashing import Hashing
from copilot_adapters.storage import SqlStorage
from copilot_adapters.vector_indexes.chroma import Chroma
from copilot_adapters.vector_indexes.exact import Exact
from copilot_core.entities.identities import JobId
from copilot_core.entities.job_query import JobQuery
from copilot_core.entities.task import Progress
from copilot_core.errors import Unavailable
from copilot_core.rules.tokens import Analyser
from copilot_core.testing import StillClock, make_job, make_posting, make_sighting
from copilot_core.use_cases.jobs.search_jobs import SearchJobs
from copilot_core.use_cases.matching.match_jobs import MatchJobs
from copilot_core.use_cases.matching.read_for_meaning import ReadForMeaning
from copilot_core.use_cases.matching.rebuild_index import RebuildIndex

EMBEDDER = Hashing(dimensions=64)
NURSE = reading("Rosa Example. Registered Nurse. Wound care, triage.", "Registered Nurse")
TITLES = ("Nurse", "Nurse on nights", "Carer", "Midwife", "Truck Driver", "Baker")


@define
class OwnChroma:
    """A server that a test kills, stops and starts again."""

    folder: Path
    port: int
    pid: int = 0

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it on what its folder holds."""
        self.pid = start_chroma(self.folder, self.port)
        wait_until_it_answers("chroma", self.port, self.folder)

    def kill(self) -> None:
        """End it at once."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self.pid = 0

    def lose(self) -> None:
        """Lose its data."""
        shutil.rmtree(self.folder / "data")


@pytest.fixture
def chroma(tmp_path: Path) -> Iterator[OwnChroma]:
    server = OwnChroma(tmp_path, free_port())
    server.start()
    yield server
    if server.pid:
        server.kill()


async def keep(storage: SqlStorage, *titles: str) -> tuple[JobId, ...]:
    jobs = [
        make_job(make_sighting(make_posting(title=title, external_id=title, description=f"Work as {title}.")))
        for title in titles
    ]
    async with storage.transaction() as books:
        await books.catalogue.save(jobs, [])
    return tuple(job.id for job in jobs)


@pytest.fixture
async def read(storage: SqlStorage) -> SqlStorage:
    await keep(storage, *TITLES)
    return storage


@pytest.mark.slow
async def test_a_server_answers_as_exact_does(read: SqlStorage, chroma_url: str) -> None:
    exact = Exact(storage=read, model=EMBEDDER.model)
    server = Chroma(model=EMBEDDER.model, url=chroma_url)
    await ReadForMeaning(read, EMBEDDER, server)()
    [asked] = await EMBEDDER.embed(["Nurse"])
    found, expected = await server.nearest(asked, 6), await exact.nearest(asked, 6)
    assert [one.id for one in found] == [one.id for one in expected]
    assert await server.count() == await exact.count() == len(TITLES)
    await server.remove([one.id for one in found])


@pytest.mark.slow
async def test_while_the_server_is_dead_words_find_alone_and_say_so(read: SqlStorage, chroma: OwnChroma) -> None:
    index = Chroma(model=EMBEDDER.model, url=chroma.url)
    await ReadForMeaning(read, EMBEDDER, index)()
    search = SearchJobs(read, EMBEDDER, index)
    match = MatchJobs(read, SmallTaxonomy(), Analyser(unstemmed), StillClock(), EMBEDDER, index)
    assert (await search(JobQuery(text="nurse"))).doubts == (await match(NURSE)).doubts == ()
    chroma.kill()
    page, matches = await search(JobQuery(text="nurse")), await match(NURSE)
    for doubts in (page.doubts, matches.doubts):
        assert [doubt.code for doubt in doubts] == ["vector_index_unreachable", "words_alone"]
        assert chroma.url in str(doubts[0])
    assert {job.title for job in page.jobs} == {"Nurse", "Nurse on nights"}
    assert matches.matches[0].job.title == "Nurse"
    assert page.read_for_meaning == matches.read_for_meaning == 0
    chroma.start()
    assert (await search(JobQuery(text="nurse"))).doubts == ()
    assert (await match(NURSE)).read_for_meaning == len(TITLES)


@pytest.mark.slow
async def test_a_server_that_lost_its_data_is_filled_again(read: SqlStorage, chroma: OwnChroma) -> None:
    index, told = Chroma(model=EMBEDDER.model, url=chroma.url), list[Progress]()
    await ReadForMeaning(read, EMBEDDER, index)()
    assert await index.count() == len(TITLES)
    chroma.kill()
    chroma.lose()
    chroma.start()
    assert await index.count() == 0

    async def note(progress: Progress) -> None:
        told.append(progress)

    assert await RebuildIndex(read, EMBEDDER, index)(progress=note) == len(TITLES)
    assert await index.count() == len(TITLES)
    assert told == [Progress(done=len(TITLES), total=len(TITLES))]
    [asked] = await EMBEDDER.embed(["Baker"])
    assert len(await index.nearest(asked, 99)) == len(TITLES)


@pytest.mark.slow
async def test_what_a_dead_server_was_not_told_it_is_told_the_next_time(read: SqlStorage, chroma: OwnChroma) -> None:
    index = Chroma(model=EMBEDDER.model, url=chroma.url)
    reader = ReadForMeaning(read, EMBEDDER, index, batch=2)
    [first, second, *_] = await keep(read, *TITLES)
    assert await reader(limit=2) == 2
    chroma.kill()
    with pytest.raises(Unavailable):
        await reader()
    async with read.transaction() as books:
        await books.catalogue.save([], [(first, second)])
    chroma.start()
    await reader()
    assert await index.count() == len(TITLES) - 1
    [asked] = await EMBEDDER.embed(["Nurse"])
    assert first not in {one.id for one in await index.nearest(asked, 99)}


@pytest.mark.slow
async def test_a_server_that_hangs_is_unavailable_in_time(read: SqlStorage, chroma: OwnChroma) -> None:
    index = Chroma(model=EMBEDDER.model, url=chroma.url, patience=1.0)
    await ReadForMeaning(read, EMBEDDER, index)()
    os.kill(chroma.pid, signal.SIGSTOP)
    try:
        began = time.monotonic()
        page = await SearchJobs(read, EMBEDDER, index)(JobQuery(text="nurse"))
        assert time.monotonic() - began < 5
        assert [doubt.code for doubt in page.doubts] == ["vector_index_unreachable", "words_alone"]
    finally:
        os.kill(chroma.pid, signal.SIGCONT)


@pytest.mark.slow
async def test_a_rebuilding_that_is_cancelled_can_be_begun_again(read: SqlStorage, chroma_url: str) -> None:
    index = Chroma(model=f"{EMBEDDER.model}-{uuid4()}", url=chroma_url)
    await ReadForMeaning(read, EMBEDDER, Exact(storage=read, model=EMBEDDER.model))()
    stop = asyncio.Event()

    async def wait(_progress: Progress) -> None:
        stop.set()
        await asyncio.sleep(60)

    rebuilding = asyncio.create_task(RebuildIndex(read, EMBEDDER, index)(progress=wait))
    await stop.wait()
    rebuilding.cancel()
    with pytest.raises(asyncio.CancelledError):
        await rebuilding
    assert await RebuildIndex(read, EMBEDDER, index)() == len(TITLES)
    assert await index.count() == len(TITLES)
