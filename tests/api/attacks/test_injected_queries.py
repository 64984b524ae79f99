"""SQL, and the query languages of the text indexes, in every text that any operation takes."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from attacks_world import Place, all_operations, attacked, places, tried
from httpx import Response
from seeds.cast import Cast
from seeds.operations import Operation, text_of
from seeds.rows import Rows, owned, rows_of
from seeds.table import SEEDS

from copilot_adapters.settings import Settings
from copilot_web.visitors import Power

pytestmark = pytest.mark.proof
NOTHING = "zzqqxx"
TAUTOLOGIES = (
    "' OR 'zzqqxx'='zzqqxx", '" OR ""="', "') OR ('zzqqxx'='zzqqxx", "zzqqxx OR 77=77", "%", "_", "*", "zzqqxx' OR 77=77 --",
)  # fmt: skip
"""Each finds no more than a word that stands nowhere."""

STATEMENTS = (
    "'; DROP TABLE jobs; --",
    "'); DELETE FROM resumes; --",
    "x' UNION SELECT email, password FROM accounts --",
    "'; SELECT pg_sleep(5); --",
    "' || pg_sleep(5) || '",
    "\\'; UPDATE accounts SET role='admin'; --",
)
BOUND = (":person", "%(person)s", "$1", "?", "{person}", "%s%s%s", "%00", "\\u0000")
INDEX = (
    '"', '"nurse', "nurse*", "NEAR(nurse clinic, 2)", "title:nurse", "NOT nurse", "nurse OR", "^nurse", "{title} : x",
    "(nurse", "jobs_fts MATCH x", "rank MATCH 'bm25(0)'", "nurse & | !", "nurse:*", "nurse <-> ", "!!", "-", "' & '",
)  # fmt: skip
ALL = (*TAUTOLOGIES, *STATEMENTS, *BOUND, *INDEX)
SOME = (TAUTOLOGIES[0], STATEMENTS[0], STATEMENTS[2], STATEMENTS[3], BOUND[1], INDEX[0], INDEX[3])
PATIENCE = 4.5


@pytest.mark.timeout(300)
@pytest.mark.parametrize("part", range(2))
async def test_no_text_is_a_query(empty_settings: Settings, part: int) -> None:
    rows = rows_of(empty_settings.database)
    async with attacked(empty_settings) as cast:
        await SEEDS["listMatches"](cast.other)
        others = owned(rows.now(), cast.other.word, cast.other.person)
        document = cast.people.world.schema
        sent, faults = 0, []
        for operation in all_operations(cast)[part::2]:
            async for fault in _attack(cast, operation, list(places(operation, document))):
                sent += 1
                faults += [fault] if fault else []
        faults += await _left(cast, rows, others)
    rows.close()
    assert not faults, "\n".join(faults[:30])
    tried("queries", sent)


async def _attack(cast: Cast, operation: Operation, taken: list[Place]) -> AsyncIterator[str]:
    """Yield what each attack did, which is nothing."""
    owner = cast.admin if operation.power is Power.ADMIN else cast.owner
    for place in taken:
        asked = await SEEDS[operation.id](owner)
        client = asked.client or owner.client
        usual = _ids(await operation.ask(client, place.holding(asked, NOTHING)))
        for text in _for(place):
            if place.kind == "header" and not text.isprintable():
                continue
            async with asyncio.timeout(PATIENCE):
                answer = await operation.ask(client, place.holding(asked, text))
            yield _fault(cast, operation, place, text, answer) or _widened(place, text, usual, answer)
        if (await owner.client.get("/api/v1/account")).status_code == 401:
            await cast.people.renew(owner)


def _for(place: Place) -> tuple[str, ...]:
    """Return everything for what is searched by words, all but the words' own language for other filters."""
    if place.kind != "query":
        return SOME
    return ALL if place.path == ("text",) else (*TAUTOLOGIES, *STATEMENTS, *BOUND, *SOME)


def _fault(cast: Cast, operation: Operation, place: Place, text: str, answer: Response) -> str:
    where = f"{operation.id} {place.kind} {place.path} {text!r}: {answer.status_code}"
    if answer.status_code >= 500:
        return f"{where} {answer.text[:200]}"
    if wrong := operation.undocumented(answer, default=True):
        return f"{where} {wrong}"
    told = text_of(answer)
    seen = [one for one in (cast.other.word, "$argon2", "syntax error", "sqlite3", "psycopg") if one in told]
    return f"{where} tells {seen}" if seen and operation.power is not Power.ADMIN else ""


def _widened(place: Place, text: str, usual: set[str] | None, answer: Response) -> str:
    found = _ids(answer)
    if place.kind != "query" or text not in TAUTOLOGIES or usual is None or found is None or found <= usual:
        return ""
    return f"{place.path} {text!r} finds more than nothing: {found - usual}"


def _ids(answer: Response) -> set[str] | None:
    if not answer.is_success or "json" not in answer.headers.get("content-type", ""):
        return None
    return set(_ids_in(json.loads(answer.text)))


def _ids_in(told: Any) -> Iterator[str]:
    for one in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from _ids_in(one)
    if isinstance(told, dict) and isinstance(told.get("id"), str):
        yield told["id"]


async def _left(cast: Cast, rows: Rows, others: Any) -> list[str]:
    """Return what is not as it was: another person's rows, or a list that what was stored has broken."""
    now = rows.now()
    faults = [f"another person's {row[0]} changed" for row in others if row not in now[row[0]]]
    for operation in all_operations(cast):
        if operation.verb == "get" and "{" not in operation.path and operation.power is Power.READ:
            asked = await SEEDS[operation.id](cast.owner)
            answer = await operation.ask(cast.owner.client, asked)
            faults += [] if answer.is_success else [f"{operation.id} broke: {answer.status_code} {answer.text[:200]}"]
    return faults


async def test_a_filter_that_is_new_is_attacked_as_well(cast: Cast) -> None:
    document = cast.people.world.schema
    found = {one.id: list(places(one, document)) for one in all_operations(cast)}
    assert Place("query", ("text",)) in found["listJobs"]
    assert Place("query", ("sources",)) in found["countJobs"]
    assert Place("path", ("job_id",)) in found["showJob"]
    assert Place("json", ("query", "company")) in found["saveSearch"]
    assert Place("json", ("moves", 0, "application")) in found["moveApplications"]
    assert Place("json", ("positions", 0, "highlights", 0)) in found["correctResume"]
    assert sum(map(len, found.values())) > 200
