"""Operations of the document: what is asked, by whom, and what may be answered."""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from attrs import evolve, frozen
from httpx import AsyncClient, Response
from seeds.asking import Asked, Json

from copilot_web.document import VERBS
from copilot_web.problems import PROBLEM
from copilot_web.visitors import Power


@frozen
class Operation:
    """One operation."""

    verb: str
    path: str
    told: Json

    @property
    def id(self) -> str:
        return str(self.told["operationId"])

    @property
    def power(self) -> Power | None:
        """What one must be able to do; None: everybody may ask."""
        roles = [role for ways in self.told["security"] for names in ways.values() for role in names]
        return Power(roles[0]) if roles else None

    @property
    def by_themselves(self) -> bool:
        """Whether it is for people alone, not for their programs."""
        return not any("token" in ways for ways in self.told["security"])

    async def ask(self, client: AsyncClient, asked: Asked) -> Response:
        """Ask it."""
        address = re.sub(r"\{(\w+)\}", lambda found: asked.path[found[1]], self.path)
        return await client.request(
            self.verb.upper(),
            address,
            params=dict(asked.query),
            json=asked.json,
            files=asked.files,
            headers=_with_cookies(asked),
            follow_redirects=False,
        )

    def undocumented(self, answer: Response, *, default: bool = False) -> str:
        """Say what about an answer the document does not have; `default`: it need not name the status of a problem."""
        responses, status = self.told["responses"], str(answer.status_code)
        if status not in responses and not (default and answer.is_error):
            return f"{status} is not documented"
        kind = answer.headers.get("content-type", "").partition(";")[0]
        known = responses.get(status, {}).get("content", {})
        if answer.status_code >= 400 and kind != PROBLEM:
            return f"{answer.status_code} as {kind}"
        return "" if not known or kind in known or not answer.content else f"{kind} is not documented"


def text_of(answer: Response) -> str:
    """Return all that an answer tells, packed files unpacked."""
    told = answer.text + str(answer.headers)
    if not answer.content.startswith(b"PK"):
        return told
    with ZipFile(BytesIO(answer.content)) as packed:
        return told + "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def operations(document: Json) -> Iterator[Operation]:
    """Yield all operations."""
    for path, verbs in document["paths"].items():
        yield from (Operation(verb, path, told) for verb, told in verbs.items() if verb in VERBS)


def said_by_another(asked: Asked, word: str, other: str) -> Asked:
    """Return the same request, in which another person writes their own word where nothing is named by it."""
    if asked.mine:
        return asked
    files = {name: _file_by(file, word, other) for name, file in (asked.files or {}).items()}
    return evolve(asked, json=_rewritten(asked.json, word, other), files=files or None)


def _file_by(file: tuple[str | None, bytes, str], word: str, other: str) -> tuple[str | None, bytes, str]:
    name, content, kind = file
    return name and name.replace(word, other), content.replace(word.encode(), other.encode()), kind


def _rewritten(said: Any, word: str, other: str) -> Any:
    return json.loads(json.dumps(said).replace(word, other))


def _with_cookies(asked: Asked) -> dict[str, str]:
    cookies = "; ".join(f"{name}={value}" for name, value in asked.cookies.items())
    return {**asked.headers, **({"cookie": cookies} if cookies else {})}
