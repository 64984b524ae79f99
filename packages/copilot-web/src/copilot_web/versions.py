"""Edits that name the version they change: `ETag` on the answer, `If-Match` on the request."""

from typing import Any, TypeVar

from litestar import Response
from litestar.types import Scope

from copilot_core.errors import Rejected

LONGEST = 20
T = TypeVar("T")


def tag_of(version: int) -> str:
    """Return the strong entity tag of a version."""
    return f'"{version}"'


def tagged(thing: T, version: int, *, status_code: int = 200) -> Response[T]:
    """Answer a thing with its version, so that an edit can name it."""
    return Response(thing, status_code=status_code, headers={"ETag": tag_of(version)})


async def version_of(scope: Scope) -> int:
    """Return the version an edit is meant for (the dependency `version`), from `If-Match`.

    Without one: 428. One that no answer of ours had: 412, as one that has changed since (`Rejected("has_changed")` of
    the use case).
    """
    given = _if_match(scope)
    if not given:
        raise Rejected("version_missing")
    number = given.removeprefix('"').removesuffix('"')
    if given != f'"{number}"' or not (number.isascii() and number.isdecimal() and len(number) < LONGEST):
        raise Rejected("has_changed")
    return int(number)


def _if_match(scope: Scope | dict[str, Any]) -> str:
    given = [value for name, value in scope["headers"] if name == b"if-match"]
    return b",".join(given).decode("latin-1").strip()
