"""`copilot web` and `copilot link` where people have accounts."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from command_line import Copilot

pytestmark = pytest.mark.slow
EMAIL, PASSWORD = "ada@example.org", "seven green umbrellas"


@pytest.fixture
def copilot(tmp_path: Path) -> Copilot:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COPILOT_")}
    home = tmp_path / "home"
    return Copilot(home, clean | {"COPILOT_EMBEDDER": "none", "COPILOT_HOME": str(home)})


@contextmanager
def served(copilot: Copilot, *more: str) -> Iterator[dict[str, Any]]:
    """Serve, and return what is told when it is ready."""
    process = copilot.start("web", "--port", "0", "--json", *more)
    try:
        assert process.stdout is not None
        told = ""
        while not told.endswith("}\n"):
            line = process.stdout.readline()
            assert line, process.communicate()
            told += line
        yield json.loads(told)
    finally:
        process.kill()
        process.communicate()


def admin(copilot: Copilot) -> None:
    made = copilot("admin", "create", EMAIL, "--password-stdin", stdin=f"{PASSWORD}\n")
    assert made.code == 0, made.err


def test_with_an_account_others_are_served_and_nobody_gets_a_link(copilot: Copilot) -> None:
    refused = copilot("web", "--host", "0.0.0.0", "--port", "0")  # noqa: S104 - it must be refused
    assert (refused.code, "copilot admin create" in refused.err) == (2, True)
    admin(copilot)
    with served(copilot, "--host", "0.0.0.0") as told:  # noqa: S104 - it is the point
        assert told["link"] is None
        address = told["address"].replace("0.0.0.0", "127.0.0.1")  # noqa: S104 - as above
        body = {"email": EMAIL, "password": PASSWORD}
        answer = httpx.post(f"{address}/api/v1/auth/log-in", json=body, trust_env=False)
        assert answer.status_code == 200
        link = copilot("link")
        assert (link.code, "sign in" in link.err, link.out) == (1, True, "")


def test_an_account_made_while_it_runs_ends_the_links_at_once(copilot: Copilot) -> None:
    with served(copilot) as told, httpx.Client(base_url=told["address"], trust_env=False) as browser:
        assert browser.get(told["link"]).status_code == 303
        another = copilot("link", "--port", told["address"].rpartition(":")[2], "--json").document["link"]
        assert browser.get("/api/v1/jobs").status_code == 200
        admin(copilot)
        assert browser.get("/api/v1/jobs").json()["code"] == "local_token_over"
        assert browser.get(another).json()["code"] == "local_token_over"
        answer = browser.post("/api/v1/auth/log-in", json={"email": EMAIL, "password": PASSWORD})
        assert answer.status_code == 200
        assert "copilot_refresh" in browser.cookies
