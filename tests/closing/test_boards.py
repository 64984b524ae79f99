"""A posting gone from its board is closed by two complete listings hours apart, and by nothing less."""

import pytest
from closing_world import DAY, GREENHOUSE, HOURS, Town, World

from copilot_core.entities.closing import ClosingState
from copilot_core.entities.collection import Outcome
from copilot_core.entities.posting import Search
from copilot_core.errors import Unavailable


@pytest.fixture
async def listed(world: World) -> World:
    """Two employers with ten openings each, collected once."""
    world.town.boards = {"acme": list(range(10)), "globex": list(range(100, 110))}
    assert (await world.collect()).found == 20
    world.clock.move(DAY)
    return world


async def codes(world: World) -> dict[str, str]:
    """Return why jobs are closed, by their titles."""
    jobs = [await world.job(one) for one in await world.all()]
    return {job.summary.title: job.summary.closed.why.code for job in jobs if job.summary.closed}


async def test_gone_from_two_complete_listings_is_closed_with_the_evidence(listed: World) -> None:
    listed.town.boards["acme"].remove(3)
    await listed.collect()
    assert await codes(listed) == {}
    listed.clock.move(HOURS[7])
    await listed.collect()
    assert await codes(listed) == {"Librarian 3": "closing_gone"}
    assert len(await listed.open()) == 19
    [gone] = [job for job in [await listed.job(one) for one in await listed.all()] if job.summary.closed]
    assert gone.summary.closed
    assert str(gone.summary.closed.why) == (
        "greenhouse did not list it any more on 2026-03-03 12:00 UTC, nor on 2026-03-03 19:00 UTC"
    )


async def test_two_listings_within_hours_are_one(listed: World) -> None:
    listed.town.boards["acme"].remove(3)
    for _ in range(4):
        await listed.collect()
        listed.clock.move(HOURS[1])
    assert await codes(listed) == {}


async def test_back_on_its_board_it_is_open_again(listed: World) -> None:
    listed.town.boards["acme"].remove(3)
    for _ in range(2):
        await listed.collect()
        listed.clock.move(HOURS[7])
    assert len(await listed.open()) == 19
    listed.town.boards["acme"].append(3)
    await listed.collect()
    assert len(await listed.open()) == 20
    assert await codes(listed) == {}


async def test_seen_in_between_the_count_begins_anew(listed: World) -> None:
    for there in (False, True, False):
        listed.town.boards["acme"] = [number for number in range(10) if there or number != 3]
        await listed.collect()
        listed.clock.move(HOURS[7])
    assert await codes(listed) == {}


@pytest.mark.parametrize("search", [Search(text="nurse"), Search(where="Berlin"), Search(limit=9), Search(remote=True)])
async def test_a_listing_that_was_narrowed_or_cut_proves_nothing(listed: World, search: Search) -> None:
    listed.town.boards["acme"].remove(3)
    for _ in range(4):
        await listed.collect(search)
        listed.clock.move(HOURS[7])
    assert await codes(listed) == {}


async def test_a_limit_that_cuts_one_employer_proves_nothing_of_that_one(listed: World) -> None:
    listed.town.boards = {"acme": [*range(20, 40), *range(9)], "globex": list(range(100, 109))}
    for _ in range(4):
        assert (await listed.collect(Search(limit=38))).found == 28
        listed.clock.move(HOURS[7])
    assert await codes(listed) == {"Zookeeper 109": "closing_gone"}


async def test_a_board_that_failed_half_way_proves_nothing(listed: World) -> None:
    listed.town.boards["acme"].remove(3)
    listed.town.pages["globex"] = Unavailable("board_unreachable", board="greenhouse", problem="HTTP 500")
    for _ in range(4):
        assert (await listed.collect()).outcome is Outcome.UNREACHABLE
        listed.clock.move(HOURS[7])
    assert await codes(listed) == {}


async def test_an_employer_that_is_asked_no_more_or_unknown_now_is_not_closed(listed: World) -> None:
    del listed.town.boards["globex"]
    for _ in range(5):
        await listed.collect()
        listed.clock.move(HOURS[7])
    assert await codes(listed) == {}
    listed.container.settings().job_sources["greenhouse"] = {"companies": ["acme"]}
    listed.container.boards.reset()
    for _ in range(5):
        assert (await listed.collect()).found == 10
        listed.clock.move(HOURS[7])
    assert await codes(listed) == {}


async def test_an_empty_listing_by_mistake_closes_nothing_even_twice(listed: World) -> None:
    listed.town.boards = {"acme": [], "globex": []}
    for _ in range(2):
        assert (await listed.collect()).outcome is Outcome.EMPTY
        listed.clock.move(HOURS[7])
    assert await codes(listed) == {}
    listed.town.boards = {"acme": list(range(10)), "globex": list(range(100, 110))}
    await listed.collect()
    for one in await listed.open():
        assert await listed.state(one) is ClosingState.OPEN


async def test_half_of_one_employers_openings_at_once_is_doubted_first(listed: World) -> None:
    listed.town.boards["acme"] = [0, 1, 2]
    for _ in range(2):
        await listed.collect()
        listed.clock.move(HOURS[7])
    assert await codes(listed) == {}
    await listed.collect()
    assert len(await codes(listed)) == 7


async def test_a_board_that_is_empty_for_good_is_closed_in_the_end(listed: World) -> None:
    listed.town.boards = {"acme": [], "globex": []}
    for _ in range(3):
        await listed.collect()
        listed.clock.move(HOURS[7])
    assert await listed.open() == []
    assert set((await codes(listed)).values()) == {"closing_gone"}


async def test_the_board_knows_better_than_a_page(listed: World) -> None:
    listed.town.boards["acme"] = list(range(1, 10))
    for _ in range(2):
        await listed.collect()
        listed.clock.move(HOURS[7])
    [gone] = set(await listed.all()) - set(await listed.open())
    listed.town.boards["acme"].append(0)
    listed.clock.move(2 * DAY)
    await listed.look(gone)
    assert await listed.why(gone) == "closing_gone", "what is closed is asked for by its board's listing alone"
    await listed.collect()
    assert await listed.why(gone) is None


async def test_one_posting_is_asked_for_at_its_board(listed: World) -> None:
    listed.town.boards["acme"].remove(3)
    listed.clock.move(2 * DAY)
    found = {(await listed.job(one)).summary.title: one for one in await listed.all()}
    await listed.look(found["Librarian 3"])
    await listed.look(found["Baker 0"])
    assert await listed.state(found["Librarian 3"]) is ClosingState.DOUBTED
    assert await listed.state(found["Baker 0"]) is ClosingState.OPEN
    assert all("boards-api.greenhouse.io" in url for url in listed.town.asked)
    listed.clock.move(2 * DAY)
    await listed.look(found["Librarian 3"])
    assert await listed.why(found["Librarian 3"]) == "closing_not_found"


async def test_a_row_that_cannot_be_read_may_be_the_one_that_is_missed(
    listed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Town._of_board

    def broken(self: Town, url: str, path: list[str]) -> object:
        answer = whole(self, url, path)
        return type(answer)(url, 200, answer.body.replace(b'"id": 3, "title": "Librarian 3"', b'"id": 3, "title": 7'))

    monkeypatch.setattr(Town, "_of_board", broken)
    for _ in range(4):
        report = await listed.collect()
        listed.clock.move(HOURS[7])
    assert report.refused == 1
    assert await codes(listed) == {}


async def test_the_source_says_so_itself(listed: World) -> None:
    assert getattr(listed.container.boards().source(GREENHOUSE), "lists_everything") is True  # noqa: B009
