"""Answers that lead elsewhere: to what was made, and to the task that does it."""

from typing import TypeVar

from litestar import Response
from litestar.datastructures import ResponseHeader

from copilot_core.entities.task import Task

T = TypeVar("T")
PACKED = "packed"
"""Handlers with this option answer what is small already: it is not compressed."""

LOCATION = [
    ResponseHeader(name="Location", value="/api/v1/…", documentation_only=True, description="Where it is from now on.")
]


def created(thing: T, where: str) -> Response[T]:
    """Answer what was made (201)."""
    return Response(thing, status_code=201, headers={"Location": f"/api/v1/{where}"})


def accepted(task: Task) -> Response[Task]:
    """Answer the task that does it in the background (202)."""
    return Response(task, status_code=202, headers={"Location": f"/api/v1/tasks/{task.id}"})
