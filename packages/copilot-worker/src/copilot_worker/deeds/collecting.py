"""Asking the boards, in the background."""

import asyncio
from collections.abc import Mapping

from copilot_adapters.container import Container
from copilot_core.entities.collection import Outcome, SourceReport
from copilot_core.entities.identities import LOCAL_PERSON, SourceName
from copilot_core.entities.payload import Payload, Value
from copilot_core.entities.posting import Search
from copilot_core.entities.task import Progress
from copilot_core.errors import Unavailable
from copilot_core.ports.deeds import Work
from copilot_core.rules.task_payloads import checked
from copilot_core.sentences import Sentence

MOST_POSTINGS = 10_000
ANSWERED = frozenset({Outcome.OK, Outcome.EMPTY, Outcome.NOT_DUE})
FOR_NOW = frozenset({Outcome.LIMITED, Outcome.UNREACHABLE})
"""Failures that may be over when the boards are asked again."""

Reports = Mapping[SourceName, SourceReport]


async def collect(container: Container, work: Work) -> Payload:
    """Ask the named boards, or all; what each answered is in the result.

    A board's failure is not the task's: only when none answers the task fails, and is tried again if that may help.
    """
    told = checked(work.task.name, work.task.payload)
    names = [SourceName(name) for name in _texts(told.get("sources"))] or list(container.boards().names())
    reports: dict[SourceName, SourceReport] = {}

    async def ask(name: SourceName) -> None:
        person = work.task.person or LOCAL_PERSON
        collected = await container.collect_jobs()(_search(told), [name], person=person)
        reports[name] = collected.sources[name]
        note = Sentence("collect_progress", {"board": name, **_figures(reports[name])})
        await work.progress(Progress(done=len(reports), total=len(names), note=note))

    try:
        async with asyncio.TaskGroup() as group:
            for name in dict.fromkeys(names):
                group.create_task(ask(name))
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from failed
    _require_an_answer(container, reports)
    return _result(reports)


def _search(told: Payload) -> Search:
    remote, limit = told.get("remote"), told.get("limit")
    return Search(
        text=str(told.get("text") or ""),
        where=str(told.get("where") or ""),
        remote=remote if isinstance(remote, bool) else None,
        limit=min(max(limit, 1), MOST_POSTINGS) if isinstance(limit, int) else Search().limit,
    )


def _texts(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _figures(report: SourceReport) -> dict[str, str | int | float]:
    return {"outcome": report.outcome.value, "found": report.found}


def _require_an_answer(container: Container, reports: Reports) -> None:
    if not reports or any(report.outcome in ANSWERED for report in reports.values()):
        return
    later = {name: report for name, report in reports.items() if report.outcome in FOR_NOW}
    board, report = next(iter((later or reports).items()))
    now = container.clock().now()
    waits = [(one.due_at - now).total_seconds() for one in later.values() if one.due_at]
    raise Unavailable(
        "boards_silent",
        permanent=not later,
        retry_after=min(waits) if waits else None,
        boards=len(reports),
        board=board,
        reason=str(report.reason or report.outcome.value),
    )


def _result(reports: Reports) -> Payload:
    """Return the sums, each board's outcome, and why where it failed."""
    sums = {
        name: sum(getattr(report, name) for report in reports.values())
        for name in ("found", "new", "changed", "merged")
    }
    outcomes = {f"outcome.{name}": report.outcome.value for name, report in sorted(reports.items())}
    whys = {f"why.{name}": str(one.reason) for name, one in sorted(reports.items()) if one.outcome not in ANSWERED}
    return {**sums, **outcomes, **whys}
