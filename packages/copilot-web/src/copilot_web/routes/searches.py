"""Saved searches."""

from typing import Annotated, Any

import msgspec
from litestar import Response, Router, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from copilot_core.entities.identities import PersonId, SearchId, SourceName
from copilot_core.entities.job_query import JobPage
from copilot_core.entities.saved_search import SavedSearch
from copilot_core.entities.task import Task
from copilot_core.rules.timetable_words import read_timetable
from copilot_core.use_cases.jobs.ask_to_run_search import AskToRunSearch
from copilot_core.use_cases.jobs.change_search import ChangeSearch
from copilot_core.use_cases.jobs.list_news import ListNews
from copilot_core.use_cases.jobs.list_searches import ListSearches
from copilot_core.use_cases.jobs.mark_news_seen import MarkNewsSeen
from copilot_core.use_cases.jobs.remove_search import RemoveSearch
from copilot_core.use_cases.jobs.save_search import SaveSearch
from copilot_core.use_cases.jobs.show_search import ShowSearch
from copilot_web.answers import LOCATION, accepted, created
from copilot_web.limits import EXPENSIVE
from copilot_web.routes.job_filters import NEWEST, AskedCursor, JobFilters
from copilot_web.said import AskedLimit, Word

MORNINGS = "daily 08:00"


class NewSearch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A search to keep; `when` is `hourly`, `every 6h`, `daily 08:00`, `weekdays 7:30 Europe/Berlin`."""

    name: Word
    query: JobFilters = msgspec.field(default_factory=JobFilters)
    when: Word = MORNINGS
    sources: Annotated[tuple[Word, ...], msgspec.Meta(max_length=100)] = ()


class SearchChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Another timetable."""

    when: Word


class Searches(msgspec.Struct, frozen=True):
    """A person's saved searches."""

    searches: tuple[SavedSearch, ...]


class SearchNews(msgspec.Struct, frozen=True):
    """A saved search, and the jobs that are new to it, the newest first."""

    search: SavedSearch
    news: JobPage


class News(msgspec.Struct, frozen=True):
    """Jobs that are new to a saved search, the newest first; `upto` is what to say when they are seen."""

    news: JobPage
    upto: int


class Seen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Up to which number; all that is here when it is left out."""

    upto: Annotated[int, msgspec.Meta(ge=0, le=NEWEST)] | None = None


@get("/", operation_id="listSearches")
async def list_all(list_searches: NamedDependency[ListSearches], person: NamedDependency[PersonId]) -> Searches:
    """List your saved searches, by name."""
    return Searches(await list_searches(person=person))


@post("/", operation_id="saveSearch", response_headers=LOCATION)
async def save(
    data: JSONBody[NewSearch], save_search: NamedDependency[SaveSearch], person: NamedDependency[PersonId]
) -> Response[SavedSearch]:
    """Keep a search that is run again and again; jobs that are here already are not new to it."""
    boards = tuple(SourceName(name) for name in data.sources)
    kept = await save_search(data.name, data.query.query, read_timetable(data.when), sources=boards, person=person)
    return created(kept, f"searches/{kept.id}")


@get("/{search_id:str}", operation_id="showSearch")
async def show_one(
    search_id: FromPath[str],
    show_search: NamedDependency[ShowSearch],
    person: NamedDependency[PersonId],
    limit: AskedLimit = 50,
) -> SearchNews:
    """Show a saved search and what is new."""
    return SearchNews(*await show_search(SearchId(search_id), limit=limit, person=person))


@get("/{search_id:str}/news", operation_id="listNews")
async def list_news(
    search_id: FromPath[str],
    list_news: NamedDependency[ListNews],
    person: NamedDependency[PersonId],
    limit: AskedLimit = 50,
    cursor: AskedCursor = None,
) -> News:
    """Page through what is new to a saved search since you said that you have seen it."""
    return News(*await list_news(SearchId(search_id), limit=limit, cursor=cursor, person=person))


@post("/{search_id:str}/seen", operation_id="markNewsSeen", status_code=200)
async def mark_seen(
    search_id: FromPath[str],
    data: JSONBody[Seen],
    mark_news_seen: NamedDependency[MarkNewsSeen],
    person: NamedDependency[PersonId],
) -> SavedSearch:
    """Say that you have seen what is new: all of it, or up to the number that the list said."""
    return await mark_news_seen(SearchId(search_id), data.upto, person=person)


@patch("/{search_id:str}", operation_id="changeSearch")
async def change(
    search_id: FromPath[str],
    data: JSONBody[SearchChange],
    change_search: NamedDependency[ChangeSearch],
    person: NamedDependency[PersonId],
) -> SavedSearch:
    """Give a saved search another timetable; what it has seen stays."""
    return await change_search(SearchId(search_id), timetable=read_timetable(data.when), person=person)


@post("/{search_id:str}/pause", operation_id="pauseSearch", status_code=200)
async def pause(
    search_id: FromPath[str], change_search: NamedDependency[ChangeSearch], person: NamedDependency[PersonId]
) -> SavedSearch:
    """Let a saved search rest."""
    return await change_search(SearchId(search_id), active=False, person=person)


@post("/{search_id:str}/resume", operation_id="resumeSearch", status_code=200)
async def resume(
    search_id: FromPath[str], change_search: NamedDependency[ChangeSearch], person: NamedDependency[PersonId]
) -> SavedSearch:
    """Let a saved search run again."""
    return await change_search(SearchId(search_id), active=True, person=person)


@post("/{search_id:str}/run", operation_id="runSearch", status_code=202, response_headers=LOCATION, opt=EXPENSIVE)
async def run(
    search_id: FromPath[str], ask_to_run_search: NamedDependency[AskToRunSearch], person: NamedDependency[PersonId]
) -> Response[Task]:
    """Run a saved search now, in the background."""
    return accepted(await ask_to_run_search(SearchId(search_id), person=person))


@delete("/{search_id:str}", operation_id="removeSearch")
async def remove(
    search_id: FromPath[str], remove_search: NamedDependency[RemoveSearch], person: NamedDependency[PersonId]
) -> None:
    """Forget a saved search; the jobs it found stay."""
    await remove_search(SearchId(search_id), person=person)


SEARCHES: Any = Router(
    "/searches",
    route_handlers=[list_all, save, show_one, list_news, mark_seen, change, pause, resume, run, remove],
    tags=["searches"],
)
