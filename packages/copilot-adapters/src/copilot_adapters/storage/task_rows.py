"""A task as a row, and back."""

from typing import Any

import msgspec
from sqlalchemy import Row

from copilot_adapters.storage.database_clock import instant
from copilot_core.entities.identities import PersonId, TaskId
from copilot_core.entities.payload import Payload, Value
from copilot_core.entities.task import Failure, NewTask, Progress, Queue, Task, TaskState

NOBODY = ""
"""Owner of the installation's own tasks."""

_PAYLOAD = msgspec.json.Decoder(dict[str, Value])
_PROGRESS = msgspec.json.Decoder(Progress)
_STORY = msgspec.json.Decoder(tuple[Failure, ...])


def encode(value: object) -> bytes:
    """Return JSON."""
    return msgspec.json.encode(value)


def payload_of(document: bytes | None) -> Payload:
    """Read a payload, an empty one when there is none."""
    return {} if document is None else _PAYLOAD.decode(document)


def progress_of(document: bytes | None) -> Progress:
    """Read how far it has come."""
    return Progress() if document is None else _PROGRESS.decode(document)


def story_of(document: bytes | None) -> tuple[Failure, ...]:
    """Read what failed."""
    return () if document is None else _STORY.decode(document)


def row_of(task: NewTask, now: float, *, handed: bool) -> dict[str, object]:
    """Return a new task's row."""
    return {
        "id": task.id,
        "name": task.name,
        "owner": task.person or NOBODY,
        "key": task.key,
        "queue": task.kind.queue.value,
        "priority": task.kind.priority if task.priority is None else task.priority,
        "state": TaskState.WAITING.value,
        "created_at": now,
        "run_after": now + task.delay,
        "handed_at": now if handed and task.delay <= 0 else 0.0,
        "fence": 0,
        "attempts": 0,
        "most_attempts": task.kind.most_attempts,
        "losses": 0,
        "time_limit": task.kind.time_limit,
        "worker": "",
        "cancel_asked": False,
        "payload": encode(task.payload),
    }


def task_of(row: Row[*tuple[Any, ...]]) -> Task:
    """Return the task that a row of all columns is."""
    return Task(
        id=TaskId(row.id),
        name=row.name,
        queue=Queue(row.queue),
        priority=row.priority,
        state=TaskState(row.state),
        created_at=instant(row.created_at),
        run_after=instant(row.run_after),
        time_limit=row.time_limit,
        most_attempts=row.most_attempts,
        person=PersonId(row.owner) if row.owner else None,
        key=row.key,
        payload=payload_of(row.payload),
        attempts=row.attempts,
        losses=row.losses,
        fence=row.fence,
        worker=row.worker,
        cancel_asked=row.cancel_asked,
        progress=progress_of(row.progress),
        result=payload_of(row.result),
        story=story_of(row.story),
        started_at=None if row.started_at is None else instant(row.started_at),
        ended_at=None if row.ended_at is None else instant(row.ended_at),
    )
