"""What tasks of a kind may be told."""

from collections.abc import Mapping

from copilot_core.entities.payload import Payload, Value
from copilot_core.errors import Rejected

LONGEST = 2000
"""Characters of a text."""

MOST = 100
"""Texts in a list."""

TAKES: Mapping[str, Mapping[str, type]] = {
    "collect": {"text": str, "where": str, "remote": bool, "sources": tuple, "limit": int},
    "run_search": {"search": str, "boards": tuple, "again": int},
    "no_op": {},
}
"""Of the kinds that take anything: the names and their types. Others do their work whatever they are told."""

NEEDS: Mapping[str, frozenset[str]] = {"run_search": frozenset({"search"})}
"""What a kind cannot do without."""

_SAID = {str: "a text", bool: "true or false", tuple: "a list of texts", int: "a whole number"}


def checked(name: str, payload: Payload) -> Payload:
    """Return what tasks of a kind are told; raise `Rejected("task_value_wrong")` for what they cannot use."""
    takes = TAKES.get(name, {})
    for key in sorted(NEEDS.get(name, frozenset()) - payload.keys()):
        _refuse(name, key, "", f"it needs {_SAID[takes[key]]}")
    for key, value in payload.items():
        if name in TAKES and key not in takes:
            _refuse(name, key, value, f"it takes {', '.join(takes) or 'nothing'}")
        if key in takes and not _is(value, takes[key]):
            _refuse(name, key, value, f"it must be {_SAID[takes[key]]}")
        if _size(value) > LONGEST or (isinstance(value, tuple) and len(value) > MOST):
            _refuse(name, key, value, f"it must have at most {LONGEST} characters, or {MOST} texts")
    return payload


def _is(value: Value, kind: type) -> bool:
    return isinstance(value, kind) and (kind is not int or not isinstance(value, bool))


def _size(value: Value) -> int:
    return sum(map(len, value)) if isinstance(value, tuple) else len(str(value))


def _refuse(name: str, key: str, value: Value, problem: str) -> None:
    raise Rejected("task_value_wrong", name=name, key=key[:60], value=str(value)[:60], problem=problem)
