"""One shape for whatever goes wrong: RFC 9457, with the sentence's code and parameters for translation."""

import math
from collections.abc import Mapping
from typing import Any

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.types import ExceptionHandler

from copilot_core.errors import CopilotError, NotFound, Rejected, Unavailable
from copilot_core.sentences import Sentence, say
from copilot_web.arrival import request_id_of

PROBLEM = "application/problem+json"
log = structlog.get_logger("copilot.web")

STATUS_OF_CODE: Mapping[str, int] = {
    "not_signed_in": 401,
    "not_allowed": 403,
    "too_many_requests": 429,
    "task_not_ended": 409,
    "search_exists": 409,
    "job_not_merged": 409,
    "events_forgotten": 410,
    "key_in_use": 409,
    "has_changed": 412,
    "application_changed": 412,
    "resume_changed": 412,
    "request_too_large": 413,
    "host_unknown": 421,
    "version_missing": 428,
    "key_wrong": 400,
    "link_spent": 401,
    "local_token_over": 401,
    "session_ended": 401,
    "refresh_reused": 401,
    "log_in_wrong": 401,
    "log_in_later": 429,
    "registration_closed": 403,
    "first_account_local": 403,
    "token_not_enough": 403,
    "scope_not_yours": 403,
    "last_admin": 409,
    "tokens_too_many": 409,
    "origin_unknown": 403,
}
"""Codes that say more than their class does."""


class NotSignedIn(Rejected):
    """Nobody is known by what the request carries."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("not_signed_in")


class FieldProblem(msgspec.Struct, frozen=True):
    """What is wrong with one field of a request."""

    field: str
    problem: str


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """What went wrong (RFC 9457). `code` and `params` are the sentence that `detail` is in words."""

    type: str
    title: str
    status: int
    detail: str = ""
    instance: str = ""
    code: str = ""
    params: dict[str, str | int | float] = {}
    errors: list[FieldProblem] = []
    request_id: str = ""


TITLES = {
    400: "The request is wrong",
    401: "Who are you?",
    403: "Not allowed",
    404: "Not found",
    405: "Not possible here",
    409: "It has changed",
    410: "Not kept any more",
    412: "It has changed",
    413: "Too large",
    421: "Not this address",
    415: "Not this kind of content",
    422: "The request is wrong",
    428: "Say which version you mean",
    429: "Too many requests",
    500: "Our fault",
    503: "Not available now",
}


def status_of(error: CopilotError) -> int:
    """Tell which status an error of the core is."""
    if error.code in STATUS_OF_CODE:
        return STATUS_OF_CODE[error.code]
    if isinstance(error, NotFound):
        return 404
    return 422 if isinstance(error, Rejected) else 503


def named(request: Request[Any, Any, Any], error: CopilotError) -> Response[Problem]:
    """Answer an error of the core."""
    wait = error.retry_after if isinstance(error, Unavailable) else None
    headers = {"Retry-After": str(max(1, math.ceil(wait)))} if wait else {}
    return problem(request, status_of(error), error.sentence, headers=headers)


def of_litestar(request: Request[Any, Any, Any], error: HTTPException) -> Response[Problem]:
    """Answer what the framework refuses: unknown paths, wrong methods, requests of a wrong shape."""
    if isinstance(error, ValidationException):
        return problem(request, 400, Sentence("request_wrong"), errors=_fields(error.extra))
    return problem(request, error.status_code, Sentence("request_refused", {"problem": error.detail}))


def unexpected(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    """Answer a fault of ours: what went wrong stands in the log, under the request's id."""
    log.error("fault", exc_info=error, route=str(request.scope.get("path_template") or ""))
    return problem(request, 500, Sentence("request_broke"))


def problem(
    request: Request[Any, Any, Any],
    status: int,
    sentence: Sentence,
    *,
    errors: list[FieldProblem] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response[Problem]:
    """Answer a sentence with a status, in the language that was asked for."""
    language = (request.headers.get("accept-language") or "en")[:2]
    told = Problem(
        type=f"/problems/{sentence.code}",
        title=TITLES.get(status, "Something went wrong"),
        status=status,
        detail=say(sentence, language),
        instance=request.scope["path"],
        code=sentence.code,
        params=dict(sentence.params),
        errors=errors or [],
        request_id=request_id_of(request.scope),
    )
    return Response(told, status_code=status, media_type=PROBLEM, headers=dict(headers or {}))


def _fields(extra: object) -> list[FieldProblem]:
    found = extra if isinstance(extra, list) else []
    return [
        FieldProblem(str(one.get("key", "")), str(one.get("message", ""))) for one in found if isinstance(one, dict)
    ]


HANDLERS: Mapping[int | type[Exception], "ExceptionHandler[Any]"] = {
    CopilotError: named,
    HTTPException: of_litestar,
    Exception: unexpected,
}
"""What answers which exception."""
