"""Whether it lives, and who is let in."""

from api_world import World, problem_of

from copilot_core.entities.identities import LOCAL_PERSON


async def test_it_lives_and_is_ready(world: World) -> None:
    assert (await world.client.get("/health/live")).json()["status"] == "ok"
    assert (await world.client.get("/health/ready")).json()["status"] == "ok"


async def test_probes_answer_everybody(world: World) -> None:
    async with world.client_of() as nobody:
        assert (await nobody.get("/health/live")).status_code == 200
        assert (await nobody.get("/health/ready")).status_code == 200


async def test_nobody_else_is_let_in(world: World) -> None:
    async with world.client_of() as nobody:
        assert problem_of(await nobody.get("/api/v1/jobs/x"), 401)["code"] == "not_signed_in"


async def test_the_catalogue_is_stocked(stocked: World) -> None:
    async with stocked.container.storage().reading() as books:
        assert await books.catalogue.count(LOCAL_PERSON) > 5
