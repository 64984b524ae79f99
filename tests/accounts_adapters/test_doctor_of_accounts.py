"""`copilot doctor` tells who signs in, whether letters go out, and whether keys can be opened."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from servers import free_port
from smtp_world import PASSWORD, USER, serving

from copilot_adapters.container import Container, closing_container
from copilot_adapters.settings import Settings
from copilot_core.entities.account import Role
from copilot_core.testing.token_signer_contract import make_claims

pytestmark = pytest.mark.slow

Told = dict[str, tuple[str, str, str]]


@asynccontextmanager
async def installed(home: Path, **more: Any) -> AsyncIterator[Container]:
    settings = Settings(home=home, embedder="none", **{"database_url": "", **more})
    async with closing_container(settings=settings) as container:
        yield container


async def found(container: Container) -> Told:
    told = [*await container.account_findings()(), *await container.secret_findings()()]
    return {one.what: (one.state, one.detail, one.remedy) for one in told}


async def test_alone_nothing_is_lacking(tmp_path: Path) -> None:
    async with installed(tmp_path) as container:
        told = await found(container)
        assert {what: state for what, (state, _, _) in told.items()} == dict.fromkeys(
            ("accounts", "mail", "secret key"), "ok"
        )
        assert not (tmp_path / "secret-key").exists()
        assert {"accounts", "mail", "secret key"} <= {one.what for one in await container.diagnosis()()}


async def test_an_old_database_is_left_alone(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, embedder="none")
    async with closing_container(settings=settings, migrate=False) as container:
        assert set(await found(container)) == {"mail", "secret key"}


async def test_with_accounts_letters_should_leave(tmp_path: Path) -> None:
    async with installed(tmp_path) as container:
        made = await container.create_admin()("ada@example.org", "seven green bicycles")
        told = await found(container)
        assert told["accounts"] == ("ok", "1, of them admins 1; registration open", "")
        assert (told["mail"][0], "COPILOT_MAIL__HOST" in told["mail"][2]) == ("warn", True)
        async with container.storage().transaction() as books:
            await books.accounts.change(evolve(made, role=Role.USER))
        told = await found(container)
        assert (told["accounts"][0], "copilot admin create" in told["accounts"][2]) == ("warn", True)


async def test_a_mail_server_is_greeted(tmp_path: Path) -> None:
    async with serving(tmp_path) as post:
        mail = {"host": "127.0.0.1", "port": post.port, "sender": "a@b.org", "tls": "none", "user": USER}
        async with installed(tmp_path, mail={**mail, "password": PASSWORD}) as container:
            await container.create_admin()("ada@example.org", "seven green bicycles")
            told = await found(container)
            assert told["mail"][0] == "ok"
            assert (told["links"][0], "COPILOT_WEB__URL" in told["links"][2]) == ("warn", True)
        async with installed(tmp_path, mail={**mail, "password": "wrong"}, web={"url": "https://a.org"}) as container:
            told = await found(container)
            assert (told["mail"][0], "who are you" in told["mail"][1]) == ("fail", True)
            assert "links" not in told
        async with installed(tmp_path, mail={**mail, "port": free_port()}) as container:
            assert (await found(container))["mail"][0] == "fail"
    assert post.came == []


async def test_the_secret_key_is_tried(tmp_path: Path) -> None:
    async with installed(tmp_path) as container:
        await container.token_signer().sign(make_claims())
        assert (await found(container))["secret key"] == ("ok", str(tmp_path / "secret-key"), "")
        (tmp_path / "secret-key").chmod(0o640)
        assert (await found(container))["secret key"][2] == f"chmod 600 {tmp_path / 'secret-key'}"
        (tmp_path / "secret-key").chmod(0o600)
    async with installed(tmp_path, secret_key="x" * 40) as container:
        state, detail, remedy = (await found(container))["secret key"]
        assert (state, "another" in detail, "same COPILOT_SECRET_KEY" in remedy) == ("warn", True, True)
    (tmp_path / "secret-key").write_text("")
    async with installed(tmp_path) as container:
        assert (await found(container))["secret key"][0] == "fail"


async def test_a_shared_database_wants_a_shared_key(tmp_path: Path, postgres_url: str) -> None:
    async with installed(tmp_path, database_url=postgres_url) as container:
        assert (await found(container))["secret key"][0] == "warn"
    async with installed(tmp_path, database_url=postgres_url, secret_key="x" * 40) as container:
        assert (await found(container))["secret key"] == ("ok", "COPILOT_SECRET_KEY", "")
