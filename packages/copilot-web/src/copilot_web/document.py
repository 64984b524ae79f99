"""The OpenAPI document: what Litestar knows of the handlers, and what holds for all of them."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from litestar import Litestar
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, OpenAPI, SecurityScheme
from litestar.router import Router
from litestar.routes import HTTPRoute

from copilot_web.local import COOKIE
from copilot_web.problems import PROBLEM, Problem
from copilot_web.visitors import PUBLIC

Json = dict[str, Any]
PATH = "/api/v1"
REFERENCE = "#/components/schemas/{name}"
VERBS = frozenset({"get", "put", "post", "delete", "options", "head", "patch"})
SCHEMES = {
    "token": SecurityScheme(type="http", scheme="bearer", description="A token, for scripts."),
    "local": SecurityScheme(
        type="apiKey", security_scheme_in="cookie", name=COOKIE, description="The local person's browser."
    ),
}
EVERYBODY: Json = {}
KEY_HEADER: Json = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Of your choice, one for each thing to be made: the same request with the same key is answered as it"
    " was first, for a day, and nothing is made twice.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}
ERROR: Json = {
    "description": "It went wrong: what, why and the remedy.",
    "content": {PROBLEM: {"schema": {"$ref": REFERENCE.format(name="Problem")}}},
}
UNCHANGED: Json = {"description": "Not changed since the answer whose ETag If-None-Match names."}


@dataclass
class Document(OpenAPI):
    """The whole document; `app` is asked when somebody reads it."""

    app: Callable[[], Litestar] | None = None

    def to_schema(self) -> Json:
        """Return it as plain data."""
        app, self.app = self.app, None
        try:
            plain = super().to_schema()
        finally:
            self.app = app
        return completed(plain, public_operations(app()) if app else frozenset())


@dataclass
class DocumentConfig(OpenAPIConfig):
    """What Litestar needs to write its part, and to serve the whole."""

    app: Callable[[], Litestar] | None = None

    def to_openapi_schema(self) -> Document:
        """Return the document, still without paths."""
        made = super().to_openapi_schema()
        return Document(info=made.info, servers=made.servers, components=made.components, app=self.app)


def described(app: Callable[[], Litestar]) -> DocumentConfig:
    """Return how the application is described, at `/api/v1/openapi.json`."""
    return DocumentConfig(
        title="Career Copilot",
        version="1",
        description="Finds the jobs that fit a person, says why, and helps to get them.",
        use_handler_docstrings=True,
        components=Components(security_schemes=dict(SCHEMES)),
        render_plugins=[JsonRenderPlugin(path="/openapi.json", media_type="application/json")],  # type: ignore[arg-type]
        openapi_router=Router(PATH, route_handlers=[], include_in_schema=False, opt={PUBLIC: True}),
        app=app,
    )


def public_operations(app: Litestar) -> frozenset[str]:
    """Return the ids of the operations that answer everybody."""
    handlers = [one for route in app.routes if isinstance(route, HTTPRoute) for one in route.route_handlers]
    return frozenset(str(one.operation_id) for one in handlers if one.opt.get(PUBLIC))


def completed(document: Json, public: Collection[str]) -> Json:
    """Add what holds for all operations: how they fail, who may ask, and what makes asking again safe."""
    shapes = msgspec.json.schema_components([Problem], ref_template=REFERENCE)[1]
    document["components"].setdefault("schemas", {}).update(shapes)
    document["security"] = [{name: []} for name in SCHEMES]
    _loosen(document["components"]["schemas"])
    for verb, operation in operations(document):
        _complete(verb, operation, everybody=operation["operationId"] in public)
    return document


def _loosen(schema: Any) -> None:  # noqa: ANN401 - JSON
    """Say `anyOf` where `oneOf` would not hold: a whole number is a number, too."""
    if isinstance(schema, dict):
        if "oneOf" in schema and "discriminator" not in schema:
            schema["anyOf"] = schema.pop("oneOf")
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            _loosen(part)


def operations(document: Json) -> Iterator[tuple[str, Json]]:
    """Yield every operation with its verb."""
    for path in document["paths"].values():
        yield from ((verb, one) for verb, one in path.items() if verb in VERBS)


def _complete(verb: str, operation: Json, *, everybody: bool) -> None:
    operation["summary"] = operation.get("description", "").partition(".")[0].partition(":")[0]
    responses = operation["responses"]
    responses.pop("400", None)
    responses["default"] = ERROR
    if everybody:
        operation["security"] = [EVERYBODY]
        return
    if verb == "get":
        responses.setdefault("304", UNCHANGED)
    if verb == "post":
        operation.setdefault("parameters", []).append(KEY_HEADER)
