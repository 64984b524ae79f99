"""Requests as nobody would write them: whatever comes, the answer is one that the document has."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from httpx import InvalidURL
from hypothesis import HealthCheck, given, reject, settings
from hypothesis.errors import Unsatisfiable
from litestar import Litestar
from litestar.testing import TestClient
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from copilot_adapters.settings import Settings
from copilot_web.app import make_app
from copilot_web.local import local_token

EXAMPLES = 3
HERE = "http://127.0.0.1"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
MAY_FAIL = frozenset({"showReadiness"})
"""That it cannot serve is what this one says by 503."""


@pytest.fixture
def visited(stocked_settings: Settings) -> Iterator[TestClient[Litestar]]:
    """A client of an application with jobs, signed in."""
    unlimited = stocked_settings.limits.model_copy(update={"enabled": False})
    app = make_app(stocked_settings.model_copy(update={"limits": unlimited}), sample=True)
    with TestClient(app, base_url=HERE, raise_server_exceptions=False) as client:
        client.headers["authorization"] = f"Bearer {local_token(stocked_settings.home)}"
        yield client


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_any_request_gets_an_answer_that_the_document_has(visited: TestClient[Litestar], mode: GenerationMode) -> None:
    document = schemathesis.openapi.from_dict(visited.app.openapi_schema.to_schema() | {"security": []})
    for found in document.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]  # the document is valid
        try:
            _try(visited, operation, mode)
        except Unsatisfiable:
            assert mode is GenerationMode.NEGATIVE, operation.label
            assert not _can_be_wrong(operation.definition.raw), operation.label


def _can_be_wrong(operation: dict[str, Any]) -> bool:
    """Tell whether something is asked for beside a name in the path, which may be anything."""
    asked = {one["in"] for one in operation.get("parameters", [])}
    return "query" in asked or "requestBody" in operation


def _try(client: TestClient[Litestar], operation: Any, mode: GenerationMode) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(mode))
    def one(case: Any) -> None:
        try:
            request = client.build_request(**_written(client, case))
        except InvalidURL:
            reject()
        answer = client.send(request)
        if operation.definition.raw["operationId"] not in MAY_FAIL:
            case.validate_response(answer, checks=CHECKS)

    one()


def _written(client: TestClient[Litestar], case: Any) -> dict[str, Any]:
    """Return the request as bytes, from somebody who is signed in."""
    told = requests.Request(**case.as_transport_kwargs(base_url=HERE)).prepare()
    told.headers["authorization"] = client.headers["authorization"]
    told.headers.pop("cookie", None)
    return {"method": told.method, "url": told.url, "headers": dict(told.headers), "content": told.body}
