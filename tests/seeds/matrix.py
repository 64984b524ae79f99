"""Every operation times everybody who may ask: who gets what, and what stays as it was."""

from collections import Counter
from collections.abc import Collection, Iterator

from attrs import define, field, frozen
from httpx import AsyncClient, Response
from seeds.asking import Asked, NotSeeded, Owner, Seed
from seeds.cast import Cast
from seeds.operations import Operation, said_by_another, text_of
from seeds.rows import Held, Row, Rows, gone, holds, ids_in, owned
from seeds.table import BEYOND, SEEDS

from copilot_web.visitors import Power

DONE = frozenset(range(200, 304))
REFUSED = frozenset({400, 401, 403, 404, 410, 422})
"""What is answered to who brings a secret that is none."""

COUNTED = ("facets", "applications/counts", "coverage")
"""What is counted of all that a person sees."""

LETTERS = "mailed_links"
"""Whoever knows an address may have a letter sent there; the link of the newest one works."""


@frozen
class Cell:
    """Somebody who asks, and what they may be answered."""

    name: str
    client: AsyncClient
    statuses: Collection[int]


@define
class Matrix:
    """Asks everything as everybody, and collects what went wrong."""

    cast: Cast
    rows: Rows
    operations: int = 0
    cells: int = 0
    checks: int = 0
    outcomes: Counter[tuple[str, str]] = field(factory=Counter)
    faults: list[str] = field(factory=list)

    async def run(self, operation: Operation) -> None:
        """Ask one operation as everybody."""
        self.operations += 1
        if operation.id not in SEEDS:
            self._check(operation, "owner", "there is no seed in tests/seeds")
            return
        admin = operation.power is Power.ADMIN
        owner = self.cast.admin if admin else self.cast.owner
        try:
            await self._ask_all(operation, SEEDS[operation.id], owner, list(self._strangers(operation)))
        except NotSeeded as problem:
            self._check(operation, "owner", f"its seed does not work: {problem}")
        if operation.id in BEYOND:
            user = Cell("user", self.cast.owner.client, {403})
            await self._ask_all(operation, BEYOND[operation.id], self.cast.admin, [user], beyond=True)

    def _strangers(self, operation: Operation) -> Iterator[Cell]:
        cast, power = self.cast, operation.power
        if power is None:
            yield from (Cell(name, one, DONE) for name, one in self._everybody())
            return
        yield Cell("nobody", cast.nobody, {401})
        yield Cell("expired", cast.expired, {401})
        yield Cell("lapsed", cast.lapsed, {401})
        yield Cell("other", cast.other.client, {403} if power is Power.ADMIN else {403, 404})
        if power is Power.ADMIN:
            yield Cell("reader", cast.admins_reader, {403})
            yield Cell("writer", cast.admins_writer, {403})
            yield Cell("user", cast.owner.client, {403})
        else:
            may = power is Power.READ and not operation.by_themselves
            yield Cell("reader", cast.reader, DONE if may else {403})

    def _everybody(self) -> Iterator[tuple[str, AsyncClient]]:
        yield from (("nobody", self.cast.nobody), ("expired", self.cast.expired), ("other", self.cast.other.client))

    async def _ask_all(
        self, operation: Operation, seed: Seed, owner: Owner, strangers: list[Cell], *, beyond: bool = False
    ) -> None:
        self.cells += 1 + len(strangers)
        counted = await self._counted(self.cast.other)
        first = await seed(owner)
        await self._owner(operation, first, owner)
        known = await self._seen_by_other(operation, first)
        second = await seed(owner)
        if known is not None and not beyond:
            again = await self._seen_by_other(operation, first)
            self._check(operation, "other", "" if known == again else "it depends on what another person has")
        same = beyond or counted == await self._counted(self.cast.other)
        self._check(operation, "other", "" if same else "another person counts what the owner did")
        counted = await self._counted(owner)
        for asked in (first, second):
            for cell in strangers:
                await self._stranger(operation, asked, owner, cell)
        same = counted == await self._counted(owner)
        self._check(operation, "owner", "" if same else "the owner counts what others did")
        await self._owner(operation, second, owner)

    async def _counted(self, one: Owner) -> list[bytes]:
        """Return what a person counts: jobs with all facets, applications, and what boards hold."""
        return [(await one.sent("GET", address)).content for address in COUNTED]

    async def _seen_by_other(self, operation: Operation, asked: Asked) -> bytes | None:
        """Return what another person reads, where that is the same whatever the owner has."""
        if operation.power is not Power.READ or asked.mine or operation.verb != "get" or not asked.steady:
            return None
        return (await operation.ask(self.cast.other.client, asked)).content

    async def _owner(self, operation: Operation, asked: Asked, owner: Owner) -> None:
        answer = await operation.ask(asked.client or owner.client, asked)
        done = answer.status_code in DONE or answer.status_code in asked.answered
        self.outcomes["owner", _outcome(answer)] += 1
        self._check(operation, "owner", "" if done else f"{answer.status_code} {answer.text[:300]}")
        self._check(operation, "owner", operation.undocumented(answer))
        if asked.reveals and owner.word not in text_of(answer):
            self._check(operation, "owner", f"the owner does not see their own: {answer.text[:300]}")

    async def _stranger(self, operation: Operation, asked: Asked, owner: Owner, cell: Cell) -> None:
        again = asked.ends and cell.name == "other"
        client = await self.cast.people.signed_in(self.cast.other) if again else cell.client
        before = self.rows.now()
        answer = await operation.ask(client, self._as_said(operation, asked, owner, cell))
        after = self.rows.now()
        self.outcomes[cell.name, _outcome(answer)] += 1
        statuses = _expected(operation, asked, cell)
        right = answer.status_code in statuses
        self._check(operation, cell.name, "" if right else f"{answer.status_code}: {answer.text[:200]}")
        self._check(operation, cell.name, operation.undocumented(answer))
        judged = _after_yes if answer.status_code in DONE else _after_no
        for fault in judged(
            answer, owner, before, after, named=repr(asked), own=cell.name == "reader" or operation.power is None
        ):
            self._check(operation, cell.name, fault)

    def _as_said(self, operation: Operation, asked: Asked, owner: Owner, cell: Cell) -> Asked:
        if operation.power is None:
            return asked.spoiled or asked
        return said_by_another(asked, owner.word, self.cast.other.word) if cell.name == "other" else asked

    def _check(self, operation: Operation, cell: str, fault: str) -> None:
        self.checks += 1
        if fault:
            self.faults.append(f"{operation.id} · {cell}: {fault}")


def _expected(operation: Operation, asked: Asked, cell: Cell) -> Collection[int]:
    if operation.power is None:
        return REFUSED | asked.spoiled.answered if asked.spoiled else DONE
    own = cell.name == "other" and not asked.mine and operation.power is not Power.ADMIN
    return DONE if own else {*cell.statuses, *(asked.refused if cell.name == "other" else ())}


def _outcome(answer: Response) -> str:
    return "2xx" if answer.is_success else str(answer.status_code)


def _after_yes(answer: Response, owner: Owner, before: Held, after: Held, *, named: str, own: bool) -> Iterator[str]:
    """Look at what somebody was given: nothing of the owner's, unless they may have it, and none of it has changed."""
    mine = owned(before, owner.word, owner.person)
    changed = frozenset(row for row in mine & gone(before, after) if row[0] != LETTERS)
    yield f"it changed the owner's {_tables(changed)}" if changed else ""
    added = frozenset(row for row in gone(after, before) - changed if holds(row, (owner.word, owner.person), set()))
    theirs = frozenset(row for row in added if row[0] != LETTERS)
    yield "" if own or not theirs else f"it adds to the owner's {_tables(theirs)}"
    yield "" if own else _revealed(answer, owner, mine, named)


def _after_no(answer: Response, owner: Owner, before: Held, after: Held, *, named: str, own: bool) -> Iterator[str]:
    """Look at what somebody was refused: nothing has changed, and nothing was told."""
    changed = gone(before, after) | gone(after, before)
    yield f"refused, and yet it changed {_tables(changed)}" if changed else ""
    told = owner.word in text_of(answer) and owner.word not in named
    yield "it tells what the owner wrote" if told and not own else ""


def _revealed(answer: Response, owner: Owner, mine: frozenset[Row], asked: str) -> str:
    """Say what of the owner's stands in an answer; empty when nothing does."""
    told = text_of(answer)
    if owner.word in told:
        return "it tells what the owner wrote"
    named = [one for one in ids_in(mine) if one in told and one not in asked]
    return f"it names the owner's {named[0]}" if named else ""


def _tables(rows: frozenset[Row]) -> str:
    return ", ".join(sorted({table for table, _ in rows}))
