"""Makes tasks of the kinds that are known."""

from uuid import uuid4

from copilot_core.entities.identities import PersonId, TaskId
from copilot_core.entities.payload import Payload
from copilot_core.entities.task import NewTask
from copilot_core.errors import Rejected
from copilot_core.rules.task_kinds import KINDS
from copilot_core.rules.task_payloads import checked


def new_task(
    name: str,
    payload: Payload | None = None,
    *,
    person: PersonId | None = None,
    key: str | None = None,
    delay: float = 0.0,
    priority: int | None = None,
) -> NewTask:
    """Return a task to add; without a `person` it is the installation's own.

    Raise `Rejected("task_kind_unknown")`, or `Rejected("task_value_wrong")` for a payload that the kind cannot use.
    """
    kind = KINDS.get(name)
    if kind is None:
        raise Rejected("task_kind_unknown", name=name, known=", ".join(sorted(KINDS)))
    return NewTask(
        id=TaskId(uuid4().hex),
        name=name,
        kind=kind,
        payload=checked(name, payload or {}),
        person=person,
        key=key,
        delay=max(delay, 0.0),
        priority=priority,
    )
