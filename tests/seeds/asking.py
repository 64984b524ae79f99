"""What an operation is asked by the owner of what it names: one seed for each operation, made by real requests."""

from collections.abc import Awaitable, Callable, Mapping
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen
from httpx import AsyncClient, Response

if TYPE_CHECKING:
    from seeds.people import People

Json = dict[str, Any]


@frozen(kw_only=True)
class Asked:
    """One request, as its owner sends it and is answered 2xx.

    `mine`: it names what belongs to the owner, so that nobody else gets anywhere with it. `reveals`: the answer shows
    what the owner wrote. `spoiled`: for operations that answer everybody who has a secret, the request without it.
    `client`: who asks, when it is to be another log-in of the owner. `answered`: what is right beside 2xx,
    `refused`: what others may be answered beside 403 and 404. `ends`: it signs out who asks. `steady`: asked twice it is
    answered alike.
    """

    path: Mapping[str, str] = {}
    query: Mapping[str, Any] = {}
    json: Any = None
    files: Any = None
    headers: Mapping[str, str] = {}
    cookies: Mapping[str, str] = {}
    mine: bool = field()
    reveals: bool = False
    spoiled: "Asked | None" = None
    client: AsyncClient | None = None
    answered: frozenset[int] = frozenset()
    refused: frozenset[int] = frozenset()
    ends: bool = False
    steady: bool = True

    @mine.default
    def _named_in_path(self) -> bool:
        return bool(self.path)


class NotSeeded(AssertionError):
    """What an operation needs could not be made."""


@frozen
class Owner:
    """A person with an account who writes the same strange word into everything, so that it is known where it shows."""

    client: AsyncClient
    word: str
    person: str
    email: str
    password: str
    people: "People"
    _numbers: Any = field(factory=lambda: count(1))

    async def sent(self, verb: str, address: str, **request: Any) -> Response:
        """Ask for something that must go well."""
        answer = await self.client.request(verb, f"/api/v1/{address}", **request)
        if not answer.is_success:
            raise NotSeeded(f"{verb} {address}: {answer.status_code} {answer.text}")
        return answer

    async def post(self, address: str, json: object = None, **request: Any) -> Json:
        """Make something, and return it."""
        made: Json = (await self.sent("POST", address, json=json, **request)).json()
        return made

    def words(self) -> str:
        """Return a name that nothing else has."""
        return f"{self.word} {next(self._numbers)}"


Seed = Callable[[Owner], Awaitable[Asked]]
SEEDS: Final[dict[str, Seed]] = {}
"""By operation id."""

BEYOND: Final[dict[str, Seed]] = {}
"""What only who looks after the installation may ask of operations that are everybody's, by a name for it."""


def seed(*operations: str, beyond: bool = False) -> Callable[[Seed], Seed]:
    """Register how operations are asked; `beyond`: only admins may, though the operation is everybody's."""

    def register(one: Seed) -> Seed:
        table = BEYOND if beyond else SEEDS
        assert table.keys().isdisjoint(operations), operations
        table.update(dict.fromkeys(operations, one))
        return one

    return register
