"""`copilot searches …`: searches that are run again and again."""

from typing import TYPE_CHECKING, Annotated

import typer
from attrs import evolve

from copilot_adapters.cli import filters
from copilot_adapters.cli.output import emit
from copilot_adapters.cli.schedule import NOBODY
from copilot_adapters.cli.search_lists import emit_one, search_table, show_page
from copilot_adapters.cli.search_runs import Id, Json, run
from copilot_adapters.cli.session import session_of

if TYPE_CHECKING:
    from copilot_adapters.container import Container
    from copilot_core.entities.job_query import JobPage, JobQuery
    from copilot_core.entities.saved_search import SavedSearch
    from copilot_core.use_cases.platform.show_schedule import SchedulePlan

When = Annotated[
    str,
    typer.Option(
        help="hourly, every 6h, daily 08:00, 'weekdays 7:30 Europe/Berlin', 'mon,thu 18:00 America/New_York'."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    searches = typer.Typer(help="Searches that are run again and again, and tell what is new.", no_args_is_help=True)
    searches.command("list")(list_)
    for command in (add, show, run, change, pause, resume, remove):
        searches.command()(command)
    app.add_typer(searches, name="searches")


def list_(context: typer.Context, as_json: Json = False) -> None:
    """List your saved searches."""
    from copilot_adapters.cli import shapes

    async def deed(container: "Container") -> "tuple[SavedSearch, ...]":
        return await container.list_searches()()

    found = session_of(context).run(deed)
    document = {"searches": [shapes.saved_search(one) for one in found]}
    shown = search_table(found) if found else "no saved searches: copilot searches add --help"
    emit(document, as_json=as_json, show=lambda out: out.print(shown))


def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="What you call it.")],
    text: filters.Text = "",
    when: When = "daily 08:00",
    where: Annotated[str, typer.Option(help="A city or a country.")] = "",
    city: filters.City = "",
    country: filters.Country = "",
    remote: filters.Remotes = None,
    work_from: filters.WorkFrom = "",
    pay: filters.Pay = None,
    currency: filters.Currency = "",
    source: Annotated[list[str] | None, typer.Option(help="Only this board; may be repeated.")] = None,
    seniority: filters.Seniorities = None,
    employment: filters.Employments = None,
    skill: filters.SkillName = "",
    company: filters.Company = "",
    as_json: Json = False,
) -> None:
    """Save a search, to be run by the schedule; jobs that are here already are not new to it."""
    from copilot_core.entities.identities import SourceName
    from copilot_core.rules.timetable_words import read_timetable

    question = filters.asked(
        text, city=city, country=country, remote=remote, work_from=work_from, pay=pay, currency=currency,
        source=source, seniority=seniority, employment=employment, skill=skill, company=company,
    )  # fmt: skip
    query = _somewhere(question, where)
    boards = tuple(SourceName(board) for board in source or ())

    async def deed(container: "Container") -> "tuple[SavedSearch, SchedulePlan]":
        saved = await container.save_search()(name, query, read_timetable(when), sources=boards)
        return saved, await container.show_schedule()()

    saved, plan = session_of(context).run(deed)
    emit_one(saved, as_json=as_json, hint="" if plan.leader else NOBODY)


def show(
    context: typer.Context,
    search_id: Id,
    limit: Annotated[int, typer.Option(min=1, max=200)] = 20,
    as_json: Json = False,
) -> None:
    """Show a saved search and what is new."""
    from copilot_adapters.cli import shapes
    from copilot_core.entities.identities import SearchId

    async def deed(container: "Container") -> "tuple[SavedSearch, JobPage]":
        return await container.show_search()(SearchId(search_id), limit=limit)

    search, page = session_of(context).run(deed)
    document = {
        **shapes.saved_search(search),
        "jobs": [shapes.summary(one) for one in page.jobs],
        "total": page.total,
        "more": page.more,
    }
    emit(document, as_json=as_json, show=lambda out: show_page(search, page, out))


def change(context: typer.Context, search_id: Id, when: When, as_json: Json = False) -> None:
    """Give a saved search another timetable."""
    from copilot_core.entities.identities import SearchId
    from copilot_core.rules.timetable_words import read_timetable

    async def deed(container: "Container") -> "SavedSearch":
        return await container.change_search()(SearchId(search_id), timetable=read_timetable(when))

    emit_one(session_of(context).run(deed), as_json=as_json)


def pause(context: typer.Context, search_id: Id, as_json: Json = False) -> None:
    """Let a saved search rest."""
    _switch(context, search_id, active=False, as_json=as_json)


def resume(context: typer.Context, search_id: Id, as_json: Json = False) -> None:
    """Let a saved search run again."""
    _switch(context, search_id, active=True, as_json=as_json)


def remove(context: typer.Context, search_id: Id, as_json: Json = False) -> None:
    """Forget a saved search; the jobs it found stay."""
    from copilot_core.entities.identities import SearchId

    async def deed(container: "Container") -> None:
        await container.remove_search()(SearchId(search_id))

    session_of(context).run(deed)
    emit({"removed": search_id}, as_json=as_json, show=lambda out: out.print(f"{search_id} removed", markup=False))


def _switch(context: typer.Context, search_id: str, *, active: bool, as_json: bool) -> None:
    from copilot_core.entities.identities import SearchId

    async def deed(container: "Container") -> "SavedSearch":
        return await container.change_search()(SearchId(search_id), active=active)

    emit_one(session_of(context).run(deed), as_json=as_json)


def _somewhere(query: "JobQuery", where: str) -> "JobQuery":
    """Narrow to a place: a country when it is one, else a city."""
    from copilot_core.rules.countries import country_coded, country_named

    name = where.strip()
    if not name:
        return query
    code = country_coded(name.upper()) or country_named(name)
    return evolve(query, country=code) if code else evolve(query, city=name)
