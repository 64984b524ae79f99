"""Lines that tell of what matters to security: `kind=audit`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import structlog
from litestar.types import Scope

from copilot_core.errors import CopilotError
from copilot_web.arrival import client_of

log = structlog.get_logger("copilot.audit")

EVENTS: Final = {401: "proof_refused", 403: "forbidden"}
PROOFS: Final = frozenset({b"authorization", b"cookie"})


def audit(event: str, **facts: str | int) -> None:
    """Tell of one event; the request's id comes by itself."""
    log.warning(event, kind="audit", **facts)


@contextmanager
def auditing(event: str, scope: Scope) -> Iterator[None]:
    """Tell of what is refused within, with its code."""
    try:
        yield
    except CopilotError as error:
        session = str(error.sentence.params.get("session", ""))
        audit(event, code=error.code, session=session, address=client_of(scope))
        raise


def audit_answer(scope: Scope, status: int) -> None:
    """Tell what an answer means: somebody was refused. Who showed nothing was not refused, but asked to sign in."""
    event = EVENTS.get(status)
    if event is None or (status == 401 and not any(name in PROOFS for name, _ in scope["headers"])):
        return
    person = getattr(scope.get("user"), "person", "")
    audit(event, person=person, route=str(scope.get("path_template") or ""), address=client_of(scope))
