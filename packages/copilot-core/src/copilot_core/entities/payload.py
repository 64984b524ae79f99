"""Small facts that travel with tasks and events."""

from collections.abc import Mapping

Value = str | int | float | bool | None | tuple[str, ...]
Payload = Mapping[str, Value]
"""Names and plain values, so that every language and every database can hold them; never a secret."""
