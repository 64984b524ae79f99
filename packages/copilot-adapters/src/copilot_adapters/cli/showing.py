"""`copilot jobs`, `copilot job`, `copilot split`: look at the catalogue."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from copilot_adapters.cli.output import emit, table
from copilot_adapters.cli.session import session_of

if TYPE_CHECKING:
    from rich.console import Console

    from copilot_adapters.container import Container
    from copilot_core.entities.job import Job, JobSummary
    from copilot_core.entities.job_query import JobPage
    from copilot_core.entities.salary import Salary

Kind = TypeVar("Kind", bound=StrEnum)
MOST_DAYS = 36_500


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(jobs)
    app.command()(job)
    app.command()(similar)
    app.command()(split)


def jobs(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="Words to search for.")] = "",
    city: Annotated[str, typer.Option(help="City.")] = "",
    country: Annotated[str, typer.Option(help="Country: DE, Germany, US …")] = "",
    remote: Annotated[list[str] | None, typer.Option(help="no, hybrid, yes or unknown; may be repeated.")] = None,
    work_from: Annotated[str, typer.Option(help="Country from which the job may be done.")] = "",
    pay: Annotated[float | None, typer.Option(help="Least pay a year.")] = None,
    currency: Annotated[str, typer.Option(help="Currency of --pay, ISO 4217.")] = "",
    days: Annotated[int | None, typer.Option(min=0, max=MOST_DAYS, help="Posted within so many days.")] = None,
    source: Annotated[list[str] | None, typer.Option(help="Board; may be repeated.")] = None,
    seniority: Annotated[list[str] | None, typer.Option(help="intern, junior, mid, senior, lead …")] = None,
    employment: Annotated[list[str] | None, typer.Option(help="full_time, part_time, contract …")] = None,
    skill: Annotated[str, typer.Option(help="Skill, by name or taxonomy id.")] = "",
    company: Annotated[str, typer.Option(help="Employer.")] = "",
    sort: Annotated[str, typer.Option(help="relevance, date or pay.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=200)] = 20,
    cursor: Annotated[str, typer.Option(help="`next` of the page before.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Search the jobs collected so far."""
    from datetime import UTC, datetime, timedelta

    from copilot_adapters.cli import shapes
    from copilot_core.entities.job_query import JobQuery, Sort
    from copilot_core.entities.kinds import Employment, Seniority
    from copilot_core.entities.place import Remote

    query = JobQuery(
        text=text,
        city=city,
        country=country,
        remote=frozenset(_kind(Remote, value, "--remote") for value in remote or ()),
        work_from=work_from,
        pay_min=pay,
        currency=currency.upper(),
        posted_after=None if days is None else datetime.now(UTC) - timedelta(days=days),
        sources=frozenset(source or ()),
        seniority=frozenset(_kind(Seniority, value, "--seniority") for value in seniority or ()),
        employment=frozenset(_kind(Employment, value, "--employment") for value in employment or ()),
        skill=skill,
        company=company,
        sort=_kind(Sort, sort, "--sort") if sort else (Sort.RELEVANCE if text else Sort.DATE),
        limit=limit,
        cursor=cursor or None,
    )

    async def deed(container: "Container") -> "JobPage":
        return await container.search_jobs()(query)

    page = session_of(context).run(deed)
    emit(shapes.page(page), as_json=as_json, show=lambda out: _show_page(page, out))


def job(
    context: typer.Context,
    job_id: Annotated[str, typer.Argument(metavar="ID")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Show everything about one job."""
    from copilot_adapters.cli import shapes
    from copilot_core.entities.identities import JobId

    async def deed(container: "Container") -> "Job":
        return await container.show_job()(JobId(job_id))

    found = session_of(context).run(deed)
    emit(shapes.job(found), as_json=as_json, show=lambda out: _show_job(found, out))


def similar(
    context: typer.Context,
    job_id: Annotated[str, typer.Argument(metavar="ID")],
    limit: Annotated[int, typer.Option(min=1, max=100)] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Show jobs like one job."""
    from copilot_adapters.cli import shapes
    from copilot_core.entities.identities import JobId

    async def deed(container: "Container") -> "tuple[JobSummary, ...]":
        return await container.similar_jobs()(JobId(job_id), limit=limit)

    found = session_of(context).run(deed)
    document = {"jobs": [shapes.summary(one) for one in found]}
    emit(document, as_json=as_json, show=lambda out: out.print(_job_table(found)))


def split(
    context: typer.Context,
    job_id: Annotated[str, typer.Argument(metavar="ID")],
    sighting_id: Annotated[str, typer.Argument(metavar="SIGHTING")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Take a sighting out of a job it was merged into, for good and for you alone."""
    from copilot_adapters.cli import shapes
    from copilot_core.entities.identities import JobId, SightingId

    async def deed(container: "Container") -> "tuple[Job, ...]":
        return tuple(await container.split_job()(JobId(job_id), SightingId(sighting_id)))

    parts = session_of(context).run(deed)
    document = {"jobs": [shapes.job(part) for part in parts]}
    emit(document, as_json=as_json, show=lambda out: out.print(_job_table([part.summary for part in parts])))


def _kind(kinds: type[Kind], value: str, flag: str) -> Kind:
    try:
        return kinds(value.strip().lower().replace("-", "_").replace(" ", "_"))
    except ValueError:
        known = ", ".join(kinds)
        raise typer.BadParameter(f"{flag} {value} is unknown; known are {known}") from None


def _show_page(page: "JobPage", out: "Console") -> None:
    out.print(_job_table(page.jobs))
    count = f"more than {page.total}" if page.more else f"{page.total}"
    meaning = f", {page.read_for_meaning} read for meaning" if page.read_for_meaning else ""
    out.print(f"{len(page.jobs)} of {count} jobs{meaning}")
    if page.next:
        out.print(f"more with --cursor {page.next}", markup=False, soft_wrap=True)
    if not page.total:
        out.print("nothing found: try fewer words and filters, or collect from more boards with `copilot collect`")


def _job_table(jobs: "tuple[JobSummary, ...] | list[JobSummary]") -> object:
    rows = [(one.id, one.title, one.company, where(one), pay(one.salary), ", ".join(one.sources)) for one in jobs]
    return table("", ("id", "title", "company", "where", "pay", "boards"), rows)


def where(one: "JobSummary") -> str:
    """Places and remote in a few words."""
    places = "; ".join(place.text for place in one.places[:2]) + (" …" if len(one.places) > 2 else "")
    away = {"yes": "remote", "hybrid": "hybrid"}.get(one.remote.value, "")
    return " · ".join(part for part in (places, away) if part and part.lower() != away) or away


def pay(salary: "Salary | None") -> str:
    """Pay in a few words; what was not stated is marked."""
    if salary is None:
        return ""
    figures = [f"{value:,.0f}" for value in (salary.minimum, salary.maximum) if value is not None]
    text = (
        "–".join(dict.fromkeys(figures)) + f" {salary.currency or '?'}/{salary.period.value if salary.period else '?'}"
    )
    unsure = salary.origin.value if salary.origin.value != "stated" else ", ".join(sorted(salary.inferred))
    return f"{text} ({unsure}{' inferred' if salary.origin.value == 'stated' else ''})" if unsure else text


def _show_job(found: "Job", out: "Console") -> None:
    one = found.summary
    out.print(f"{one.title} — {one.company}", style="bold", markup=False)
    out.print("  ".join(part for part in (where(one), pay(one.salary), one.url) if part), markup=False)
    out.print(f"skills: {', '.join(one.skills[:20])}", markup=False)
    rows = [
        (seen.source, seen.external_id, f"{seen.first_seen:%Y-%m-%d}", seen.posting.url) for seen in found.sightings
    ]
    out.print(table("seen on", ("board", "id there", "first seen", "address"), rows))
    for merge in found.merges:
        out.print(f"merged: {merge.reason}", markup=False)
    out.print(found.description, markup=False)
