"""The AsyncAPI 3 document of live connections, made of the messages themselves."""

from collections.abc import Iterable
from typing import Any

import msgspec

from copilot_web.live.messages import FROM_CLIENT, FROM_SERVER, MEANINGS

VERSION = "1"
PLACE = "#/components/schemas/{name}"


def asyncapi_document() -> dict[str, Any]:
    """Describe the connection, its messages in both directions, and how it ends."""
    kinds = (*FROM_CLIENT, *FROM_SERVER)
    _, schemas = msgspec.json.schema_components(kinds, ref_template=PLACE)
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Career Copilot, live", "version": VERSION, "description": _about()},
        "defaultContentType": "application/json",
        "channels": {
            "live": {
                "address": "/api/v1/live",
                "description": "One WebSocket a page. Sign in by cookie, bearer token, or a ticket in the query.",
                "messages": {kind.__name__: _ref("components/messages", kind) for kind in kinds},
                "bindings": {"ws": {"query": _QUERY, "bindingVersion": "0.1.0"}},
            }
        },
        "operations": {
            "say": _operation("receive", "What a client says: Follow first, then Pong.", FROM_CLIENT),
            "hear": _operation("send", "What the server says: Hello first, then events in their order.", FROM_SERVER),
        },
        "components": {"messages": {kind.__name__: _message(kind) for kind in kinds}, "schemas": schemas},
    }


_QUERY = {"type": "object", "properties": {"ticket": {"type": "string", "description": "of POST /api/v1/live/tickets"}}}


def _about() -> str:
    ends = "\n".join(f"* {code}: {meaning}" for code, meaning in MEANINGS.items())
    return f"What happens to a person, as it happens. A connection ends with one of these codes:\n\n{ends}\n"


def _operation(action: str, summary: str, kinds: Iterable[type]) -> dict[str, Any]:
    return {
        "action": action,
        "summary": summary,
        "channel": {"$ref": "#/channels/live"},
        "messages": [_ref("channels/live/messages", kind) for kind in kinds],
    }


def _message(kind: type) -> dict[str, Any]:
    return {
        "name": kind.__name__,
        "summary": (kind.__doc__ or "").strip(),
        "payload": _ref("components/schemas", kind),
    }


def _ref(place: str, kind: type) -> dict[str, str]:
    return {"$ref": f"#/{place}/{kind.__name__}"}
