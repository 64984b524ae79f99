"""The OpenAPI document: what Litestar knows of the handlers, and what holds for all of them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

import msgspec
from attrs import frozen
from litestar import Litestar
from litestar._openapi.schema_generation import SchemaCreator
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, OpenAPI, OpenAPIType, Schema, SecurityScheme
from litestar.plugins import OpenAPISchemaPlugin
from litestar.router import Router
from litestar.routes import HTTPRoute
from litestar.typing import FieldDefinition

from copilot_web.guards import BY_THEMSELVES, POWER
from copilot_web.local import COOKIE
from copilot_web.problems import PROBLEM, Problem
from copilot_web.refresh_cookie import BY_REFRESH, NAME, SECURE_NAME
from copilot_web.visitors import PUBLIC, Power

Json = dict[str, Any]
PATH = "/api/v1"
REFERENCE = "#/components/schemas/{name}"
VERBS = frozenset({"get", "put", "post", "delete", "options", "head", "patch"})
SCHEMES = {
    "session": SecurityScheme(
        type="http", scheme="bearer", bearer_format="JWT", description="The access token that signing in gives."
    ),
    "token": SecurityScheme(type="http", scheme="bearer", description="A personal token, for programs."),
    "local": SecurityScheme(
        type="apiKey", security_scheme_in="cookie", name=COOKIE, description="The local person's browser."
    ),
}
BY_COOKIE = {
    "refresh": SecurityScheme(
        type="apiKey",
        security_scheme_in="cookie",
        name=SECURE_NAME,
        description=f"What signing in leaves in a browser; over plain http to this machine it is called `{NAME}`.",
    )
}
"""For going on and signing out, and nothing else."""

TIME_OF_DAY = "^[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?$"
EVERYBODY: Json = {}
KEY_HEADER: Json = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Of your choice, one for each thing to be made: the same request with the same key is answered as it"
    " was first, for a day, and nothing is made twice.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}
VERSION_HEADER: Json = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The `ETag` of the answer that you edit.",
    "schema": {"type": "string", "maxLength": 100, "pattern": '^"[0-9]{1,18}"$'},
}
PROBLEMS: Json = {PROBLEM: {"schema": {"$ref": REFERENCE.format(name="Problem")}}}
ERROR: Json = {"description": "It went wrong: what, why and the remedy.", "content": PROBLEMS}
UNKNOWN: Json = {"description": "Nobody is known by what the request carries.", "content": PROBLEMS}
FORBIDDEN: Json = {"description": "Known, and not allowed to.", "content": PROBLEMS}
REFUSED: Json = {"description": "Understood, and not done: what is in the way, and the remedy.", "content": PROBLEMS}
MISSING: Json = {"description": "What it names is not there, or is another person's.", "content": PROBLEMS}
UNCHANGED: Json = {"description": "Not changed since the answer whose ETag If-None-Match names."}


class Clock(OpenAPISchemaPlugin):
    """Says of a time of day what is sent: Litestar takes it for a duration."""

    @staticmethod
    def is_plugin_supported_type(value: object) -> bool:
        """Tell whether it is a time of day."""
        return value is time

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: SchemaCreator) -> Schema:  # noqa: ARG002 - Litestar's way
        """Describe it."""
        return Schema(type=OpenAPIType.STRING, pattern=TIME_OF_DAY, examples=["08:00:00"])


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
        return completed(plain, said_by_handlers(app()) if app else {})


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
        components=Components(security_schemes={**SCHEMES, **BY_COOKIE}),
        render_plugins=[JsonRenderPlugin(path="/openapi.json", media_type="application/json")],  # type: ignore[arg-type]
        openapi_router=Router(PATH, route_handlers=[], include_in_schema=False, opt={PUBLIC: True}),
        app=app,
    )


@frozen
class Said:
    """What a handler says of itself beside its signature."""

    everybody: bool = False
    power: Power = Power.READ
    versioned: bool = False
    by_themselves: bool = False
    by_refresh: bool = False

    @property
    def proofs(self) -> list[Json]:
        """What shows that one may ask, and what one must be able to do."""
        cookie: list[Json] = [{name: []} for name in BY_COOKIE] if self.by_refresh else []
        if self.everybody:
            return cookie or [EVERYBODY]
        names = [name for name in SCHEMES if not (self.by_themselves and name == "token")]
        return [{name: [self.power.value]} for name in names] + cookie


def said_by_handlers(app: Litestar) -> dict[str, Said]:
    """Return what each operation's handler says."""
    handlers = [one for route in app.routes if isinstance(route, HTTPRoute) for one in route.route_handlers]
    return {str(one.operation_id): _said_by(one) for one in handlers}


def _said_by(handler: HTTPRouteHandler) -> Said:
    usual = Power.READ if "GET" in handler.http_methods else Power.WRITE
    return Said(
        everybody=bool(handler.opt.get(PUBLIC)),
        power=handler.opt.get(POWER, usual),
        versioned="version" in handler.parsed_fn_signature.parameters,
        by_themselves=bool(handler.opt.get(BY_THEMSELVES)),
        by_refresh=bool(handler.opt.get(BY_REFRESH)),
    )


def completed(document: Json, said: Mapping[str, Said]) -> Json:
    """Add what holds for all operations: how they fail, who may ask, and what makes asking again safe."""
    shapes = msgspec.json.schema_components([Problem], ref_template=REFERENCE)[1]
    document["components"].setdefault("schemas", {}).update(shapes)
    document["security"] = [{name: []} for name in SCHEMES]
    _loosen(document["components"]["schemas"])
    for verb, operation in operations(document):
        _complete(verb, operation, said[operation["operationId"]])
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


def _complete(verb: str, operation: Json, said: Said) -> None:
    operation["summary"] = operation.get("description", "").partition(".")[0].partition(":")[0]
    responses = operation["responses"]
    responses.pop("400", None)
    responses.get("204", {}).pop("content", None)
    responses["default"] = ERROR
    if verb == "delete" or _names_things(operation):
        responses.setdefault("404", MISSING)
    if "requestBody" in operation:
        responses.setdefault("422", REFUSED)
    operation["security"] = said.proofs
    if said.everybody:
        responses |= {"401": UNKNOWN} if verb == "post" else {}
        return
    responses |= {"401": UNKNOWN, "403": FORBIDDEN}
    asked = operation.setdefault("parameters", [])
    asked += [VERSION_HEADER] * said.versioned + [KEY_HEADER] * (verb == "post")
    if verb == "get":
        responses.setdefault("304", UNCHANGED)


def _names_things(operation: Json) -> bool:
    """Tell whether something is named that may not be there: in the path, the body, or as the resume to hold against."""
    asked = {(one["in"], one["name"]) for one in operation.get("parameters", ())}
    return "requestBody" in operation or ("query", "resume") in asked or any(kind == "path" for kind, _ in asked)
