"""Live connections end with what let them in, at once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from accounts_world import ADA, PASSWORD
from attrs import frozen
from httpx import AsyncClient
from live_world import LiveServer, serving
from websockets.exceptions import InvalidStatus

from copilot_adapters.account_settings import Hashing
from copilot_adapters.settings import Settings
from copilot_core.entities.account import Device
from copilot_core.entities.identities import PersonId
from copilot_web.local import local_token

ENDED = 4401
Headers = dict[str, str]


@frozen
class Signed:
    """Somebody who is signed in at a server."""

    server: LiveServer
    client: AsyncClient
    session: str
    person: PersonId

    @property
    def bearer(self) -> Headers:
        return {"authorization": self.client.headers["authorization"]}

    async def ticket(self) -> str:
        answer = await self.client.post("/api/v1/live/tickets")
        assert answer.status_code == 201, answer.text
        return f"?ticket={answer.json()['ticket']}"

    async def token(self) -> tuple[str, Headers]:
        """Return the id of a personal token, and the header of who has it."""
        wanted = {"name": "x", "scopes": ["read"]}
        made = (await self.client.post("/api/v1/account/tokens", json=wanted)).json()
        return made["token"]["id"], {"authorization": f"Bearer {made['secret']}"}


def quick(settings: Settings) -> Settings:
    accounts = settings.accounts.model_copy(update={"hashing": Hashing(kib=64, passes=1)})
    return settings.model_copy(update={"accounts": accounts})


@pytest.fixture
async def server(empty_settings: Settings) -> AsyncIterator[LiveServer]:
    """A server with one account, on either database."""
    async with serving(quick(empty_settings)) as started:
        await started.container.create_admin()(ADA, PASSWORD)
        yield started


@asynccontextmanager
async def signed_in(server: LiveServer) -> AsyncIterator[Signed]:
    async with AsyncClient(base_url=f"http://127.0.0.1:{server.port}", trust_env=False) as client:
        answer = await client.post("/api/v1/auth/log-in", json={"email": ADA, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        told = answer.json()
        client.headers["authorization"] = f"Bearer {told['access_token']}"
        yield Signed(server, client, told["session"], PersonId(told["account"]["person"]))


async def log_out(ada: Signed) -> None:
    page = {"origin": f"http://127.0.0.1:{ada.server.port}"}
    assert (await ada.client.post("/api/v1/auth/log-out", headers=page)).status_code == 204


async def end_from_elsewhere(ada: Signed) -> None:
    async with signed_in(ada.server) as other:
        assert (await other.client.delete(f"/api/v1/account/sessions/{ada.session}")).status_code == 204


async def end_all_others(ada: Signed) -> None:
    async with signed_in(ada.server) as other:
        assert (await other.client.delete("/api/v1/account/sessions")).json()["ended"] >= 1


async def change_password(ada: Signed) -> None:
    async with signed_in(ada.server) as other:
        body = {"old": PASSWORD, "new": "nine blue teapots"}
        assert (await other.client.put("/api/v1/account/password", json=body)).status_code == 204


@pytest.mark.parametrize("end", [log_out, end_from_elsewhere, end_all_others, change_password])
async def test_a_socket_ends_with_its_session(server: LiveServer, end: Callable[[Signed], Awaitable[None]]) -> None:
    async with (
        signed_in(server) as ada,
        server.page(headers=ada.bearer) as page,
        server.silent_page({}, await ada.ticket()) as by_ticket,
    ):
        await by_ticket.say({"topics": ["nothing"]})
        await server.happen(ada.person, mine=True)
        assert (await page.events(1))[0]["payload"] == {"mine": True}
        await end(ada)
        assert [(await one.end())[0] for one in (page, by_ticket)] == [ENDED, ENDED]


async def test_another_session_goes_on(server: LiveServer) -> None:
    async with signed_in(server) as ada, signed_in(server) as other, server.page(headers=other.bearer) as page:
        await log_out(ada)
        await server.happen(other.person, still=True)
        assert (await page.events(2))[-1]["payload"] == {"still": True}


async def test_a_socket_ends_with_its_token(server: LiveServer) -> None:
    async with signed_in(server) as ada:
        known, bearer = await ada.token()
        async with server.page(headers=bearer) as page:
            assert (await ada.client.delete(f"/api/v1/account/tokens/{known}")).status_code == 204
            assert (await page.end())[0] == ENDED


async def test_what_was_let_in_before_the_end_hears_nothing_after_it(server: LiveServer) -> None:
    """A ticket that waits, and a socket that says late what it wants to hear."""
    async with signed_in(server) as ada:
        ticket = await ada.ticket()
        async with server.silent_page(ada.bearer) as late, server.silent_page({}, await ada.ticket()) as later:
            await log_out(ada)
            await late.say({})
            await later.say({"since": 10_000})
            assert [(await one.end())[0] for one in (late, later)] == [ENDED, ENDED]
        async with server.silent_page({}, ticket) as page:
            await page.say({})
            assert (await page.end())[0] == ENDED
        with pytest.raises(InvalidStatus):
            await asyncio.wait_for(opened(server, ada.bearer), 5)


async def opened(server: LiveServer, headers: Headers) -> None:
    async with server.page(headers=headers):
        pass


async def test_the_local_persons_socket_ends_with_the_first_account(empty_settings: Settings) -> None:
    local = {"authorization": f"Bearer {local_token(empty_settings.home)}"}
    async with serving(quick(empty_settings)) as server, server.page(headers=local) as page:
        await server.container.create_admin()(ADA, PASSWORD)
        assert (await page.end())[0] == ENDED
        with pytest.raises(InvalidStatus):
            await opened(server, local)


async def test_a_session_that_ran_out_by_itself_is_noticed(empty_settings: Settings) -> None:
    live = empty_settings.live.model_copy(update={"ping": 0.1, "check": 0.1})
    async with serving(quick(empty_settings).model_copy(update={"live": live})) as server:
        await server.container.create_admin()(ADA, PASSWORD)
        async with signed_in(server) as ada, server.page(headers=ada.bearer) as page:
            async with server.container.storage().transaction() as books:
                [session] = await books.sessions.of(ada.person, server.container.clock().now())
                await books.sessions.prolong(session.id, Device(), session.seen_at, session.begun_at)
            assert (await page.end())[0] == ENDED
