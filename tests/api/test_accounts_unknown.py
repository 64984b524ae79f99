"""Nothing tells whether an address has an account, and nobody is locked out by those who guess."""

from collections.abc import AsyncIterator

import pytest
from accounts_world import ADA, EVE, PASSWORD, Town, town_of
from api_world import problem_of
from httpx import Response

from copilot_adapters.settings import Settings

OF_EACH = frozenset({"x-request-id", "date"})
WRONG = "not her password at all"


@pytest.fixture
async def town(empty_settings: Settings, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Town]:
    """An installation where Ada has an account, on either database."""
    async with town_of(empty_settings, caplog) as opened:
        await opened.settle(ADA)
        yield opened


def as_seen(answer: Response, email: str) -> tuple[int, str, dict[str, str]]:
    """Return all that an answer shows, but what is another one each time."""
    headers = {name: value for name, value in answer.headers.items() if name not in OF_EACH}
    told = answer.text.replace(answer.headers["x-request-id"], "").replace(email, "…")
    return answer.status_code, told, headers


@pytest.mark.parametrize("path", ["register", "reset", "log-in"])
async def test_a_known_address_and_an_unknown_one_are_answered_alike(town: Town, path: str) -> None:
    bodies = [{"email": email, "password": WRONG} for email in (ADA, EVE)]
    async with town.browser() as nobody:
        answers = [
            await nobody.client.post(f"/api/v1/auth/{path}", json=body if path != "reset" else {"email": body["email"]})
            for body in bodies
        ]
    known, unknown = (as_seen(answer, body["email"]) for answer, body in zip(answers, bodies, strict=True))
    assert known == unknown


async def test_who_registers_a_known_address_changes_nothing_and_its_owner_gets_the_letter(town: Town) -> None:
    async with town.browser() as eve:
        body = {"email": ADA, "password": "eve was here today"}
        assert (await eve.client.post("/api/v1/auth/register", json=body)).status_code == 202
        [link] = [one for one in town.links(ADA) if one]
        assert "/reset-password#" in link
        problem_of(await eve.log_in(ADA, "eve was here today"), 401)
        assert (await eve.log_in(ADA)).status_code == 200


async def test_who_guesses_must_wait_and_the_person_gets_in(town: Town) -> None:
    async with town.signed_in() as device, town.browser("198.51.100.1") as guessing, town.browser("192.0.2.5") as ada:
        answers = [await guessing.log_in(ADA, f"{WRONG} {number}") for number in range(8)]
        assert [answer.status_code for answer in answers[:5]] == [401] * 5
        for answer in answers[5:]:
            assert problem_of(answer, 429)["code"] == "log_in_later"
            assert int(answer.headers["retry-after"]) in range(1, 61)
        assert (await guessing.log_in(ADA)).status_code == 429, "the right one, too: it would tell which one it is"
        assert (await ada.log_in()).status_code == 200, "from another place"
        assert (await device.log_in()).status_code == 200, "from a device that the account knows"


async def test_an_unknown_address_must_wait_as_well(town: Town) -> None:
    async with town.browser("198.51.100.1") as guessing:
        answers = [await guessing.log_in(EVE, f"{WRONG} {number}") for number in range(6)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429]


async def test_attempts_of_an_address_are_counted_whoever_is_meant(
    empty_settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    async with (
        town_of(empty_settings, caplog, limits={"log_in": 3}) as town,
        town.browser() as guessing,
        town.browser("192.0.2.5") as ada,
    ):
        codes = [(await guessing.log_in(f"p{number}@example.org", WRONG)).status_code for number in range(5)]
        assert codes == [401, 401, 401, 429, 429]
        assert (await guessing.client.get("/api/v1/auth/methods")).status_code == 200
        assert (await ada.log_in(EVE, PASSWORD)).status_code == 401
