"""What was answered once is told to nobody who may not ask for it."""

from typing import Any

from api_world import HEADER, World, problem_of


async def test_a_reader_gets_no_answer_that_was_kept_for_a_writer(world: World) -> None:
    asked: dict[str, Any] = {"json": {"name": "anna's", "query": {}}, "headers": {"idempotency-key": "same"}}
    async with world.client_of("anna") as anna, world.client_of("ben") as ben:
        first = await anna.post("/api/v1/searches", **asked)
        assert first.status_code == 201, first.text
        assert (await anna.post("/api/v1/searches", **asked)).headers["idempotency-replayed"] == "true"
        assert (await ben.post("/api/v1/searches", **asked)).json()["id"] != first.json()["id"]
        anna.headers[HEADER] = "anna reader"
        problem_of(await anna.post("/api/v1/searches", **asked), 403)
