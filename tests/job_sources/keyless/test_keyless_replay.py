"""The boards without keys against a server that answers as the recorded boards did, well and badly."""

from collections.abc import Callable
from typing import Any

import pytest

from copilot_adapters.job_sources.arbeitnow import Arbeitnow
from copilot_adapters.job_sources.feed import Feed
from copilot_adapters.job_sources.hackernews import HackerNews
from copilot_adapters.job_sources.himalayas import Himalayas
from copilot_adapters.job_sources.jobicy import Jobicy
from copilot_adapters.job_sources.remoteok import RemoteOK
from copilot_adapters.job_sources.remotive import Remotive
from copilot_adapters.job_sources.weworkremotely import WeWorkRemotely
from copilot_adapters.web.polite_web import PoliteWeb
from copilot_core.entities.posting import Posting, Refusal, Search
from copilot_core.errors import CopilotError, Unavailable
from copilot_core.ports.job_source import JobSource
from copilot_core.ports.web import Web

Make = Callable[[Web, str], JobSource]

BOARDS: dict[str, tuple[Make, int]] = {
    "remotive": (lambda web, url: Remotive(web, base_url=url), 22),
    "remoteok": (lambda web, url: RemoteOK(web, base_url=url), 101),
    "arbeitnow": (lambda web, url: Arbeitnow(web, base_url=url), 5),
    "jobicy": (lambda web, url: Jobicy(web, base_url=url), 5),
    "himalayas": (lambda web, url: Himalayas(web, base_url=url), 20),
    "weworkremotely": (lambda web, url: WeWorkRemotely(web, base_url=url), 4),
    "hn": (lambda web, url: HackerNews(web, base_url=url), 200),
    "feed": (lambda web, url: Feed(web, urls=(f"{url}/remote-jobs.rss",)), 4),
}
"""How each is made, and how many postings it has on record (a collection takes 200 at most)."""

FAILURES = {
    "limited": {"board_limited"},
    "blocked": {"board_blocked"},
    "broken": {"board_unreachable"},
    "truncated": {"board_unreachable"},
    "drift": {"board_changed"},
    "gone": {"web_not_found", "board_misconfigured"},
    "html": {"board_changed"},
}

pytestmark = pytest.mark.slow


async def collected(source: JobSource) -> tuple[list[Posting], list[Refusal], CopilotError | None]:
    postings: list[Posting] = []
    refusals: list[Refusal] = []
    try:
        async for item in source.postings(Search()):
            (postings if isinstance(item, Posting) else refusals).append(item)  # type: ignore[arg-type]
    except CopilotError as failure:
        return postings, refusals, failure
    return postings, refusals, None


def source(board: str, mode: str, web: Web, replay: Any) -> JobSource:
    make, _ = BOARDS[board]
    return make(web, replay.url("weworkremotely" if board == "feed" else board, mode))


@pytest.mark.parametrize("mode", ["ok", "slow"])
@pytest.mark.parametrize("board", BOARDS)
async def test_all_that_is_on_record_is_found(board: str, mode: str, once: PoliteWeb, keyless_replay: Any) -> None:
    postings, _, error = await collected(source(board, mode, once, keyless_replay))
    assert error is None
    assert len(postings) == BOARDS[board][1]
    assert len({posting.external_id for posting in postings}) == len(postings)
    assert all(posting.description and posting.posted_at for posting in postings)
    nameless = [posting for posting in postings if not posting.company]
    assert len(nameless) <= {"feed": len(postings), "hn": 5}.get(board, 0)  # some write a role and nobody's name


@pytest.mark.parametrize("board", BOARDS)
async def test_the_newest_come_first(board: str, once: PoliteWeb, keyless_replay: Any) -> None:
    postings, _, _ = await collected(source(board, "ok", once, keyless_replay))
    times = [posting.posted_at for posting in postings if posting.posted_at]
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize("board", BOARDS)
async def test_a_board_that_has_nothing_is_empty(board: str, once: PoliteWeb, keyless_replay: Any) -> None:
    assert await collected(source(board, "empty", once, keyless_replay)) == ([], [], None)


@pytest.mark.parametrize("mode", FAILURES)
@pytest.mark.parametrize("board", BOARDS)
async def test_a_failure_is_told_and_never_emptiness(
    board: str, mode: str, once: PoliteWeb, keyless_replay: Any
) -> None:
    postings, _, error = await collected(source(board, mode, once, keyless_replay))
    assert error is not None, f"{len(postings)} postings and no error"
    assert error.code in FAILURES[mode], f"{error.code}: {error}"
    if mode != "truncated":
        assert postings == []


@pytest.mark.parametrize("board", [name for name in BOARDS if name != "hn"])
async def test_what_came_before_a_cut_is_kept(board: str, once: PoliteWeb, keyless_replay: Any) -> None:
    whole, _, _ = await collected(source(board, "ok", once, keyless_replay))
    kept, _, error = await collected(source(board, "truncated", once, keyless_replay))
    assert error is not None
    assert 0 < len(kept) < len(whole)
    assert all(posting in whole for posting in kept)


async def test_a_short_wait_is_waited_and_then_all_is_found(patient: PoliteWeb, keyless_replay: Any) -> None:
    postings, _, error = await collected(Jobicy(patient, base_url=keyless_replay.url("jobicy", "limited")))
    assert (len(postings), error) == (5, None)


async def test_a_limit_tells_how_long_to_wait(once: PoliteWeb, keyless_replay: Any) -> None:
    _, _, error = await collected(Arbeitnow(once, base_url=keyless_replay.url("arbeitnow", "limited")))
    assert isinstance(error, Unavailable)
    assert error.retry_after == 1


@pytest.mark.parametrize("board", BOARDS)
async def test_what_has_not_changed_is_not_sent_twice(board: str, once: PoliteWeb, keyless_replay: Any) -> None:
    first = await collected(source(board, "etag", once, keyless_replay))
    assert await collected(source(board, "etag", once, keyless_replay)) == first
    assert first[2] is None
    name = "weworkremotely" if board == "feed" else board
    statuses = keyless_replay.stats()["boards"][name]["statuses"]["etag"]
    assert statuses[304] >= 1
