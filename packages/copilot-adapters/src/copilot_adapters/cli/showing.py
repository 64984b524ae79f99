"""`copilot jobs`, `copilot job`, `copilot split`: look at the catalogue."""

from typing import TYPE_CHECKING, Annotated

import typer
from attrs import evolve

from copilot_adapters.cli import filters
from copilot_adapters.cli.output import emit, table
from copilot_adapters.cli.session import session_of
from copilot_core.rules.closed import evidence_of

if TYPE_CHECKING:
    from rich.console import Console

    from copilot_adapters.container import Container
    from copilot_core.entities.job import Job, JobSummary
    from copilot_core.entities.job_mark import Mark
    from copilot_core.entities.job_query import JobPage
    from copilot_core.entities.salary import Salary
    from copilot_core.use_cases.jobs.check_posting import CheckedJob

MOST_DAYS = 36_500


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(jobs)
    app.command()(job)
    app.command()(similar)
    app.command()(split)


def jobs(
    context: typer.Context,
    text: filters.Text = "",
    city: filters.City = "",
    country: filters.Country = "",
    remote: filters.Remotes = None,
    work_from: filters.WorkFrom = "",
    pay: filters.Pay = None,
    currency: filters.Currency = "",
    days: Annotated[int | None, typer.Option(min=0, max=MOST_DAYS, help="Posted within so many days.")] = None,
    source: filters.Sources = None,
    seniority: filters.Seniorities = None,
    employment: filters.Employments = None,
    skill: filters.SkillName = "",
    company: filters.Company = "",
    closed: Annotated[bool, typer.Option("--closed", help="Show those that are closed, too.")] = False,
    saved: Annotated[bool, typer.Option("--saved", help="Only those that you saved.")] = False,
    dismissed: Annotated[bool, typer.Option("--dismissed", help="Only those that you dismissed.")] = False,
    sort: Annotated[str, typer.Option(help="relevance, date or pay.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=200)] = 20,
    cursor: Annotated[str, typer.Option(help="`next` of the page before.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Search the jobs collected so far."""
    from datetime import UTC, datetime, timedelta

    from copilot_adapters.cli import shapes
    from copilot_core.entities.job_query import Sort

    question = filters.asked(
        text, city=city, country=country, remote=remote, work_from=work_from, pay=pay, currency=currency,
        source=source, seniority=seniority, employment=employment, skill=skill, company=company,
    )  # fmt: skip
    query = evolve(
        question,
        closed=closed or saved or dismissed,
        marked=_mark(saved=saved, dismissed=dismissed),
        posted_after=None if days is None else datetime.now(UTC) - timedelta(days=days),
        sort=filters.kind_of(Sort, sort, "--sort") if sort else (Sort.RELEVANCE if text else Sort.DATE),
        limit=limit,
        cursor=cursor or None,
    )

    async def deed(container: "Container") -> "JobPage":
        return await container.search_jobs()(query)

    page = session_of(context).run(deed)
    emit(shapes.page(page), as_json=as_json, show=lambda out: _show_page(page, out))


def _mark(*, saved: bool, dismissed: bool) -> "Mark | None":
    from copilot_core.entities.job_mark import Mark

    if saved and dismissed:
        raise typer.BadParameter("ask for --saved or for --dismissed jobs, not for both")
    return Mark.SAVED if saved else Mark.DISMISSED if dismissed else None


def job(
    context: typer.Context,
    job_id: Annotated[str, typer.Argument(metavar="ID")],
    check: Annotated[bool, typer.Option(help="Look whether it is still open, when nobody did for a day.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Show everything about one job."""
    from copilot_adapters.cli import shapes
    from copilot_core.entities.identities import JobId
    from copilot_core.use_cases.jobs.check_posting import CheckedJob

    async def deed(container: "Container") -> "CheckedJob":
        if check and container.settings().background and not container.sample():
            return await container.check_posting()(JobId(job_id))
        return CheckedJob(await container.show_job()(JobId(job_id)))

    found = session_of(context).run(deed)
    emit(shapes.checked_job(found), as_json=as_json, show=lambda out: _show_checked(found, out))


def similar(
    context: typer.Context,
    job_id: Annotated[str, typer.Argument(metavar="ID")],
    limit: Annotated[int, typer.Option(min=1, max=100)] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Show jobs like one job."""
    from copilot_adapters.cli import shapes
    from copilot_core.entities.identities import JobId

    async def deed(container: "Container") -> "JobPage":
        return await container.similar_jobs()(JobId(job_id), limit=limit)

    found = session_of(context).run(deed)
    document = {name: shapes.page(found)[name] for name in ("jobs", "doubts")}
    emit(document, as_json=as_json, show=lambda out: _show_similar(found, out))


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
    emit(document, as_json=as_json, show=lambda out: out.print(job_table([part.summary for part in parts])))


def _show_page(page: "JobPage", out: "Console") -> None:
    out.print(job_table(page.jobs))
    count = f"more than {page.total}" if page.more else f"{page.total}"
    meaning = f", {page.read_for_meaning} read for meaning" if page.read_for_meaning else ""
    out.print(f"{len(page.jobs)} of {count} jobs{meaning}")
    _show_doubts(page, out)
    if page.next:
        out.print(f"more with --cursor {page.next}", markup=False, soft_wrap=True)
    if not page.total:
        out.print("nothing found: try fewer words and filters, or collect from more boards with `copilot collect`")


def _show_similar(page: "JobPage", out: "Console") -> None:
    out.print(job_table(page.jobs))
    _show_doubts(page, out)


def _show_doubts(page: "JobPage", out: "Console") -> None:
    for doubt in page.doubts:
        out.print(f"? {doubt}", markup=False)


def job_table(jobs: "tuple[JobSummary, ...] | list[JobSummary]") -> object:
    """Return jobs as people read them in lists."""
    rows = [
        (
            one.id,
            f"{one.title} (closed)" if one.closed else one.title,
            one.company,
            where(one),
            pay(one.salary),
            ", ".join(one.sources),
        )
        for one in jobs
    ]
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


def _show_checked(found: "CheckedJob", out: "Console") -> None:
    _show_job(found.job, out)
    for problem in found.unchecked:
        out.print(f"not re-checked: {problem}", markup=False)


def _show_job(found: "Job", out: "Console") -> None:
    one = found.summary
    out.print(f"{one.title} — {one.company}", style="bold", markup=False)
    if one.closed:
        out.print(f"closed, noticed on {one.closed.at:%Y-%m-%d}: {one.closed.why}", style="bold", markup=False)
    out.print("  ".join(part for part in (where(one), pay(one.salary), one.url) if part), markup=False)
    out.print(f"skills: {', '.join(one.skills[:20])}", markup=False)
    rows = [
        (seen.source, seen.external_id, f"{seen.first_seen:%Y-%m-%d}", seen.posting.url) for seen in found.sightings
    ]
    out.print(table("seen on", ("board", "id there", "first seen", "address"), rows))
    boards = {seen.id: seen.source for seen in found.sightings}
    for inquiry in found.inquiries:
        for evidence in evidence_of(inquiry):
            out.print(f"{boards[inquiry.sighting]} ({inquiry.state}): {evidence}", markup=False)
    for merge in found.merges:
        out.print(f"merged: {merge.reason}", markup=False)
    out.print(found.description, markup=False)
