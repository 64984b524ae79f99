"""What happens to a person reaches their open pages: all of it, in order, and nobody else's."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from api_world import HEADER
from live_world import ANNA, BEN, LiveServer, numbers, serving
from websockets.exceptions import InvalidStatus

from copilot_adapters.live_settings import Live
from copilot_adapters.settings import Settings
from copilot_web.live.messages import LARGEST, MOST_MESSAGES

QUICK = Live(sockets=4, first=0.5, ping=0.3, silence=1.5, slowest=0.5, heal=0.3)


@pytest.fixture
async def server(empty_settings: Settings) -> AsyncIterator[LiveServer]:
    async with serving(empty_settings) as opened:
        yield opened


@pytest.fixture
async def quick(empty_settings: Settings) -> AsyncIterator[LiveServer]:
    """A server that loses its patience soon."""
    async with serving(empty_settings.model_copy(update={"live": QUICK})) as opened:
        yield opened


async def test_what_happens_is_heard_in_order_with_its_number(server: LiveServer) -> None:
    async with server.page() as page:
        for number in range(5):
            await server.happen(number=number, words=("a", "b"))
        heard = await page.events(5)
    assert numbers(heard) == [1, 2, 3, 4, 5]
    assert heard[2]["kind"] == "thing"
    assert heard[2]["payload"] == {"number": 2, "words": ["a", "b"]}
    assert heard[2]["at"].endswith("Z")


async def test_who_comes_back_hears_what_was_missed_first(server: LiveServer) -> None:
    await server.happen_often(ANNA, "thing", [{"number": number} for number in range(1, 1201)])
    async with server.page(since=3) as page:
        assert page.heard == [{"type": "hello", "last": 1200}]
        missed = await page.events(1197)
        await server.happen()
        assert numbers(missed + await page.events(1)) == list(range(4, 1202))


async def test_who_says_no_number_hears_what_comes_from_now_on(server: LiveServer) -> None:
    await server.happen()
    async with server.page() as page:
        assert page.heard[0]["last"] == 1
        await page.nothing()
        await server.happen()
        assert numbers(await page.events(1)) == [2]


async def test_what_is_kept_no_more_is_said_and_then_it_goes_on(server: LiveServer) -> None:
    await server.happen_often(ANNA, "thing", [{}] * 3)
    async with server.page(since=99) as page:
        assert await page.hear() == {"type": "resync", "last": 3}
        await server.happen()
        assert numbers(await page.events(1)) == [4]


async def test_one_hears_only_the_topics_one_asked_for_and_may_come_back_after_the_others(quick: LiveServer) -> None:
    async with quick.page(topics=["task", "match"]) as page:
        await quick.happen(kind="other")
        await quick.happen(kind="match")
        await quick.happen(kind="other")
        assert numbers(await page.events(1)) == [2]
        while (message := await page.hear())["type"] != "ping" or message["last"] != 3:
            await page.say({"type": "pong"})


async def test_nobody_hears_what_happens_to_another(server: LiveServer) -> None:
    async with server.page(ANNA) as anna, server.page(BEN, since=0) as ben:
        for _ in range(3):
            await server.happen(ANNA, whose="anna")
            await server.happen(BEN, whose="ben")
        theirs = await anna.events(3), await ben.events(3)
        await anna.nothing(0.1)
        await ben.nothing(0.1)
    assert [{event["payload"]["whose"] for event in events} for events in theirs] == [{"anna"}, {"ben"}]


async def test_many_pages_of_two_persons_hear_all_of_their_own(server: LiveServer) -> None:
    async def listen(whose: Any) -> list[dict[str, Any]]:
        async with server.page(whose, since=0) as page:
            ready.release()
            return await page.events(40)

    ready = asyncio.Semaphore(0)
    listening = [asyncio.create_task(listen(whose)) for whose in (ANNA, BEN) * 25]
    for _ in listening:
        await ready.acquire()
    for number in range(40):
        await server.happen((ANNA, BEN)[number % 2], whose=("anna", "ben")[number % 2])
        await server.happen((BEN, ANNA)[number % 2], whose=("ben", "anna")[number % 2])
    for whose, heard in zip(("anna", "ben") * 25, await asyncio.gather(*listening), strict=True):
        assert numbers(heard) == list(range(1, 41))
        assert {event["payload"]["whose"] for event in heard} == {whose}


async def test_a_wake_up_that_is_lost_costs_time_but_no_event(quick: LiveServer) -> None:
    async with quick.page() as page:
        await quick.happen(wake=False)
        assert numbers(await page.events(1)) == [1]


@pytest.mark.parametrize(
    "message",
    [
        "",
        "nothing",
        "[]",
        '{"since": -1}',
        '{"since": "1"}',
        '{"since": 1, "to": 2}',
        '{"topics": ["A B"]}',
        '"\\ud800"',
    ],
)
async def test_a_first_message_that_is_wrong_ends_it_with_the_reason(server: LiveServer, message: str) -> None:
    async with server.silent_page({HEADER: ANNA}) as page:
        await page.say(message)
        assert await page.end() == (4400, "a message that nobody understands here")


async def test_later_messages_are_signs_of_life_and_nothing_else(server: LiveServer) -> None:
    async with server.page() as page:
        await page.say({"type": "pong"})
        await page.say({"since": 1})
        assert (await page.end())[0] == 4400


async def test_bytes_and_large_messages_end_it(server: LiveServer) -> None:
    async with server.silent_page({HEADER: ANNA}) as page:
        await page.say(b"{}")
        assert (await page.end())[0] == 1003
    async with server.silent_page({HEADER: ANNA, "accept-language": "de"}) as page:
        await page.say(" " * (LARGEST + 1))
        assert await page.end() == (1009, "eine Nachricht von mehr als 4096 Bytes")


async def test_who_talks_without_end_is_ended(server: LiveServer) -> None:
    async with server.page() as page:
        for _ in range(MOST_MESSAGES + 1):
            await page.say({"type": "pong"})
        assert (await page.end())[0] == 4429


async def test_who_does_not_say_what_they_want_is_cut_off(quick: LiveServer) -> None:
    async with quick.silent_page({HEADER: ANNA}) as page:
        assert (await page.end())[0] == 4408


async def test_a_silent_client_is_cut_off_and_one_that_answers_stays(quick: LiveServer) -> None:
    async with quick.page() as silent, quick.page() as alive:
        listening = asyncio.create_task(alive.events(1))
        assert (await silent.end())[0] == 4408
        assert [message["type"] for message in silent.heard[1:]].count("ping") >= 2
        await asyncio.sleep(0.5)
        await quick.happen()
        assert numbers(await listening) == [1]


async def test_a_person_has_so_many_connections_and_no_more(quick: LiveServer) -> None:
    async def open_all() -> None:
        async with asyncio.TaskGroup() as together:
            for _ in range(4):
                together.create_task(hold())

    async def hold() -> None:
        async with quick.page() as page:
            ready.release()
            await page.events(1)

    ready = asyncio.Semaphore(0)
    holding = asyncio.create_task(open_all())
    for _ in range(4):
        await ready.acquire()
    async with quick.silent_page({HEADER: ANNA}) as page:
        assert (await page.end())[0] == 4429
    async with quick.page(BEN):
        await quick.happen(ANNA)
    await holding
    async with quick.page(ANNA):
        pass


async def test_the_end_of_a_session_ends_its_connections_and_no_others(server: LiveServer) -> None:
    async with server.page() as page:
        await server.happen(kind="session", session="another", state="ended")
        await server.happen(kind="session", session="test", state="begun")
        await server.happen(kind="session", session="test", state="ended")
        assert (await page.end())[0] == 4401
    assert numbers(page.heard[1:]) == [1, 2, 3]


async def test_nobody_unknown_is_let_in(server: LiveServer) -> None:
    for headers, query in (({}, ""), ({"authorization": "Bearer wrong"}, ""), ({HEADER: ""}, "?ticket=wrong")):
        with pytest.raises(InvalidStatus) as refused:
            async with server.silent_page(headers, query):
                pass
        assert refused.value.response.status_code == 403


async def test_the_messages_are_text_with_nothing_around(server: LiveServer) -> None:
    async with server.silent_page({HEADER: ANNA}) as page:
        await page.say({})
        said = await page.socket.recv()
    assert json.loads(said) == {"type": "hello", "last": 0}
