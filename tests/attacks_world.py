"""What attackers write, and every place of the document where somebody may write something."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from copy import deepcopy
from typing import Any

from api_world import open_world
from attrs import evolve, frozen
from figures import note
from seeds.asking import Asked, Json
from seeds.cast import Cast, cast_of
from seeds.operations import Operation, operations
from seeds.people import quick

from copilot_adapters.settings import Settings

Path = tuple[str | int, ...]
"""Where something is in JSON."""

DEEPEST = 4
UNSAFE = frozenset({"post", "put", "patch", "delete"})


def tried(kind: str, number: int) -> None:
    """Count attacks that got nowhere."""
    note("attack", "", kind=kind, tried=number)


@asynccontextmanager
async def attacked(settings: Settings) -> AsyncIterator[Cast]:
    """Open a world with people in it, in which nobody asks too often."""
    async with open_world(quick(settings)) as world, cast_of(world) as cast:
        yield cast


def all_operations(cast: Cast) -> list[Operation]:
    """Return what the document has."""
    return list(operations(cast.people.world.schema))


@frozen
class Place:
    """Where a request holds a text: in its path, its query, a header, or somewhere in its JSON."""

    kind: str
    path: Path

    def holding(self, asked: Asked, text: str) -> Asked:
        """Return the request with a text there."""
        name = str(self.path[0])
        if self.kind == "path":
            return evolve(asked, path={**asked.path, name: text})
        if self.kind == "query":
            return evolve(asked, query={**asked.query, name: text})
        if self.kind == "header":
            return evolve(asked, headers={**asked.headers, name: text})
        return evolve(asked, json=_placed(deepcopy(asked.json), self.path, text))


def places(operation: Operation, document: Json) -> Iterator[Place]:
    """Yield every place of a request that takes a text."""
    for one in operation.told.get("parameters", ()):
        if _takes_text(one["schema"], document):
            yield Place(one["in"], (one["name"],))
    for schema in _bodies(operation):
        yield from (Place("json", path) for path in _texts(schema, document, ()))


def objects(operation: Operation, document: Json) -> Iterator[tuple[Path, frozenset[str]]]:
    """Yield where the JSON of a request holds an object, the whole first, and the names it has."""
    for schema in _bodies(operation):
        yield from _objects(schema, document, ())


def with_more(asked: Asked, path: Path, more: Json) -> Asked:
    """Return the request with more in one of its objects."""
    said = deepcopy(asked.json) if asked.json is not None else {}
    for name, value in more.items():
        said = _placed(said, (*path, name), value)
    return evolve(asked, json=said)


def _bodies(operation: Operation) -> list[Json]:
    content = operation.told.get("requestBody", {}).get("content", {})
    return [content["application/json"]["schema"]] if "application/json" in content else []


def _known(schema: Json, document: Json) -> Iterator[Json]:
    """Yield what a schema may be, references followed."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        yield from _known(document["components"]["schemas"][name], document)
        return
    for word in ("oneOf", "anyOf", "allOf"):
        for one in schema.get(word, ()):
            yield from _known(one, document)
    yield schema


def _takes_text(schema: Json, document: Json) -> bool:
    return any(
        one.get("type") == "string" or "string" in one.get("type", ()) or _takes_text(one.get("items", {}), document)
        for one in _known(schema, document)
        if one
    )


def _texts(schema: Json, document: Json, path: Path) -> Iterator[Path]:
    if len(path) > DEEPEST:
        return
    for one in _known(schema, document):
        if one.get("type") == "string":
            yield path
        for name, inner in one.get("properties", {}).items():
            yield from _texts(inner, document, (*path, name))
        if one.get("items"):
            yield from _texts(one["items"], document, (*path, 0))


def _objects(schema: Json, document: Json, path: Path) -> Iterator[tuple[Path, frozenset[str]]]:
    if len(path) > DEEPEST:
        return
    for one in _known(schema, document):
        if one.get("properties"):
            yield path, frozenset(one["properties"])
        for name, inner in one.get("properties", {}).items():
            yield from _objects(inner, document, (*path, name))
        if one.get("items"):
            yield from _objects(one["items"], document, (*path, 0))


def _placed(said: Any, path: Path, value: object) -> Any:
    """Put a value into JSON, and make what leads there."""
    if not path:
        return value
    first, *rest = path
    if isinstance(first, int):
        inner = said[0] if isinstance(said, list) and said else None
        return [_placed(inner, tuple(rest), value)]
    outer = said if isinstance(said, dict) else {}
    return {**outer, first: _placed(outer.get(first), tuple(rest), value)}
