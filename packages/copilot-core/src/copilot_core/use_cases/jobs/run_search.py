"""Run a saved search."""

from collections.abc import Callable, Collection
from contextlib import AbstractAsyncContextManager
from datetime import datetime

from attrs import evolve, field, frozen

from copilot_core.entities.collection import CollectionReport, Outcome
from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId, SearchId, SourceName
from copilot_core.entities.job_query import JobQuery, Sort
from copilot_core.entities.payload import Payload
from copilot_core.entities.place import Remote
from copilot_core.entities.posting import Search
from copilot_core.entities.saved_search import SavedSearch
from copilot_core.entities.skill import Skill
from copilot_core.ports.clock import Clock
from copilot_core.ports.storage import Books, Storage
from copilot_core.ports.taxonomy import Taxonomy
from copilot_core.rules.blocked_companies import without_blocked
from copilot_core.rules.place import Cities
from copilot_core.rules.questions import understood
from copilot_core.rules.schedule import follow_up
from copilot_core.use_cases.jobs.collect_jobs import CollectJobs, Progress

SEARCH_EVENT = "search"
NAMED = 10
"""New jobs that are told by id."""

ANSWERED = frozenset({Outcome.OK, Outcome.EMPTY, Outcome.NOT_DUE})

Finishing = Callable[[Payload], AbstractAsyncContextManager[Books]]
"""Opens the transaction in which the run ends with a result."""


@frozen(kw_only=True)
class SearchRun:
    """What a run brought: each board's outcome, how many jobs are new, and the newest of them."""

    search: SavedSearch
    collected: CollectionReport
    new: int
    jobs: tuple[JobId, ...] = field(default=())

    @property
    def result(self) -> Payload:
        """Return the facts that are kept of it."""
        return {**self.facts, "boards": len(self.collected.sources), "failed": self.search.failed}

    @property
    def waiting(self) -> dict[SourceName, datetime]:
        """Return the boards that were not due, and when they are."""
        reports = self.collected.sources.items()
        return {name: one.due_at for name, one in reports if one.outcome is Outcome.NOT_DUE and one.due_at}

    @property
    def facts(self) -> Payload:
        """Return what its person is told."""
        return {"search": self.search.id, "name": self.search.name, "new": self.new, "jobs": self.jobs}


@frozen
class RunSearch:
    """Ask a saved search's boards, and tell its person of the jobs that are new, each once.

    The new state and the event are written in the transaction that ends the run: one that is killed tells nothing,
    and the next tells everything. Of two at once one tells.
    """

    storage: Storage
    collect: CollectJobs
    clock: Clock
    taxonomy: Taxonomy
    cities: Cities

    async def __call__(
        self,
        search_id: SearchId,
        *,
        person: PersonId = LOCAL_PERSON,
        boards: Collection[SourceName] = (),
        again: int = 0,
        finishing: Finishing | None = None,
        progress: Progress | None = None,
    ) -> SearchRun:
        """Run it now; raise `NotFound("search_unknown")`.

        `boards` narrows whom it asks. `finishing` ends the task that it is a part of: then a task comes `again` for
        the boards that were not due.
        """
        async with self.storage.reading() as books:
            search = await books.searches.search(person, search_id)
        told = {} if progress is None else {"progress": progress}
        collected = await self.collect(_asked(search.query), tuple(boards) or search.sources, person=person, **told)
        run, was_seen = await self._look(search_id, person, collected)
        opened = self.storage.transaction() if finishing is None else finishing(run.result)
        async with opened as books:
            if await books.searches.ran(run.search, was_seen) and run.new:
                await books.events.add(person, SEARCH_EVENT, run.facts)
            left = follow_up(run.search, run.waiting, self.clock.now(), again)
            if left is not None and finishing is not None:
                await books.tasks.add([left])
        return run

    async def _look(self, search_id: SearchId, person: PersonId, collected: CollectionReport) -> tuple[SearchRun, int]:
        """Return what is new, and up to where the search had seen; both of one state of the catalogue."""
        async with self.storage.reading() as books:
            search = await books.searches.search(person, search_id)
            newest = await books.catalogue.newest()
            query = evolve(search.query, beyond=search.seen_upto, sort=Sort.DATE, limit=NAMED)
            query = without_blocked(query, (await books.people.seeker(person)).wishes)
            page = await books.catalogue.search(understood(query, self._skill, self.cities), person)
        ran = search.told(newest, page.total, _failed(collected), self.clock.now())
        jobs = tuple(job.id for job in page.jobs)
        return SearchRun(search=ran, collected=collected, new=page.total, jobs=jobs), search.seen_upto

    def _skill(self, said: str) -> Skill | None:
        return self.taxonomy.skill(said)


def _failed(collected: CollectionReport) -> tuple[SourceName, ...]:
    """Return who was asked in vain; boards that nobody set up are left out while others answer."""
    silent = {name: one.outcome for name, one in collected.sources.items() if one.outcome not in ANSWERED}
    asked = (name for name, outcome in silent.items() if outcome is not Outcome.MISCONFIGURED)
    return tuple(silent if len(silent) == len(collected.sources) else asked)


def _asked(query: JobQuery) -> Search:
    """Return what boards are asked for; what they cannot tell is filtered when jobs are read."""
    remote = True if query.remote == {Remote.YES} else None
    return Search(text=query.text, where=query.city or query.country, remote=remote)
