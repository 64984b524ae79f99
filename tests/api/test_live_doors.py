"""Who may open a live connection, and what the document says of it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import jsonschema_rs
import pytest
from api_world import World
from live_world import BEN, LiveServer, serving
from websockets.exceptions import InvalidStatus

from copilot_adapters.live_settings import Live
from copilot_adapters.settings import Settings
from copilot_core.entities.identities import LOCAL_PERSON
from copilot_core.entities.ticket import Ticket
from copilot_core.errors import Rejected
from copilot_core.testing import NOON, StillClock
from copilot_core.use_cases.accounts.issue_ticket import IssueTicket
from copilot_core.use_cases.accounts.redeem_ticket import RedeemTicket
from copilot_web.live.document import asyncapi_document
from copilot_web.live.messages import FROM_CLIENT, FROM_SERVER
from copilot_web.local import COOKIE, local_token


@pytest.fixture
async def server(empty_settings: Settings) -> AsyncIterator[LiveServer]:
    async with serving(empty_settings.model_copy(update={"live": Live(ping=0.2)})) as opened:
        yield opened


async def opens(server: LiveServer, headers: dict[str, str], query: str = "") -> bool:
    try:
        async with server.silent_page(headers, query) as page:
            await page.say({})
            return bool((await page.hear())["type"] == "hello")
    except InvalidStatus as refused:
        return refused.response.status_code != 403


async def test_the_cookie_opens_it_for_our_own_pages_alone(server: LiveServer, empty_settings: Settings) -> None:
    cookie = {"cookie": f"{COOKIE}={local_token(empty_settings.home)}"}
    own = f"http://127.0.0.1:{server.port}"
    assert await opens(server, cookie | {"origin": own})
    for stranger in ("http://evil.example", f"http://127.0.0.1:{server.port + 1}", "null", ""):
        assert not await opens(server, cookie | {"origin": stranger}), stranger
    assert not await opens(server, {"origin": own})


async def test_a_bearer_needs_no_page(server: LiveServer, empty_settings: Settings) -> None:
    assert await opens(server, {"authorization": f"Bearer {local_token(empty_settings.home)}"})


async def test_a_ticket_lets_the_person_in_who_asked_for_it(world: World) -> None:
    async with serving(world.settings) as server:
        answer = await world.client.post("/api/v1/live/tickets")
        assert (answer.status_code, answer.json()["expires_in"]) == (201, 30)
        async with server.silent_page({}, f"?ticket={answer.json()['ticket']}") as page:
            await page.say({"since": 0})
            await server.happen(BEN)
            await server.happen(LOCAL_PERSON, mine=True)
            [heard] = await page.events(1)
            assert heard["payload"] == {"mine": True}
            await server.happen(LOCAL_PERSON, kind="session", session="local", state="ended")
            assert (await page.end())[0] == 4401


async def test_nobody_gets_a_ticket_for_nothing(world: World) -> None:
    async with world.client_of() as nobody:
        assert (await nobody.post("/api/v1/live/tickets")).status_code == 401


async def test_a_ticket_lets_in_once_however_many_come_at_once(world: World) -> None:
    async with serving(world.settings) as server:
        ticket = (await world.client.post("/api/v1/live/tickets")).json()["ticket"]
        opened = await asyncio.gather(*(opens(server, {}, f"?ticket={ticket}") for _ in range(5)))
    assert sum(opened) == 1


async def test_a_ticket_opens_nothing_else(world: World) -> None:
    ticket = (await world.client.post("/api/v1/live/tickets")).json()["ticket"]
    async with world.client_of() as nobody:
        assert (await nobody.get(f"/api/v1/events?ticket={ticket}")).status_code == 401


async def test_a_ticket_holds_for_thirty_seconds(world: World) -> None:
    storage, clock = world.container.storage(), StillClock(NOON)
    issue, redeem = IssueTicket(storage, clock), RedeemTicket(storage, clock)
    mine = Ticket(person=LOCAL_PERSON, session="one")
    early, late = await issue(mine), await issue(mine)
    clock.move(timedelta(seconds=29))
    assert await redeem(early) == mine
    clock.move(timedelta(seconds=2))
    for secret in (early, late, "", "\ud800"):
        with pytest.raises(Rejected, match="ask for a new one"):
            await redeem(secret)


async def test_all_that_is_said_is_as_the_document_tells(server: LiveServer) -> None:
    async with server.page(since=0) as page:
        await server.happen(word="a", number=1, share=0.5, sure=True, none=None, words=("a", "b"))
        await page.events(1)
        while page.heard[-1]["type"] != "ping":
            await page.hear()
    async with server.page(since=7) as behind:
        page.heard.append(await behind.hear())
    assert {message["type"] for message in page.heard} == {"hello", "event", "ping", "resync"}
    document = asyncapi_document()
    for message in page.heard:
        assert sum(_fits(document, kind.__name__, message) for kind in FROM_SERVER) == 1, message
    for said, kind in (({"since": 1, "topics": ["task"]}, "Follow"), ({}, "Follow"), ({"type": "pong"}, "Pong")):
        assert [one.__name__ for one in FROM_CLIENT if _fits(document, one.__name__, said)] == [kind]


async def test_the_document_is_there_for_everybody_and_refers_to_what_is_in_it(world: World) -> None:
    async with world.client_of() as nobody:
        document = (await nobody.get("/api/v1/asyncapi.json")).json()
    assert document["asyncapi"] == "3.0.0"
    assert document["channels"]["live"]["address"] == "/api/v1/live"
    for place in _references(document):
        found = document
        for step in place.removeprefix("#/").split("/"):
            found = found[step]
        assert found


def _fits(document: dict[str, Any], name: str, message: object) -> bool:
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    return jsonschema_rs.is_valid(schema, message)


def _references(part: object) -> list[str]:
    if isinstance(part, list):
        return [place for one in part for place in _references(one)]
    if not isinstance(part, dict):
        return []
    here = [part["$ref"]] if "$ref" in part else []
    return here + [place for one in part.values() for place in _references(one)]
