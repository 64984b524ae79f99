"""Saved searches, for people to read."""

from typing import TYPE_CHECKING

from copilot_adapters.cli.output import emit, table

if TYPE_CHECKING:
    from rich.console import Console

    from copilot_core.entities.job_query import JobPage
    from copilot_core.entities.saved_search import SavedSearch
    from copilot_core.use_cases.jobs.run_search import SearchRun


def emit_one(search: "SavedSearch", *, as_json: bool, hint: str = "") -> None:
    """Print a saved search, and to people what they may want to do next."""
    from copilot_adapters.cli import shapes

    def show(out: "Console") -> None:
        out.print(search_table([search]))
        if hint:
            out.print(hint, markup=False)

    emit(shapes.saved_search(search), as_json=as_json, show=show)


def search_table(found: "tuple[SavedSearch, ...] | list[SavedSearch]") -> object:
    """Return saved searches as people read them in lists."""
    from copilot_core.rules.timetable_words import timetable_words

    rows = [
        (
            one.id,
            one.name,
            timetable_words(one.timetable),
            f"{one.last_run:%Y-%m-%d %H:%M}" if one.last_run else "never",
            f"{one.next_due:%Y-%m-%d %H:%M}" if one.next_due else "paused",
            one.new,
            _remark(one),
        )
        for one in found
    ]
    return table("", ("id", "name", "when", "last run (UTC)", "next (UTC)", "new", "remark"), rows)


def _remark(search: "SavedSearch") -> str:
    return f"failed: {', '.join(search.failed)} (`copilot sources` tells why)" if search.failed else ""


def show_page(search: "SavedSearch", page: "JobPage", out: "Console") -> None:
    """Show a saved search with its new jobs."""
    from copilot_adapters.cli.showing import job_table

    out.print(search_table([search]))
    out.print(job_table(page.jobs))
    out.print(f"{len(page.jobs)} of {f'more than {page.total}' if page.more else page.total} new jobs")


def show_run(found: "SearchRun", out: "Console") -> None:
    """Show what a run brought."""
    from copilot_adapters.cli.collecting import report_table

    out.print(report_table(found.collected))
    out.print(f"{found.new} new: copilot searches show {found.search.id}", markup=False)
