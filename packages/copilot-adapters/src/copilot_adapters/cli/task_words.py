"""Tasks in words and in JSON, and what people say a task should be told."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import typer

from copilot_adapters.cli import shapes
from copilot_adapters.cli.output import table
from copilot_core.entities.collection import Outcome
from copilot_core.entities.payload import Payload, Value
from copilot_core.entities.task import Task, TaskState
from copilot_core.rules.task_payloads import TAKES

if TYPE_CHECKING:
    from rich.console import Console


def shape(task: Task) -> dict[str, Any]:
    """Return everything of a task."""
    note = task.progress.note
    return {
        **shapes.plain(task),
        "progress": {**shapes.plain(task.progress), "note": shapes.sentence(note) if note else None},
        "story": [{**shapes.plain(one), "why": shapes.sentence(one.why)} for one in task.story],
    }


def overview(tasks: Sequence[Task]) -> object:
    """Return a table of tasks."""
    rows = [(one.id, one.name, one.state.value, _far(one), _at(one.created_at), _remark(one)) for one in tasks]
    return table("", ("id", "name", "state", "progress", "asked for", "remark"), rows)


def tell(task: Task, out: "Console") -> None:
    """Tell the whole story."""
    out.print(f"{task.id}  {task.name}  {task.state.value}", style="bold", markup=False)
    for label, said in _facts(task):
        if said:
            out.print(f"{label:10} {said}", markup=False)
    if task.story:
        rows = [(_at(one.at), one.worker, str(one.why)) for one in task.story]
        out.print(table("what went wrong", ("when", "worker", "why"), rows))


def payload_said(name: str, values: Iterable[str]) -> Payload:
    """Read KEY=VALUE pairs the way the kind of task takes them; lists are separated by commas."""
    payload: dict[str, Value] = {}
    for value in values:
        key, equals, said = value.partition("=")
        if not equals or not key:
            raise typer.BadParameter(f"{value} is no KEY=VALUE")
        payload[key] = _value(said, TAKES.get(name, {}).get(key))
    return payload


def _value(said: str, kind: type | None) -> Value:
    if kind is str:
        return said
    if kind is tuple:
        return tuple(one.strip() for one in said.split(",") if one.strip())
    try:
        read = json.loads(said)
    except ValueError:
        return said
    return read if read is None or isinstance(read, bool | int | float | str) else said


def _facts(task: Task) -> list[tuple[str, str]]:
    waits = task.state is TaskState.WAITING
    runs = task.state is TaskState.RUNNING
    return [
        ("asked for", _at(task.created_at)),
        ("not before", _at(task.run_after) if waits and task.run_after > task.created_at else ""),
        ("started", f"{_at(task.started_at)} on {task.worker}" if task.started_at else ""),
        ("ended", _at(task.ended_at)),
        ("attempts", f"{task.attempts} of {task.most_attempts}" if task.attempts else ""),
        ("lost", f"{task.losses} times its worker vanished" if task.losses else ""),
        ("stopping", "it was asked to stop" if runs and task.cancel_asked else ""),
        ("told", _pairs(task.payload)),
        ("progress", _far(task)),
        ("doing", str(task.progress.note or "") if runs else ""),
        ("result", _pairs(task.result)),
    ]


def _far(task: Task) -> str:
    """Tell how far it has come; what waits begins anew, and what is done has come to its end."""
    if task.state in (TaskState.WAITING, TaskState.DONE):
        return ""
    done, total = task.progress.done, task.progress.total
    return f"{done} of {total}" if total else str(done or "")


def _remark(task: Task) -> str:
    if task.state is TaskState.RUNNING and task.cancel_asked:
        return "asked to stop"
    if task.state is TaskState.WAITING and task.story:
        return f"again {_at(task.run_after)}: {task.story[-1].why}"
    if task.state is TaskState.DONE and (failed := _failed(task.result)):
        return f"failed: {', '.join(failed)}"
    return str(task.story[-1].why) if task.state is TaskState.DEAD and task.story else ""


def _failed(result: Payload) -> tuple[str, ...]:
    """Return the boards that failed while others answered; those that nobody set up are left out."""
    failed = result.get("failed")
    if isinstance(failed, tuple):
        return failed
    told = (name.removeprefix("why.") for name in result if name.startswith("why."))
    return tuple(name for name in told if result.get(f"outcome.{name}") != Outcome.MISCONFIGURED)


def _pairs(payload: Payload) -> str:
    return ", ".join(f"{name}={_plain(value)}" for name, value in payload.items())


def _plain(value: Value) -> str:
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _at(instant: datetime | None) -> str:
    return f"{instant.astimezone():%Y-%m-%d %H:%M:%S}" if instant else ""
