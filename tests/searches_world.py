"""A small world for saved searches: everything real but the boards and the clock."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import lru_cache
from typing import Any

from attrs import define, field, frozen
from work_world import WorkWorld

from copilot_adapters.container import Container
from copilot_adapters.gazetteers.geonames import Geonames
from copilot_adapters.taxonomies.esco_onet import EscoOnet
from copilot_core.entities.event import Event
from copilot_core.entities.identities import LOCAL_PERSON, PersonId, SourceName
from copilot_core.entities.job_query import JobQuery
from copilot_core.entities.posting import Attribution, Posting, Search
from copilot_core.entities.saved_search import SavedSearch
from copilot_core.entities.timetable import Timetable
from copilot_core.errors import Rejected, Unavailable
from copilot_core.testing import StillClock, make_posting
from copilot_core.use_cases.jobs.run_search import SearchRun

HOURLY = Timetable(hours=1)
taxonomy = lru_cache(EscoOnet)
gazetteer = lru_cache(Geonames)


def developer(company: str, **changes: object) -> Posting:
    """A posting that the searches here look for."""
    text = (
        f"<p>{company} builds software in Python. You write Python and SQL for {company} and test what you write.</p>"
    )
    given = {"title": "Python Developer", "company": company, "description": text, "places": ("Berlin, Germany",)}
    return make_posting(**(given | changes))


@define
class Shelf:
    """A board that has what a test puts on it."""

    attribution: Attribution = Attribution(name="Shelf", url="https://shelf.example")
    min_interval: timedelta = timedelta()
    postings_kept: list[Posting] = field(factory=list)
    asked: list[Search] = field(factory=list)
    blocked: bool = False

    async def postings(self, search: Search) -> AsyncIterator[Posting]:
        self.asked.append(search)
        if self.blocked:
            raise Unavailable("board_blocked", board="Shelf", status=403)
        for posting in self.postings_kept:
            yield posting


@frozen
class Shelves:
    """Two boards."""

    boards: dict[str, Shelf] = field(factory=lambda: {"acme": Shelf(), "other": Shelf()})

    def names(self) -> tuple[SourceName, ...]:
        return tuple(map(SourceName, self.boards))

    def source(self, name: SourceName) -> Shelf:
        if name not in self.boards:
            raise Rejected("plugin_unknown", plugin=name, group="copilot.job_sources", known=", ".join(self.boards))
        return self.boards[name]


@frozen
class SearchWorld:
    """What tests of saved searches do."""

    container: Container
    clock: StillClock
    shelves: Shelves

    @property
    def work(self) -> WorkWorld:
        return WorkWorld(self.container.storage(), self.clock)

    def put(self, *postings: Posting, board: str = "acme") -> None:
        self.shelves.boards[board].postings_kept.extend(postings)

    async def save(self, name: str = "Python", query: JobQuery | None = None, **given: Any) -> SavedSearch:
        question = query or JobQuery(text="python")
        timetable = given.pop("timetable", HOURLY)
        made: SavedSearch = await self.container.save_search()(name, question, timetable, **given)
        return made

    async def run(self, search: SavedSearch, **given: Any) -> SearchRun:
        self.clock.move(timedelta(minutes=1))
        ran: SearchRun = await self.container.run_search()(search.id, person=search.person, **given)
        return ran

    async def told(self, person: PersonId = LOCAL_PERSON) -> list[Event]:
        return [event for event in await self.work.events(person) if event.kind == "search"]
