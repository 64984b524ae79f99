"""What is looked at before any handler of the API: the visitor's powers, and the names in the query."""

from typing import Any
from urllib.parse import unquote
from weakref import WeakKeyDictionary

from litestar.connection import ASGIConnection
from litestar.di import Provide
from litestar.exceptions import ValidationException
from litestar.handlers.base import BaseRouteHandler
from litestar.params import QueryParameter
from litestar.utils.signature import ParsedSignature

from copilot_core.errors import Rejected
from copilot_web.names import HARMLESS, by_strangers_page
from copilot_web.visitors import PUBLIC, Power, Visitor, demand

POWER = "power"
"""Handlers with this option demand that power; others reading, or for what changes something writing."""

BY_THEMSELVES = "by_themselves"
"""Handlers with this option serve people, no programs: a token gives nobody another one, or another password."""

Connection = ASGIConnection[Any, Any, Any, Any]
KNOWN_NAMES: WeakKeyDictionary[Any, frozenset[str]] = WeakKeyDictionary()


async def admitted(connection: Connection, handler: BaseRouteHandler) -> None:
    """Look at both, as one guard: Litestar copies the handler for each."""
    power_enough(connection, handler)
    _names_known(connection, handler)


def power_enough(connection: Connection, handler: BaseRouteHandler) -> None:
    """Raise `Rejected("not_allowed")`, `Rejected("token_not_enough")` unless the visitor may do it."""
    visitor = connection.scope.get("user")
    if not isinstance(visitor, Visitor):
        assert handler.opt.get(PUBLIC), "the doorkeeper let nobody in"  # noqa: S101 - a programming error
        return
    usual = Power.READ if connection.scope.get("method") in HARMLESS else Power.WRITE
    demand(visitor, handler.opt.get(POWER, usual))
    if visitor.token and handler.opt.get(BY_THEMSELVES):
        raise Rejected("token_not_enough")


async def no_strangers_page(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Raise `Rejected("origin_unknown")` for another site's page: it must sign nobody in, not even as somebody else."""
    if by_strangers_page(connection.scope, connection.app.state.origins):
        raise Rejected("origin_unknown")


def _names_known(connection: Connection, handler: BaseRouteHandler) -> None:
    """Refuse query parameters that the handler does not know, and what no database takes."""
    known = _query_names(handler)
    unknown = [name for name in connection.query_params if name not in known]
    if unknown:
        remedy = f"unknown; known are {', '.join(sorted(known)) or 'none'}"
        raise ValidationException(extra=[{"key": name[:60], "message": remedy} for name in unknown[:10]])
    if "\0" in unquote(connection.url.path):
        raise ValidationException(extra=[{"key": "path", "message": "it holds a NUL character"}])
    holding = [name for name, value in connection.query_params.multi_items() if "\0" in str(value)]
    if holding:
        raise ValidationException(extra=[{"key": name, "message": "it holds a NUL character"} for name in holding])


def _query_names(handler: BaseRouteHandler) -> frozenset[str]:
    """Return the query parameters of a handler; Litestar copies handlers for each request, their function stays."""
    known = KNOWN_NAMES.get(handler.fn)
    if known is None:
        known = _names(handler.parsed_fn_signature, handler.resolve_dependencies())
        KNOWN_NAMES[handler.fn] = known
    return known


def _names(signature: ParsedSignature, dependencies: dict[str, Provide]) -> frozenset[str]:
    """Return the query parameters of a function, and of the dependencies it asks for."""
    found: set[str] = set()
    for name, one in signature.parameters.items():
        if isinstance(one.kwarg_definition, QueryParameter):
            found.add(one.kwarg_definition.name or name)
        elif name in dependencies:
            found |= _names(dependencies[name].parsed_fn_signature, dependencies)
    return frozenset(found)
