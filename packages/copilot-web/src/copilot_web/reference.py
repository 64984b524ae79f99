"""The page that lists the operations: made from the document, without a script."""

from collections import defaultdict
from html import escape
from typing import Any

Json = dict[str, Any]
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><link rel="stylesheet" href="/api/v1/docs.css"></head>
<body><h1>{title}</h1><p>{description}</p><p><a href="/api/v1/openapi.json">openapi.json</a> · {count} operations</p>
{operations}<h2 id="schemas">Schemas</h2>{schemas}</body></html>"""
STYLE = """:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
summary { cursor: pointer; padding: .3rem 0 } code, b { font-family: ui-monospace, monospace }
table { border-collapse: collapse; margin: .5rem 0 1rem } td, th { border: 1px solid #8886; padding: .2rem .6rem;
text-align: left; vertical-align: top }"""


def page(document: Json) -> str:
    """Return the page."""
    by_tag: dict[str, list[str]] = defaultdict(list)
    for path, verbs in document["paths"].items():
        for verb, operation in verbs.items():
            by_tag[(operation.get("tags") or ["other"])[0]].append(_operation(verb, path, operation))
    parts = [f"<h2>{escape(tag)}</h2>{''.join(by_tag[tag])}" for tag in sorted(by_tag)]
    schemas = document["components"].get("schemas", {})
    return PAGE.format(
        title=escape(document["info"]["title"]),
        description=escape(document["info"].get("description", "")),
        count=sum(map(len, by_tag.values())),
        operations="".join(parts),
        schemas="".join(_schema(name, shape) for name, shape in sorted(schemas.items())),
    )


def _operation(verb: str, path: str, operation: Json) -> str:
    rows = [_row(one["name"], one["in"], one["schema"], one.get("description", "")) for one in _parameters(operation)]
    body = operation.get("requestBody", {}).get("content", {})
    rows += [_row("body", kind, one.get("schema", {}), "") for kind, one in body.items()]
    rows += [_row(status, "answer", _shape_of(one), one["description"]) for status, one in _answers(operation)]
    return (
        f'<details id="{escape(operation["operationId"])}"><summary><b>{verb.upper()}</b> <code>{escape(path)}</code>'
        f" {escape(operation.get('summary', ''))}</summary><p>{escape(operation.get('description', ''))}</p>"
        f"<table>{''.join(rows)}</table></details>"
    )


def _parameters(operation: Json) -> list[Json]:
    found: list[Json] = operation.get("parameters", [])
    return found


def _answers(operation: Json) -> list[tuple[str, Json]]:
    return sorted(operation["responses"].items())


def _shape_of(answer: Json) -> Json:
    shapes: list[Json] = [one.get("schema", {}) for one in answer.get("content", {}).values()]
    return shapes[0] if shapes else {}


def _schema(name: str, shape: Json) -> str:
    must = set(shape.get("required", ()))
    fields = shape.get("properties", {}).items()
    rows = [_row(field, "required" if field in must else "", one, one.get("description", "")) for field, one in fields]
    values = ", ".join(str(value) for value in shape.get("enum", ()))
    told = escape(shape.get("description", "")) + (f" <code>{escape(values)}</code>" if values else "")
    return f'<details id="schema-{escape(name)}"><summary>{escape(name)}</summary><p>{told}</p><table>{"".join(rows)}</table></details>'


def _row(name: str, place: str, shape: Json, told: str) -> str:
    return (
        f"<tr><th><code>{escape(name)}</code></th><td>{escape(place)}</td><td>{_kind(shape)}</td>"
        f"<td>{escape(told)}</td></tr>"
    )


def _kind(shape: Json) -> str:
    """Say what kind of thing a schema stands for, with links to those that have a name."""
    if "$ref" in shape:
        name = escape(shape["$ref"].rpartition("/")[2])
        return f'<a href="#schema-{name}">{name}</a>'
    for several in ("oneOf", "anyOf", "allOf"):
        if several in shape:
            return " or ".join(_kind(one) for one in shape[several])
    if shape.get("type") == "array":
        return f"list of {_kind(shape.get('items', {}))}"
    kind = shape.get("type", "")
    return escape(", ".join(kind) if isinstance(kind, list) else str(kind))
