"""What people send as JSON, before anything is made of it."""

from typing import Any, Final

from litestar import Request
from litestar.exceptions import ClientException

from copilot_core.errors import Rejected

LARGEST_JSON: Final = 1_000_000
"""Bytes: what is made of them takes twenty times as much."""
OF_A_STRANGER: Final = 16_384
"""Bytes of a request that anybody may send: an address and a password."""


class JsonRequest(Request[Any, Any, Any]):
    """A request whose JSON is read within bounds."""

    async def json(self) -> Any:  # noqa: ANN401 - it is nothing yet
        """Return it; raise what is answered when it is too large, too deep, or no text at all."""
        if len(await self.body()) > LARGEST_JSON:
            raise Rejected("request_too_large", limit=LARGEST_JSON)
        try:
            return await super().json()
        except UnicodeDecodeError as error:
            raise ClientException("JSON is written in UTF-8, and this is not") from error
        except RecursionError as error:
            raise ClientException("this is nested too deeply") from error
