"""All that is kept of somebody is theirs to take, and to erase."""

import json

from account_data_world import unpacked
from api_world import World, problem_of
from live_world import ANNA, BEN, numbers, serving

from copilot_adapters.settings import Settings
from copilot_core.entities.account import Account
from copilot_core.entities.identities import PersonId
from copilot_core.testing import NOON

EXPORT = "/api/v1/account/export"
ERASE = "/api/v1/account/erase"


async def test_everything_is_taken_out_while_it_is_read(world: World) -> None:
    resume = await world.resume()
    answer = await world.client.get(EXPORT, headers={"accept-encoding": "br, gzip"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].startswith('attachment; filename="career-copilot-')
    assert "content-encoding" not in answer.headers
    assert "content-length" not in answer.headers
    files = unpacked(answer.content)
    assert json.loads(files["manifest.json"])["counts"]["resumes/"] == 1
    assert f"resumes/{resume['id']}/original/nurse.md" in files


async def test_nobody_gets_anothers_export(world: World) -> None:
    await world.resume()
    async with world.client_of("eve") as eve, world.client_of() as nobody:
        theirs = unpacked((await eve.get(EXPORT)).content)
        assert not any(json.loads(theirs["manifest.json"])["counts"].values())
        problem_of(await nobody.get(EXPORT), 401)


async def test_erasing_is_confirmed_by_a_word_and_empties_everything(world: World) -> None:
    await world.resume()
    assert problem_of(await world.client.post(ERASE, json={"word": "yes"}), 422)["code"] == "erasure_unconfirmed"
    assert len((await world.client.get("/api/v1/resumes")).json()["resumes"]) == 1
    answer = await world.client.post(ERASE, json={"word": "erase"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["rows"] >= 1
    assert answer.headers["cache-control"] == "no-store"
    assert "storage" in answer.headers["clear-site-data"]
    assert (await world.client.get("/api/v1/resumes")).json()["resumes"] == []


async def test_who_has_a_password_confirms_by_it(world: World) -> None:
    person = PersonId("ada")
    hashed = await world.container.password_hasher().hash("seven green umbrellas")
    async with world.container.storage().transaction() as books:
        await books.accounts.add(Account(person=person, email="ada@example.org", password=hashed, made_at=NOON))
    async with world.client_of("ada") as ada:
        await world.resume(ada)
        for wrong in ({"password": "six green umbrellas"}, {"word": "erase"}, {"word": "ada@example.org"}):
            assert problem_of(await ada.post(ERASE, json=wrong), 422)["code"] == "password_wrong"
        assert (await ada.post(ERASE, json={"password": "seven green umbrellas"})).status_code == 200
    async with world.container.storage().reading() as books:
        assert await books.accounts.account(person) is None


async def test_a_request_that_is_sent_again_erases_nothing_new(world: World) -> None:
    headers = {"idempotency-key": "once"}
    for _ in range(2):
        answer = await world.client.post(ERASE, json={"word": "erase"}, headers=headers)
        assert answer.status_code == 200, answer.text
    assert answer.json()["rows"] <= 1


async def test_open_pages_end_when_all_they_followed_is_erased(empty_settings: Settings) -> None:
    async with serving(empty_settings) as server:
        for person in (ANNA, BEN):
            await server.happen(person)
        async with server.page() as hers, server.page(BEN) as his:
            await server.container.erase_everything()(person=ANNA)
            assert (await hers.end())[0] == 4401
            await server.happen(BEN)
            assert numbers(await his.events(1)) == [2]
