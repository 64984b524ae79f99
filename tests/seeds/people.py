"""People with accounts, and how they sign in: by real log-ins, links, sessions and tokens."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from api_world import World
from attrs import frozen
from httpx import AsyncClient
from seeds.asking import Owner

from copilot_adapters.container import Container, closing_container
from copilot_adapters.settings import Settings
from copilot_core.entities.account import Device, Scope
from copilot_core.entities.identities import PersonId
from copilot_core.testing import KeptLetters, StillClock

PAGE = {"sec-fetch-site": "same-origin"}
"""What a browser says of the page that asks."""


def quick(settings: Settings) -> Settings:
    """Return settings under which passwords are hashed fast, and nobody asks too often."""
    hashing = settings.accounts.hashing.model_copy(update={"kib": 8, "passes": 1})
    accounts = settings.accounts.model_copy(update={"hashing": hashing})
    limits = settings.limits.model_copy(update={"enabled": False})
    return settings.model_copy(update={"accounts": accounts, "limits": limits})


@frozen
class People:
    """Makes people in a world, and closes what they opened; the first of them looks after the installation."""

    world: World
    stack: AsyncExitStack
    letters: KeptLetters

    @property
    def container(self) -> Container:
        return self.world.container

    async def admin(self) -> Owner:
        """Make who looks after the installation."""
        word = _word()
        account = await self.container.create_admin()(f"{word}@example.org", _password(word))
        return await self._owner(word, account.person)

    async def person(self) -> Owner:
        """Make an account, confirm it, and sign in."""
        word = _word()
        secret = await self.registered(f"{word}@example.org", _password(word))
        account = await self.container.verify_email()(secret)
        return await self._owner(word, account.person)

    async def registered(self, email: str, password: str) -> str:
        """Register; return what the letter's link ends in."""
        await self.container.register_account()(email, password)
        return self.letters.sent[-1].secret

    async def reset(self, email: str) -> str:
        """Ask for a new password; return what the letter's link ends in."""
        await self.container.ask_for_reset()(email)
        return self.letters.sent[-1].secret

    async def signed_in(self, owner: Owner) -> AsyncClient:
        """Sign in anew, and return the client."""
        return await self._client(owner.word, owner.email, owner.password)

    async def renew(self, owner: Owner) -> None:
        """Sign somebody in who was signed out."""
        await _sign_in(owner.client, owner.email, owner.password)

    async def program(self, person: str, *scopes: Scope) -> AsyncClient:
        """Return a program that acts for a person, as far as the scopes go."""
        _, secret = await self.container.create_token()(PersonId(person), "program", scopes, None)
        return await self.bearing(secret)

    async def expired(self, owner: Owner) -> AsyncClient:
        """Return a client whose access token was given an hour ago."""
        async with self._earlier(timedelta(hours=1)) as before:
            signed = await before.log_in()(owner.email, owner.password, Device("old", "127.0.0.1"))
        return await self.bearing(signed.access)

    async def lapsed(self, owner: Owner) -> AsyncClient:
        """Return a client whose personal token was given for a day, two days ago."""
        async with self._earlier(timedelta(days=2)) as before:
            _, secret = await before.create_token()(PersonId(owner.person), "lapsed", [Scope.READ, Scope.WRITE], 1)
        return await self.bearing(secret)

    async def bearing(self, token: str = "") -> AsyncClient:
        """Return a client that shows a token, or nothing."""
        client = await self.stack.enter_async_context(self.world.client_of())
        client.headers.update({**PAGE, **({"authorization": f"Bearer {token}"} if token else {})})
        return client

    @asynccontextmanager
    async def _earlier(self, ago: timedelta) -> AsyncIterator[Container]:
        """Open the library as it was some time ago."""
        async with closing_container(settings=self.world.settings, sample=True, migrate=False) as container:
            container.clock.override(StillClock(datetime.now(UTC) - ago))
            yield container

    async def _owner(self, word: str, person: str) -> Owner:
        email, password = f"{word}@example.org", _password(word)
        return Owner(await self._client(word, email, password), word, person, email, password, self)

    async def _client(self, word: str, email: str, password: str) -> AsyncClient:
        client = await self.bearing()
        client.headers["user-agent"] = f"{word} browser"
        await _sign_in(client, email, password)
        return client


async def _sign_in(client: AsyncClient, email: str, password: str) -> None:
    answer = await client.post("/api/v1/auth/log-in", json={"email": email, "password": password})
    assert answer.status_code == 200, answer.text
    client.headers["authorization"] = f"Bearer {answer.json()['access_token']}"


def _word() -> str:
    return f"canary{uuid4().hex[:12]}"


def _password(word: str) -> str:
    return f"{word} nine umbrellas"
