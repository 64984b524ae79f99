"""Takes secrets out of what is told."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from attrs import frozen
from pydantic import BaseModel, SecretStr

MASK: Final = "***"
SHORTEST_SECRET = 6
"""Characters; a shorter value would take harmless words out."""

LONGEST, DEEPEST = 20_000, 6

SECRET_NAME: Final = re.compile(
    r"pass(?:word|wd|phrase)|secret|token|authorization|cookie|credential|(?:api|app|private|auth)[_-]?key",
    re.IGNORECASE,
)
"""What is called so is a secret, whatever it looks like."""

_NAMED = rf"(?:{SECRET_NAME.pattern})"
IN_TEXT: Final = (
    (re.compile(r"\b(bearer|basic)\s+[^\s\"',;]+", re.IGNORECASE), rf"\1 {MASK}"),
    (re.compile(r"((?:set-)?cookie[\"']?\s*[:=]\s*)[^\r\n]+", re.IGNORECASE), rf"\1{MASK}"),
    (
        re.compile(
            rf"({_NAMED}[\w-]*[\"']?\s*[:=]\s*[\"']?)(?!\*\*\*|bearer \*|basic \*)[^\s\"'&,;}}]+", re.IGNORECASE
        ),
        rf"\1{MASK}",
    ),
    (re.compile(r"//[^/?#\s@]*(?::[^?#\s]*)?@"), f"//{MASK}@"),
    (re.compile(r"\beyJ[\w-]{6,}\.[\w-]+(?:\.[\w-]*)?"), MASK),
    (re.compile(r"\b(?:sk|gsk|rk|ghp|gho|ghs|xox[abp])[-_][\w-]{8,}"), MASK),
)
"""What secrets look like in a text, and what stands there instead."""

SUSPECT: Final = re.compile(r"[=:@\s]|eyJ|(?:sk|rk|gh[pos]|xox[abp])[-_]")
"""Where none of this stands there is nothing to look for."""

SHORT = 64
"""Characters of a text that may come again."""

PLAIN_NAME = 30
"""Characters; a shorter name that could stand in a program is one."""


@lru_cache(1024)
def is_secret_name(name: str) -> bool:
    """Tell whether what is called so is a secret."""
    return SECRET_NAME.search(name) is not None


@frozen
class Meant:
    """A text that is told as it is, though it looks like a secret: somebody waits for it."""

    text: str


@frozen
class Mask:
    """Hides what is known to be secret, is called so, or looks so."""

    known: frozenset[str] = frozenset()

    def text(self, text: str) -> str:
        """Return the text without secrets, and not endless."""
        return (_often_masked if len(text) <= SHORT else _masked)(text, self.known)

    def value(self, value: object, depth: int = 0) -> object:
        """Return the same without secrets; what is neither text nor number becomes a text."""
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Meant):
            return value.text
        if depth < DEEPEST and isinstance(value, Mapping):
            return self.mapping(value, depth + 1)
        if depth < DEEPEST and isinstance(value, list | tuple | set | frozenset):
            return [self.value(one, depth + 1) for one in value]
        return self.text(repr(value))

    def mapping(self, facts: Mapping[object, object], depth: int = 0) -> dict[str, object]:
        """Return the same without secrets."""
        return {
            self._name(str(name)): MASK if value and is_secret_name(str(name)) else self.value(value, depth)
            for name, value in facts.items()
        }

    def _name(self, name: str) -> str:
        return name if len(name) < PLAIN_NAME and name.isidentifier() else self.text(name)


def _masked(text: str, known: frozenset[str]) -> str:
    text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    for secret in known:
        text = text.replace(secret, MASK)
    if SUSPECT.search(text):
        for pattern, instead in IN_TEXT:
            text = pattern.sub(instead, text)
    return text


_often_masked = lru_cache(1024)(_masked)
"""Methods, routes, addresses and people are told again and again."""


def secrets_in(settings: object, name: str = "") -> Collection[str]:
    """Return what must never be told: secret values, values of secret names, and passwords in addresses."""
    return frozenset(one for one in _secrets(settings, name) if len(one) >= SHORTEST_SECRET)


def _secrets(value: object, name: str) -> Iterator[str]:
    if isinstance(value, BaseModel):
        value = {field: getattr(value, field) for field in type(value).model_fields}
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from _secrets(one, str(key))
    elif isinstance(value, SecretStr):
        yield from _spellings(value.get_secret_value())
    elif isinstance(value, str) and is_secret_name(name):
        yield from _spellings(value)


def _spellings(secret: str) -> Iterator[str]:
    """An address is told without its password; anything else not at all."""
    if "://" not in secret:
        yield secret
        return
    password = secret.partition("://")[2].rpartition("@")[0].partition(":")[2]
    yield from (password, unquote(password))
