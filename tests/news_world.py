"""A small world for tests of new matches: nurses, drivers, and jobs that come; everything real but the clock."""

from datetime import timedelta

from attrs import evolve, field, frozen
from matching_world import SmallTaxonomy, guess, reading, skills_in

from copilot_adapters.embedders.hashing import Hashing
from copilot_adapters.stemmers.snowball import Snowball
from copilot_adapters.storage import SqlStorage
from copilot_adapters.vector_indexes.exact import Exact
from copilot_core.entities.event import Event
from copilot_core.entities.facts import Facts
from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId, ResumeId
from copilot_core.entities.job import Job
from copilot_core.entities.payload import Payload
from copilot_core.entities.resume import Reading, Resume
from copilot_core.ports.events import EventBus
from copilot_core.ports.vector_index import RESUMES, VectorIndex
from copilot_core.rules.tokens import Analyser
from copilot_core.rules.wishes import NoCities
from copilot_core.testing import KeptBus, StillClock, make_job, make_posting, make_resume, make_sighting
from copilot_core.use_cases.matching.match_jobs import MatchJobs
from copilot_core.use_cases.matching.read_for_meaning import ReadForMeaning
from copilot_core.use_cases.matching.tell_new_matches import TellNewMatches

EMBEDDER = Hashing(dimensions=64)
NURSE = reading("Rosa Example. Registered Nurse. Wound care, triage.", "Registered Nurse")
DRIVER = reading("Dan Example. Truck Driver. Route planning, forklift.", "Truck Driver")


def opening(title: str, number: int = 0, text: str = "", **sighting: object) -> Job:
    """A job of this title; each number is another employer's."""
    said = text or f"You work as {title} with us: wound care and triage."
    posting = make_posting(title=title, company=f"Company {number}", description=said, external_id=f"{title} {number}")
    guessed = guess(title)
    facts = Facts(occupation=guessed.occupation if guessed else None, skills=skills_in(said), language="en")
    made = make_job(make_sighting(posting, facts=facts, **sighting))
    return evolve(made, summary=evolve(made.summary, occupation=facts.occupation, language="en"))


def nurses(count: int, start: int = 0) -> list[Job]:
    """So many nurses' jobs."""
    return [opening("Registered Nurse", number) for number in range(start, start + count)]


@frozen
class NewsWorld:
    """One installation, with an embedder or (`by_words`) without."""

    storage: SqlStorage
    by_words: bool = False
    clock: StillClock = field(factory=StillClock)
    bus: EventBus = field(factory=KeptBus)
    resumes: VectorIndex | None = None

    @property
    def index(self) -> Exact:
        """Of jobs."""
        return Exact(storage=self.storage, model=EMBEDDER.model)

    @property
    def resume_index(self) -> VectorIndex:
        """Of resumes."""
        return self.resumes or Exact(storage=self.storage, model=f"{RESUMES}{EMBEDDER.model}")

    def telling(self) -> TellNewMatches:
        """The use case."""
        meaning = (None, None) if self.by_words else (EMBEDDER, self.index)
        match = MatchJobs(self.storage, SmallTaxonomy(), Analyser(Snowball().stem), self.clock, *meaning)
        resumes = None if self.by_words else self.resume_index
        return TellNewMatches(self.storage, match, resumes, self.clock, self.bus, NoCities())

    async def keep(self, *jobs: Job, gone: tuple[tuple[JobId, JobId], ...] = ()) -> None:
        """Let jobs come, and be read."""
        async with self.storage.transaction() as books:
            await books.catalogue.save(jobs, gone)
        await self.read()

    async def read(self) -> None:
        """Read for meaning what there is."""
        if not self.by_words:
            await ReadForMeaning(self.storage, EMBEDDER, self.index, self.resume_index)()

    async def settle(self, *people: PersonId) -> Resume:
        """Let nurses come who have seen what there is; there is one job that is nobody's."""
        resume = make_resume(reading=NURSE, id=ResumeId("mine"))
        for person in people or (LOCAL_PERSON,):
            resume = await self.join(person)
        await self.keep(opening("Beekeeper", 1, "Bees."))
        await self.run()
        return resume

    async def join(self, person: PersonId = LOCAL_PERSON, said: Reading = NURSE, name: str = "mine") -> Resume:
        """Let a person add a resume."""
        resume = make_resume(reading=said, id=ResumeId(name), person=person)
        async with self.storage.transaction() as books:
            await books.people.save_resume(resume)
        await self.read()
        return resume

    async def run(self) -> Payload:
        """Look for new matches."""
        return await self.telling()()

    async def told(self, person: PersonId = LOCAL_PERSON) -> list[Payload]:
        """Return what the person was told."""
        return [event.payload for event in await self.events(person) if event.kind == "match"]

    async def events(self, person: PersonId = LOCAL_PERSON) -> tuple[Event, ...]:
        """Return what happened."""
        async with self.storage.reading() as books:
            return await books.events.since(person, 0)


DAY = timedelta(days=1)
