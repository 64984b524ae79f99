"""People with accounts, each at a browser of their own."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest
from api_world import World, open_world
from attrs import define, field, frozen
from guards_world import client_at
from httpx import AsyncClient, Response

from copilot_adapters.account_settings import Hashing
from copilot_adapters.settings import Settings

ADA, EVE, ROOT = "ada@example.org", "eve@example.org", "root@example.org"
PASSWORD = "seven green umbrellas"
HERE = "http://localhost"
OWN_PAGE = {"origin": HERE}
Json = dict[str, Any]


@define
class Browser:
    """Somebody's browser: it keeps the cookie, and the access token in memory."""

    client: AsyncClient
    session: str = ""

    async def log_in(self, email: str = ADA, password: str = PASSWORD) -> Response:
        answer = await self.client.post("/api/v1/auth/log-in", json={"email": email, "password": password})
        return self._taken(answer)

    async def refresh(self, cookies: Mapping[str, str] | None = None) -> Response:
        """Ask for another access token, with the cookie or with one of before."""
        headers = dict(OWN_PAGE)
        if cookies:
            headers["cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return self._taken(await self.client.post("/api/v1/auth/refresh", headers=headers))

    async def is_in(self) -> bool:
        answer = await self.client.get("/api/v1/account")
        assert answer.status_code in {200, 401}, answer.text
        return answer.status_code == 200

    def _taken(self, answer: Response) -> Response:
        if answer.status_code == 200:
            self.session = answer.json()["session"]
            self.client.headers["authorization"] = f"Bearer {answer.json()['access_token']}"
        return answer


@frozen
class Town:
    """An installation with an admin, and letters that are printed to the log."""

    world: World
    log: pytest.LogCaptureFixture
    read: list[str] = field(factory=list)

    @asynccontextmanager
    async def browser(self, address: str = "203.0.113.7", **more: Any) -> AsyncIterator[Browser]:
        """Open a browser that is nobody's yet."""
        async with client_at(self.world.app, address, **more) as client:
            yield Browser(client)

    @asynccontextmanager
    async def signed_in(self, email: str = ADA, address: str = "203.0.113.7") -> AsyncIterator[Browser]:
        """Open a browser of somebody who has an account, or gets one."""
        async with self.browser(address) as browser:
            if email not in self.read:
                await self.settle(email)
            answer = await browser.log_in(email, PASSWORD)
            assert answer.status_code == 200, answer.text
            yield browser

    async def settle(self, email: str) -> None:
        """Register, and open the letter."""
        async with self.browser() as browser:
            body = {"email": email, "password": PASSWORD}
            assert (await browser.client.post("/api/v1/auth/register", json=body)).status_code == 202
            secret = await self.letter(email)
            answer = await browser.client.post("/api/v1/auth/verify", json={"secret": secret})
            assert answer.status_code == 200, answer.text
        self.read.append(email)

    async def letter(self, email: str) -> str:
        """Return what the link of the newest letter to an address ends in, as soon as it is printed."""
        for _ in range(500):
            if links := self.links(email):
                self.log.clear()
                return links[-1].rpartition("#")[2]
            await asyncio.sleep(0.01)
        raise AssertionError(f"no letter to {email} was printed")

    def links(self, email: str) -> list[str]:
        """Return the links that were printed for an address since the last letter was read."""
        letters = [one for one in self.log.records if one.name == "copilot.mail"]
        return [one.__dict__["link"].text for one in letters if one.__dict__.get("to") == email]


@asynccontextmanager
async def town_of(
    settings: Settings, log: pytest.LogCaptureFixture, *, limits: Mapping[str, int] = {}, **accounts: Any
) -> AsyncIterator[Town]:
    """Open an installation whose admin is there already, with quick hashes; nothing is limited but what `limits` name."""
    endless = {"reads": 0, "writes": 0, "expensive": 0, "address": 0, "log_in": 0}
    chosen = {
        "accounts": settings.accounts.model_copy(update={"hashing": Hashing(kib=64, passes=1), **accounts}),
        "limits": settings.limits.model_copy(update=endless | dict(limits)),
        "web": settings.web.model_copy(update={"hosts": ("jobs.example",)}),
    }
    async with open_world(settings.model_copy(update=chosen)) as world:
        await world.container.create_admin()(ROOT, PASSWORD)
        yield Town(world, log, [ROOT])
