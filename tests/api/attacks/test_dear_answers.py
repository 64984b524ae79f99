"""Answers that anybody may ask for cost little."""

from time import perf_counter

from api_world import World

from copilot_web import reference


async def test_the_page_of_operations_is_made_once(world: World) -> None:
    async with world.client_of() as stranger:
        first = await stranger.get("/api/v1/docs")
        began = perf_counter()
        made = reference.page(world.schema)
        making = perf_counter() - began
        took = []
        for _ in range(5):
            began = perf_counter()
            assert (await stranger.get("/api/v1/docs")).text == first.text == made
            took.append(perf_counter() - began)
    assert min(took) < making / 2
