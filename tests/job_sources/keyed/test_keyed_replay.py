"""The boards against a server that answers as the recorded boards did, well and badly, through the real client."""

from collections.abc import Callable
from typing import Any

import pytest

from copilot_adapters.job_sources.adzuna import Adzuna
from copilot_adapters.job_sources.ashby import Ashby
from copilot_adapters.job_sources.greenhouse import Greenhouse
from copilot_adapters.job_sources.jsearch import JSearch
from copilot_adapters.job_sources.lever import Lever
from copilot_adapters.job_sources.usajobs import USAJobs
from copilot_adapters.job_sources.webpage import WebPage
from copilot_adapters.web.polite_web import PoliteWeb
from copilot_core.entities.collection import Outcome, outcome_of
from copilot_core.entities.posting import Item, Posting, Refusal, Search
from copilot_core.errors import CopilotError, Unavailable
from copilot_core.ports.job_source import JobSource
from copilot_core.ports.web import Web

Make = Callable[[Web, str], JobSource]

BOARDS: dict[str, tuple[Make, int]] = {
    "adzuna": (lambda web, url: Adzuna(web, app_id="my-app", app_key="k3y", countries=("us", "es"), base_url=url), 7),
    "jsearch": (lambda web, url: JSearch(web, api_key="k3y", base_url=url), 3),
    "usajobs": (lambda web, url: USAJobs(web, email="me@example.org", api_key="k3y", base_url=url), 200),
    "greenhouse": (lambda web, url: Greenhouse(web, companies=("gitlab", "anthropic"), base_url=url), 6),
    "lever": (lambda web, url: Lever(web, companies=("spotify", "matchgroup"), base_url=url), 6),
    "ashby": (lambda web, url: Ashby(web, companies=("linear", "ramp"), base_url=url), 6),
    "jsonld": (lambda web, url: WebPage(web, urls=(f"{url}/meta",)), 1),
}
"""How each is made, and how many postings it has on record (a collection takes 200 at most)."""

FAILURES = {
    "limited": {Outcome.LIMITED},
    "blocked": {Outcome.BLOCKED},
    "broken": {Outcome.UNREACHABLE},
    "truncated": {Outcome.UNREACHABLE},
    "drift": {Outcome.CHANGED},
    "gone": {Outcome.MISCONFIGURED},
    "html": {Outcome.CHANGED},
}
OF_PAGES = {"html": {Outcome.MISCONFIGURED}}
"""A page that is no advert: the address was wrong."""

pytestmark = pytest.mark.slow


async def collected(source: JobSource) -> tuple[list[Posting], list[Refusal], CopilotError | None]:
    items: list[Item] = []
    error = None
    try:
        async for item in source.postings(Search()):
            items.append(item)  # noqa: PERF401 - what came before a failure counts
    except CopilotError as failure:
        error = failure
    return (
        [item for item in items if isinstance(item, Posting)],
        [item for item in items if isinstance(item, Refusal)],
        error,
    )


def source(board: str, mode: str, web: Web, replay: Any) -> JobSource:
    make, _ = BOARDS[board]
    return make(web, replay.url(board, mode))


@pytest.mark.parametrize("mode", ["ok", "slow"])
@pytest.mark.parametrize("board", BOARDS)
async def test_all_that_is_on_record_is_found(board: str, mode: str, polite: PoliteWeb, replay: Any) -> None:
    postings, refusals, error = await collected(source(board, mode, polite, replay))
    assert error is None
    assert refusals == []
    assert len(postings) == BOARDS[board][1]
    assert len({posting.external_id for posting in postings}) == len(postings)


@pytest.mark.parametrize("board", [name for name in BOARDS if name != "jsonld"])
async def test_a_board_that_has_nothing_is_empty(board: str, polite: PoliteWeb, replay: Any) -> None:
    assert await collected(source(board, "empty", polite, replay)) == ([], [], None)


async def test_a_page_that_has_nothing_says_so(polite: PoliteWeb, replay: Any) -> None:
    postings, _, error = await collected(source("jsonld", "empty", polite, replay))
    assert postings == []
    assert error is not None
    assert error.code == "page_without_posting"


@pytest.mark.parametrize("mode", FAILURES)
@pytest.mark.parametrize("board", BOARDS)
async def test_a_failure_is_told_and_never_emptiness(board: str, mode: str, polite: PoliteWeb, replay: Any) -> None:
    postings, _, error = await collected(source(board, mode, polite, replay))
    assert error is not None, f"{len(postings)} postings and no error"
    expected = {**FAILURES, **OF_PAGES} if board == "jsonld" else FAILURES
    assert outcome_of(error) in expected[mode], f"{error.code}: {error}"
    if mode != "truncated":
        assert postings == []


async def test_what_came_before_a_cut_is_kept(polite: PoliteWeb, replay: Any) -> None:
    postings, _, error = await collected(source("usajobs", "truncated", polite, replay))
    assert error is not None
    assert len(postings) > 50


async def test_a_limit_says_how_long_to_wait(polite: PoliteWeb, replay: Any) -> None:
    board = Greenhouse(polite, companies=("anthropic",), base_url=replay.url("greenhouse", "limited"))
    _, _, error = await collected(board)
    assert isinstance(error, Unavailable)
    assert error.retry_after == pytest.approx(1.0)


@pytest.mark.parametrize("board", BOARDS)
async def test_asking_again_with_a_validator_finds_the_same(board: str, polite: PoliteWeb, replay: Any) -> None:
    first = await collected(source(board, "etag", polite, replay))
    assert first[0]
    assert await collected(source(board, "etag", polite, replay)) == first
    assert 304 in replay.stats()["boards"][board]["statuses"]["etag"]


async def test_usajobs_is_told_the_registered_address(polite: PoliteWeb, replay: Any) -> None:
    await collected(source("usajobs", "ok", polite, replay))
    assert replay.stats()["boards"]["usajobs"]["user_agent"] == "me@example.org"


@pytest.mark.parametrize("mode", ["blocked", "broken", "gone", "drift"])
@pytest.mark.parametrize("board", ["adzuna", "jsearch", "usajobs"])
async def test_no_error_shows_a_key(board: str, mode: str, polite: PoliteWeb, replay: Any) -> None:
    _, refusals, error = await collected(source(board, mode, polite, replay))
    told = [str(error), repr(error), *(str(refusal) for refusal in refusals)]
    assert not any("k3y" in line or "my-app" in line for line in told)


async def test_an_unknown_employer_loses_no_other(polite: PoliteWeb, replay: Any) -> None:
    for board in (
        Greenhouse(polite, companies=("nobody", "gitlab"), base_url=replay.url("greenhouse")),
        Lever(polite, companies=("nobody", "spotify"), base_url=replay.url("lever")),
        Ashby(polite, companies=("nobody", "linear"), base_url=replay.url("ashby")),
    ):
        postings, refusals, error = await collected(board)
        assert error is None
        assert postings
        assert ["nobody" in str(refusal.reason) for refusal in refusals] == [True]


async def test_a_pasted_address_never_reaches_this_machine(replay: Any) -> None:
    web = PoliteWeb()
    _, _, error = await collected(WebPage(web, urls=(f"{replay.url('jsonld')}/meta",)))
    await web.aclose()
    assert error is not None
    assert error.code == "url_not_allowed"
