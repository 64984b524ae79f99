"""Schemathesis against the application within this process: requests as nobody would write them, and as owners do."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import requests
import schemathesis
from anyio.from_thread import BlockingPortal, start_blocking_portal
from api_world import World, open_world
from attrs import define, field, frozen
from httpx import AsyncClient, InvalidURL, Request, Response
from hypothesis import HealthCheck, given, reject, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.core.transport import Response as Heard
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from seeds.asking import Asked, Json, Owner
from seeds.cast import Cast, cast_of
from seeds.operations import Operation, operations
from seeds.people import quick
from seeds.table import SEEDS

from copilot_adapters.settings import Settings
from copilot_web.visitors import Power

HERE: Final = "http://127.0.0.1"
CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
MANY: Final = 50
"""Resumes; a person may have a hundred."""

MAY_FAIL: Final = frozenset({"showReadiness"})
"""That it cannot serve is what this one says by 503."""

ENDING: Final = ("logOut", "endSession", "endOtherSessions", "changePassword", "eraseEverything")
"""These sign out who asks: no row of requests goes on after them."""

LINKS: Final = {
    ("addJob", "201"): {"job_id": "$response.body#/summary/id"},
    ("addResume", "201"): {"resume_id": "$response.body#/id"},
    ("saveSearch", "201"): {"search_id": "$response.body#/id"},
    ("addTask", "202"): {"task_id": "$response.body#/id"},
    ("collect", "202"): {"task_id": "$response.body#/id"},
    ("trackJob", "201"): {"application_id": "$response.body#/application/id"},
}
"""Where the names that paths have for things come from."""


@define
class Fuzz:
    """The application, who asks, and what came of it."""

    portal: BlockingPortal
    world: World
    cast: Cast
    examples: int = 0
    in_rows: int = 0
    statuses: Counter[int] = field(factory=Counter)
    server_errors: int = 0
    reached: set[str] = field(factory=set)
    faults: list[str] = field(factory=list)

    @property
    def operations(self) -> list[Operation]:
        """All operations."""
        return list(operations(self.world.schema))

    @property
    def document(self) -> Any:
        """The document as schemathesis reads it; who asks is ours to say."""
        plain = linked(self.world.schema) | {"security": []}
        for _, told in _told(plain):
            told.pop("security", None)
        return schemathesis.openapi.from_dict(plain)

    def seeded(self, operation: Operation) -> Asked:
        """Return what its owner asks."""
        owner = self.cast.admin if operation.power is Power.ADMIN else self.cast.owner
        asked: Asked = self.portal.call(self._seeded, operation.id, owner)
        return asked

    async def _seeded(self, name: str, owner: Owner) -> Asked:
        """Make what is asked for, and room for it; whom something asked by chance has signed out is signed in again."""
        if (await owner.client.get("/api/v1/account")).status_code == 401:
            await self.cast.people.renew(owner)
        kept = (await owner.sent("GET", "resumes")).json()["resumes"]
        for one in kept if len(kept) > MANY else ():
            await owner.sent("DELETE", f"resumes/{one['id']}", headers={"If-Match": f'"{one["version"]}"'})
        return await SEEDS[name](owner)

    def client(self, operation: Operation, asked: Asked | None = None) -> AsyncClient:
        """Return who asks."""
        admin = operation.power is Power.ADMIN
        return (asked and asked.client) or (self.cast.admin if admin else self.cast.owner).client

    def as_owner(self, operation: Operation, case_of: Callable[..., Any]) -> None:
        """Ask as the owner does, and compare the answer with the document."""
        if operation.id not in SEEDS:
            self.faults.append(f"{operation.id}: there is no seed in tests/seeds")
            return
        asked = self.seeded(operation)
        answer: Response = self.portal.call(operation.ask, self.client(operation, asked), asked)
        answer.request = Request(answer.request.method, answer.request.url, headers=answer.request.headers)
        self.judge(operation, case_of(path_parameters=dict(asked.path)), answer)

    def by_chance(self, operation: Operation, found: Any, mode: GenerationMode, most: int) -> None:
        """Ask by chance, half of the time for things that are there."""
        if mode is GenerationMode.NEGATIVE and not _can_be_wrong(operation.told):
            return

        @settings(
            max_examples=most,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=found.as_strategy(mode))
        def one(case: Any) -> None:
            things = "{" in operation.path and operation.id in SEEDS
            asked = self.seeded(operation) if things and self.examples % 2 else None
            if asked is not None and case.path_parameters:
                case.path_parameters = dict(asked.path)
                case.headers = {**(case.headers or {}), **asked.headers}
            self.judge(operation, case, self.sent(case, self.client(operation, asked)))

        try:
            one()
        except Unsatisfiable:
            self.faults.append(f"{operation.id}: nothing to ask")

    def sent(self, case: Any, client: AsyncClient) -> Response:
        """Send a request as bytes, by somebody who is known."""
        try:
            request = client.build_request(**written(case, client))
        except InvalidURL:
            reject()
        answer: Response = self.portal.call(client.send, request)
        return answer

    def count(self, operation: Operation, status: int) -> None:
        """Count an answer."""
        self.examples += 1
        self.statuses[status] += 1
        self.server_errors += status >= 500 and operation.id not in MAY_FAIL
        if 200 <= status < 300:
            self.reached.add(operation.id)

    def judge(self, operation: Operation, case: Any, answer: Response) -> None:
        """Count an answer, and note what about it the document does not have."""
        self.count(operation, answer.status_code)
        if operation.id in MAY_FAIL:
            return
        try:
            case.validate_response(answer, checks=CHECKS)
        except (Failure, FailureGroup) as problem:
            self.faults.append(f"{operation.id} {answer.status_code}: {said(problem)}\n{answer.request.url}")


@frozen
class Machine:
    """Requests in rows: what one makes, the next asks for."""

    fuzz: Fuzz

    def run(self, rows: int, steps: int) -> None:
        """Run some rows."""
        fuzz, by_label = self.fuzz, {f"{one.verb.upper()} {one.path}": one for one in self.fuzz.operations}

        class Rows(fuzz.document.exclude(operation_id=list(ENDING)).as_state_machine()):  # type: ignore[misc]
            def call(self, case: Any, **_: Any) -> Heard:
                return Heard.from_any(fuzz.sent(case, fuzz.client(by_label[case.operation.label])))

            def validate_response(self, response: Heard, case: Any, *_: Any, **__: Any) -> None:
                operation = by_label[case.operation.label]
                fuzz.count(operation, response.status_code)
                fuzz.in_rows += 1
                if operation.id not in MAY_FAIL:
                    case.validate_response(response, checks=CHECKS)

        try:
            Rows.run(
                settings=settings(
                    max_examples=rows,
                    stateful_step_count=steps,
                    deadline=None,
                    database=None,
                    derandomize=True,
                    suppress_health_check=list(HealthCheck),
                )
            )
        except (Failure, FailureGroup) as problem:
            fuzz.faults.append(f"in a row: {said(problem)}")


@contextmanager
def fuzzing(settings: Settings) -> Iterator[Fuzz]:
    """Open the application in a thread of its own, so that what is not async can ask it."""
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(open_world(quick(settings))) as world,
        portal.wrap_async_context_manager(cast_of(world)) as cast,
    ):
        yield Fuzz(portal, world, cast)


def written(case: Any, client: AsyncClient) -> Json:
    """Return a request as bytes, from who the client is."""
    told = requests.Request(**case.as_transport_kwargs(base_url=HERE)).prepare()
    known = {name.lower() for name in client.headers}
    headers = {name: value for name, value in told.headers.items() if name.lower() not in known - {"accept"}}
    headers.pop("Cookie", None)
    return {"method": told.method, "url": told.url, "headers": headers, "content": told.body}


def linked(document: Json) -> Json:
    """Return the document with links from what is made to what is asked of it."""
    by_id = {told["operationId"]: (verb, told) for verb, told in _told(document)}
    for (source, status), known in LINKS.items():
        for target, (_, told) in by_id.items():
            names = {one["name"] for one in told.get("parameters", ()) if one["in"] == "path"}
            if names and names <= known.keys():
                link = {"operationId": target, "parameters": {name: known[name] for name in names}}
                by_id[source][1]["responses"][status].setdefault("links", {})[target] = link
    return document


def said(problem: BaseException) -> str:
    """Return what went wrong, briefly."""
    parts = problem.exceptions if isinstance(problem, FailureGroup) else [problem]
    return "; ".join(str(part).replace("\n", " ")[:400] for part in parts)


def _told(document: Json) -> Iterator[tuple[str, Json]]:
    yield from ((one.verb, one.told) for one in operations(document))


def _can_be_wrong(told: Json) -> bool:
    """Tell whether something is asked for beside a name in the path, which may be anything."""
    asked = {one["in"] for one in told.get("parameters", [])}
    return "query" in asked or "requestBody" in told
