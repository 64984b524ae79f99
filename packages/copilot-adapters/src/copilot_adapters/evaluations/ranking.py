"""`copilot eval ranking`: the production matching on anybody's pools, beside BM25, MiniLM and both fused."""

import asyncio
import json
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import frozen

from copilot_adapters.clocks import SystemClock
from copilot_adapters.document_readers.markdown import Markdown as MarkdownReader
from copilot_adapters.evaluations.ranking_baselines import Bm25, fuse
from copilot_adapters.evaluations.ranking_data import Person, Pools, as_posting, own_pools, read_pools
from copilot_adapters.evaluations.ranking_measures import measure
from copilot_adapters.evaluations.ranking_people import read_wishes
from copilot_adapters.gazetteers.geonames import Geonames
from copilot_adapters.html_cleaners.markdown import Markdown as MarkdownCleaner
from copilot_adapters.language_detectors.function_words import FunctionWords
from copilot_adapters.plugins import EMBEDDERS, VECTOR_INDEXES, Plugins
from copilot_adapters.similarities.rapidfuzz import RapidFuzz
from copilot_adapters.stemmers.snowball import Snowball
from copilot_adapters.storage import SqlStorage
from copilot_adapters.taxonomies.esco_onet import EscoOnet
from copilot_core.entities.identities import LOCAL_PERSON, JobId, ResumeId, SourceName
from copilot_core.entities.match import Match
from copilot_core.entities.resume import Reading
from copilot_core.errors import NotFound
from copilot_core.ports.embedder import Embedder
from copilot_core.ports.vector_index import VectorIndex
from copilot_core.rules.tokens import Analyser
from copilot_core.use_cases.jobs.merge_sightings import MergeSightings
from copilot_core.use_cases.jobs.store_postings import StorePostings, sighting_id
from copilot_core.use_cases.matching.match_jobs import MatchJobs
from copilot_core.use_cases.matching.read_for_meaning import ReadForMeaning
from copilot_core.use_cases.resumes.read_resume import ReadResume

SOURCE = SourceName("ranking")
BATCH = 200
Orders = dict[str, list[str]]


@frozen
class Ranker:
    """The production use cases over one temporary database, and which posting is in which job."""

    storage: SqlStorage
    match: MatchJobs
    resumes: ReadResume
    gazetteer: Geonames
    embedder: Embedder | None
    index: VectorIndex | None
    homes: Mapping[str, JobId]

    async def read(self, name: str, person: Person) -> Reading:
        """Read a resume."""
        return (await self.resumes(person.resume.encode(), f"{name}.md")).reading

    async def order(self, name: str, person: Person, pool: Sequence[str]) -> list[str]:
        """Rank a pool; postings of one job stand together, those that the gate refused stand last."""
        matches = await self._matches(name, person, pool)
        places = {one.job.id: place for place, one in enumerate(matches)}
        return sorted(pool, key=lambda one: (places.get(self.homes.get(one, JobId("")), len(pool)), one))

    async def match_of(self, name: str, person: Person, posting: str) -> Match:
        """Hold one posting against a person."""
        return (await self._matches(name, person, [posting]))[0]

    async def _matches(self, name: str, person: Person, pool: Sequence[str]) -> tuple[Match, ...]:
        wishes = read_wishes(person.wishes, self.gazetteer)
        jobs = dict.fromkeys(self.homes[one] for one in pool if one in self.homes)
        reading, kept = await self.read(name, person), ResumeId(name)
        found = await self.match(reading, wishes=wishes, top=len(pool), among=tuple(jobs), resume=kept)
        return found.matches

    async def by_meaning(self, person: Person, pool: Sequence[str]) -> list[str]:
        """Rank a pool by the cosine of the whole resume's text alone."""
        if self.embedder is None or self.index is None:
            return []
        (vector,) = await self.embedder.embed([person.resume])
        jobs = {self.homes[one] for one in pool if one in self.homes}
        cosines = {one.id: one.score for one in await self.index.nearest(vector, len(jobs), jobs)}
        return sorted(pool, key=lambda one: (-cosines.get(self.homes.get(one, JobId("")), -1.0), one))


def evaluate(data: Path | None = None, run: Path | None = None, *, meaning: bool = True) -> dict[str, object]:
    """Rank the pools in `data` (our own judged set when None); write each person's order to `run` as JSON.

    `meaning=False` leaves the sentence model out, which makes it quick.
    """
    pools = own_pools() if data is None else read_pools(data)
    result = asyncio.run(_evaluate(pools, meaning=meaning))
    if run is not None:
        run.write_text(json.dumps(result["run"], ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return result


async def _evaluate(pools: Pools, *, meaning: bool) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        ranker = await _ranker(pools, Path(folder), meaning=meaning)
        stored = time.perf_counter()
        try:
            orders = await _orders(ranker, pools)
        finally:
            await ranker.storage.close()
    return {
        "people": len(orders["ours"]),
        "postings": len(pools.postings),
        "jobs": len(set(ranker.homes.values())),
        "seconds_to_store_and_read": round(stored - began, 1),
        "seconds_to_rank": round(time.perf_counter() - stored, 1),
        "measures": {name: measure(order, pools.judged) for name, order in orders.items()} if pools.judged else None,
        "run": orders["ours"],
    }


async def _orders(ranker: Ranker, pools: Pools) -> dict[str, Orders]:
    texts = {
        name: f"{row.get('title')} {row.get('description') or row.get('text')}" for name, row in pools.postings.items()
    }
    words = Bm25.over(texts)
    ours: Orders = {}
    bm25: Orders = {}
    minilm: Orders = {}
    for name, person in pools.people.items():
        pool = [one for one in pools.pools.get(name, ()) if one in pools.postings]
        ours[name] = await ranker.order(name, person, pool)
        bm25[name] = words.order(f"{person.resume} {person.wishes.get('want')}", pool)
        minilm[name] = await ranker.by_meaning(person, pool)
    orders = {"ours": ours, "bm25": bm25}
    if pools.judged:
        orders["best possible"] = {name: _ideal(ours[name], pools.judged.get(name, {})) for name in ours}
    if ranker.embedder is not None:
        fused = {name: fuse(bm25[name], minilm[name]) for name in ours}
        orders |= {"minilm": minilm, "bm25 and minilm fused": fused}
    return orders


def _ideal(pool: Sequence[str], grades: Mapping[str, int]) -> list[str]:
    return sorted(pool, key=lambda one: (-grades.get(one, 0), one))


async def _ranker(pools: Pools, folder: Path, *, meaning: bool) -> Ranker:
    stem, clock, taxonomy, gazetteer = Snowball().stem, SystemClock(), EscoOnet(), Geonames()
    storage = SqlStorage(f"sqlite+aiosqlite:///{folder / 'ranking.db'}", stem)
    merge = MergeSightings(RapidFuzz())
    store = StorePostings(storage, MarkdownCleaner(), taxonomy, gazetteer, FunctionWords(), merge, clock)
    postings = [as_posting(name, row) for name, row in pools.postings.items()]
    for start in range(0, len(postings), BATCH):
        await store(SOURCE, postings[start : start + BATCH])
    embedder: Embedder | None = Plugins(EMBEDDERS).build("minilm", {}) if meaning else None
    index: VectorIndex | None = None
    if embedder is not None:
        given = {"storage": storage, "model": embedder.model, "dimensions": embedder.dimensions}
        index = Plugins(VECTOR_INDEXES).build("exact", {}, **given)
        await ReadForMeaning(storage, embedder, index)()
    return Ranker(
        storage=storage,
        match=MatchJobs(storage, taxonomy, Analyser(stem), clock, embedder, index),
        resumes=ReadResume((MarkdownReader(),), clock),
        gazetteer=gazetteer,
        embedder=embedder,
        index=index,
        homes=await _homes(storage, list(pools.postings)),
    )


async def _homes(storage: SqlStorage, names: Sequence[str]) -> dict[str, JobId]:
    """Return the job of each posting; what the gate refused has none."""
    homes: dict[str, JobId] = {}
    async with storage.reading() as books:
        for name in names:
            try:
                homes[name] = await books.catalogue.home(sighting_id(SOURCE, name, None), LOCAL_PERSON)
            except NotFound:
                continue
    return homes


def render(result: Mapping[str, object]) -> str:
    """Return the figures as a table."""
    lines = [f"{result['people']} people, {result['postings']} postings ({result['jobs']} jobs)"]
    measures = result["measures"]
    if not isinstance(measures, dict):
        return "\n".join([*lines, "no judgements: nothing to measure"])
    lines.append(f"{'':24}{'nDCG@10':>9}{'95 %':>16}{'good in 5':>11}{'95 %':>16}")
    for name, one in measures.items():
        if one["people"]:
            gain, share = one["ndcg@10_interval"], one["good_in_top_5_interval"]
            lines.append(
                f"{name:24}{one['ndcg@10']:9.3f}{gain[0]:9.3f}–{gain[1]:.3f}{one['good_in_top_5']:11.3f}"
                f"{share[0]:9.3f}–{share[1]:.3f}"
            )
    return "\n".join(lines)
