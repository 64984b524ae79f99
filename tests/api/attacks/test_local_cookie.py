"""The local person's cookie goes where it is needed, and nowhere else on this machine."""

from api_world import World

from copilot_web.links import Links


async def test_the_cookie_is_shown_to_the_api_alone_and_taken_away_there(world: World) -> None:
    async with world.client_of() as browser:
        opened = await browser.get("/local", params={"key": Links(world.settings.home).make()})
        assert "; Path=/api/v1;" in opened.headers["set-cookie"]
        assert (await browser.get("/api/v1/jobs")).status_code == 200
        left = await browser.post("/api/v1/auth/log-out", headers={"sec-fetch-site": "same-origin"})
        assert left.status_code == 204, left.text
        assert (await browser.get("/api/v1/jobs")).status_code == 401
