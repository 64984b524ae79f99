"""Tell people at once when a new job fits them."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress

from attrs import frozen

from copilot_core.entities.identities import JobId, PersonId, ResumeId
from copilot_core.entities.job_query import JobQuery
from copilot_core.entities.match import Match
from copilot_core.entities.payload import Payload
from copilot_core.entities.task import Progress
from copilot_core.errors import NotFound
from copilot_core.ports.clock import Clock
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Books, Storage
from copilot_core.ports.vector_index import VectorIndex
from copilot_core.rules.fit.news import worth_telling
from copilot_core.rules.place import Cities
from copilot_core.rules.wishes import completed
from copilot_core.use_cases.matching.find_near import NEAR, FindNear
from copilot_core.use_cases.matching.match_jobs import MatchJobs
from copilot_core.use_cases.platform.wake_people import WakePeople

MATCH_EVENT = "match"
PEOPLE = 500
TOLD = 20
"""Jobs a person is told of in one run; the rest are counted."""

BEST = 5
"""Jobs that are named when a person is told for the first time."""

Held = Mapping[ResumeId, Collection[JobId] | None]
"""Jobs to hold against a resume; None: those that its words find."""


async def _quiet(_progress: Progress) -> None: ...


@frozen(kw_only=True)
class _Run:
    """People who stand at one mark, and where they will stand."""

    model: str
    was: int | None
    present: int


@frozen
class TellNewMatches:
    """Hold jobs that came since the last run against the resumes they are near to, and tell those whom they fit.

    Each person is told in one transaction with the moving of their mark: of two runs at once, and of one that is
    killed and begun again, exactly one tells. Who is looked at for the first time is told once, in sum. Without an
    embedder words decide; with one, nobody is looked at for the first time while jobs wait to be read.
    """

    storage: Storage
    match: MatchJobs
    resumes: VectorIndex | None
    clock: Clock
    bus: EventBus
    cities: Cities

    async def __call__(self, *, progress: Callable[[Progress], Awaitable[None]] = _quiet) -> Payload:
        """Return how many people were looked at, and how many events told them."""
        looked = told = 0
        model = self.match.embedder.model if self.match.embedder else ""
        present, settled = await self._present(model)
        while True:
            async with self.storage.reading() as books:
                was, people = await books.match_news.behind(model, present, PEOPLE, unmarked=settled)
            if not people:
                return {"people": looked, "told": told}
            told += await self._look(_Run(model=model, was=was, present=present), people)
            looked += len(people)
            await progress(Progress(done=looked))

    async def _present(self, model: str) -> tuple[int, bool]:
        """Return the number of the last change, and whether people may be looked at for the first time."""
        async with self.storage.reading() as books:
            if not model:
                present = await books.catalogue.newest()
                return present, present > 0
            present, waiting = await books.vectors.counter(model), await books.vectors.waiting(model)
        return present, present > 0 and not waiting

    async def _look(self, run: _Run, people: Sequence[PersonId]) -> int:
        told = 0
        held = await self._held(people, run.was)
        for person, theirs in sorted(held.items()):
            matches, considered = await self._fitting(person, theirs, run.was)
            told += await self._tell(run, person, matches, considered)
        async with self.storage.transaction(serial=False) as books:
            await books.match_news.advance(run.model, [one for one in people if one not in held], run.was, run.present)
        return told

    async def _held(self, people: Sequence[PersonId], since: int | None) -> dict[PersonId, Held]:
        match = self.match
        if match.embedder is None or match.index is None or self.resumes is None:
            return {person: await self._newest(person) for person in people}
        near = await FindNear(self.storage, match.embedder, match.index, self.resumes)(people, since)
        held: defaultdict[PersonId, dict[ResumeId, Collection[JobId] | None]] = defaultdict(dict)
        for one, jobs in near.items():
            held[one.person][one.resume] = jobs
        return dict(held)

    async def _newest(self, person: PersonId) -> Held:
        async with self.storage.reading() as books:
            return {one.id: None for one in (await books.people.resumes(person))[:1]}

    async def _fitting(self, person: PersonId, held: Held, since: int | None) -> tuple[list[Match], int]:
        """Return what fits, each job with the resume that it fits best, and how many jobs there are."""
        best: dict[JobId, Match] = {}
        considered = 0
        for resume, jobs in held.items():
            with suppress(NotFound):
                found = await self._matched(person, resume, jobs, since)
                considered = max(considered, found[1])
                for one in found[0]:
                    best[one.job.id] = max(one, best.get(one.job.id, one), key=lambda each: each.score)
        return worth_telling(best.values(), None if since is None else self.clock.now()), considered

    async def _matched(
        self, person: PersonId, resume: ResumeId, jobs: Collection[JobId] | None, since: int | None
    ) -> tuple[tuple[Match, ...], int]:
        query = JobQuery(beyond=since or 0 if jobs is None else 0)
        async with self.storage.reading() as books:
            reading = (await books.people.resume(person, resume)).reading
            wishes = completed((await books.people.seeker(person)).wishes, reading, self.cities)
            among = None if jobs is None else await books.catalogue.passing(jobs, query, person)
            considered = await books.catalogue.count(person)
        found = await self.match(
            reading, person=person, wishes=wishes, top=NEAR, query=query, among=among, resume=resume
        )
        return found.matches, considered

    async def _tell(self, run: _Run, person: PersonId, matches: Sequence[Match], considered: int) -> int:
        async with self.storage.transaction(serial=False) as books:
            if not await books.match_news.advance(run.model, [person], run.was, run.present):
                return 0
            known = await books.match_news.told(person, [one.job.id for one in matches])
            news = [one for one in matches if one.job.id not in known]
            events = _in_sum(news, considered) if run.was is None else _one_by_one(news)
            await _note(books, person, events, news[: BEST if run.was is None else TOLD])
        await WakePeople(self.bus)([person] if events else ())
        return len(events)


async def _note(books: Books, person: PersonId, events: Sequence[Payload], told: Sequence[Match]) -> None:
    await books.events.add_many(person, MATCH_EVENT, events)
    await books.match_news.tell(person, [one.job.id for one in told])


def _in_sum(news: Sequence[Match], considered: int) -> list[Payload]:
    best = news[:BEST]
    ids, titles = tuple(one.job.id for one in best), tuple(one.job.title for one in best)
    return [{"new": considered, "fitting": len(news), "jobs": ids, "titles": titles}] if news else []


def _one_by_one(news: Sequence[Match]) -> list[Payload]:
    told: list[Payload] = [
        {"job": one.job.id, "title": one.job.title, "company": one.job.company, "score": one.score}
        for one in news[:TOLD]
    ]
    return [*told, {"more": len(news) - TOLD}] if len(news) > TOLD else told
