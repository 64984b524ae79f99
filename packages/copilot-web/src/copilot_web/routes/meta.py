"""What a page needs to know before it shows anything: words in its language, and every name that may be chosen."""

from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, Router, get
from litestar.params import QueryParameter

from copilot_core.entities.application import Stage
from copilot_core.entities.collection import Outcome
from copilot_core.entities.job_mark import Mark, Reason
from copilot_core.entities.job_query import Sort
from copilot_core.entities.kinds import Employment, Seniority
from copilot_core.entities.place import Remote
from copilot_core.entities.seeker import Permit, RemoteWish
from copilot_core.entities.task import Queue, TaskState
from copilot_core.rules.application_moves import MOVES
from copilot_core.rules.wishes import LEVELS
from copilot_core.sentences import CATALOGUE
from copilot_core.use_cases.jobs.suggest_words import Suggested
from copilot_web.visitors import PUBLIC

LANGUAGES = ("en", "de")
Asked = Annotated[Literal["en", "de"], QueryParameter(description="ISO 639-1")]
FOR_ALL = {"Cache-Control": "public, max-age=300"}


class Sentences(msgspec.Struct, frozen=True):
    """Texts by code; `{name}` marks a parameter."""

    language: str
    sentences: dict[str, str]


class Choices(msgspec.Struct, frozen=True):
    """Every name that may be chosen, and which stage may follow which."""

    languages: tuple[str, ...]
    stages: tuple[Stage, ...]
    moves: dict[Stage, tuple[Stage, ...]]
    marks: tuple[Mark, ...]
    reasons: tuple[Reason, ...]
    sorts: tuple[Sort, ...]
    remote: tuple[Remote, ...]
    remote_wishes: tuple[RemoteWish, ...]
    seniority: tuple[Seniority, ...]
    employment: tuple[Employment, ...]
    permits: tuple[Permit, ...]
    language_levels: tuple[str, ...]
    suggestions: tuple[Suggested, ...]
    outcomes: tuple[Outcome, ...]
    queues: tuple[Queue, ...]
    task_states: tuple[TaskState, ...]


CHOICES = Choices(
    languages=LANGUAGES,
    stages=tuple(Stage),
    moves=dict(MOVES),
    marks=tuple(Mark),
    reasons=tuple(Reason),
    sorts=tuple(Sort),
    remote=tuple(Remote),
    remote_wishes=tuple(RemoteWish),
    seniority=tuple(Seniority),
    employment=tuple(Employment),
    permits=tuple(Permit),
    language_levels=tuple(filter(None, LEVELS)),
    suggestions=tuple(Suggested),
    outcomes=tuple(Outcome),
    queues=tuple(Queue),
    task_states=tuple(TaskState),
)


@get("/sentences", operation_id="listSentences")
async def list_sentences(language: Asked = "en") -> Response[Sentences]:
    """Give all texts in a language, by their codes: what answers say as `code` and `params`."""
    place = LANGUAGES.index(language)
    texts = {code: told[place] for code, told in sorted(CATALOGUE.items())}
    return Response(Sentences(language, texts), headers=FOR_ALL)


@get("/choices", operation_id="listChoices")
async def list_choices() -> Response[Choices]:
    """Name everything that may be chosen: stages, marks, sorts, levels and the like."""
    return Response(CHOICES, headers=FOR_ALL)


META: Any = Router("/", route_handlers=[list_sentences, list_choices], tags=["meta"], opt={PUBLIC: True})
