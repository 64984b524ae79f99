"""Going on at a bookmark: many accounts share their bounds as in one run, and a place of nobody's is refused."""

import asyncio
from collections.abc import AsyncGenerator, Callable

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from copilot_adapters.job_sources.accounts import Accounts
from copilot_adapters.job_sources.adzuna import Adzuna
from copilot_adapters.job_sources.arbeitnow import Arbeitnow
from copilot_adapters.job_sources.greenhouse import Greenhouse
from copilot_adapters.job_sources.hackernews import HackerNews
from copilot_adapters.job_sources.himalayas import Himalayas
from copilot_adapters.job_sources.jsearch import JSearch
from copilot_adapters.job_sources.lever import Lever
from copilot_adapters.job_sources.themuse import TheMuse
from copilot_adapters.job_sources.usajobs import USAJobs
from copilot_core.entities.posting import Bookmark, Item, Posting, Search
from copilot_core.errors import Rejected, Unavailable
from copilot_core.ports.job_source import JobSource
from copilot_core.ports.web import Web
from copilot_core.testing import CannedWeb, make_posting

PAGED: dict[str, Callable[[Web], JobSource]] = {
    "adzuna": lambda web: Adzuna(web, app_id="id", app_key="key"),
    "arbeitnow": Arbeitnow,
    "greenhouse": lambda web: Greenhouse(web, companies=("iron", "steel")),
    "hackernews": HackerNews,
    "himalayas": Himalayas,
    "jsearch": lambda web: JSearch(web, api_key="key"),
    "lever": lambda web: Lever(web, companies=("iron", "steel")),
    "themuse": TheMuse,
    "usajobs": lambda web: USAJobs(web, email="me@example.org", api_key="key"),
}


@pytest.mark.parametrize("name", PAGED)
@pytest.mark.parametrize("place", ["rubbish", "-1", "1/2/3/4/5/6", "٣", "1 ", "99999999999999999999"])
async def test_a_place_of_nobodys_is_refused_before_anything_is_asked(name: str, place: str) -> None:
    web = CannedWeb({})
    with pytest.raises(Rejected) as refused:
        await anext(aiter(PAGED[name](web).postings(Search(resume=place))))
    assert refused.value.code == "bookmark_refused"
    assert web.requests == []


def shop(sizes: dict[str, int]) -> Accounts:
    """Accounts of so many postings each, two a page."""

    async def ask(name: str, search: Search) -> AsyncGenerator[Item]:
        first, left = int(search.resume or 0), search.limit
        for page in range(first, first + search.requests):
            for number in range(page * 2, min(page * 2 + 2, sizes[name])):
                if left <= 0:
                    return
                left -= 1
                yield make_posting(external_id=f"{name}{number}")
            if left <= 0 or page * 2 + 2 >= sizes[name]:
                return
            yield Bookmark(str(page + 1))

    return Accounts(board="Shop", setting="names", names=tuple(sizes), ask=ask)


async def everything(accounts: Accounts, search: Search) -> list[Item]:
    return [item async for item in accounts.postings(search)]


@given(
    sizes=st.dictionaries(
        st.sampled_from(["a", "b", "ä c", "https://d.example/?key=1"]), st.integers(0, 9), min_size=1
    ),
    limit=st.integers(1, 20),
    requests=st.integers(1, 12),
)
def test_accounts_go_on_at_any_bookmark_with_the_shares_of_one_run(
    sizes: dict[str, int], limit: int, requests: int
) -> None:
    search = Search(limit=limit, requests=requests)
    whole = asyncio.run(everything(shop(sizes), search))
    for index, item in enumerate(whole):
        if isinstance(item, Bookmark):
            before = whole[: index + 1]
            left = limit - sum(isinstance(one, Posting) for one in before)
            asked = sum(isinstance(one, Bookmark) for one in before)
            if len(sizes) == 1 and asked == requests:
                continue  # nothing is left to ask for
            rest = evolve(search, resume=item.place, limit=left, requests=max(1, requests - asked))
            assert asyncio.run(everything(shop(sizes), rest)) == whole[index + 1 :]
            assert "key=1" not in item.place, "an address may hold a secret"


async def test_who_goes_on_asks_an_account_that_failed_again() -> None:
    good = shop({"a": 1, "b": 3, "c": 1})

    async def ask(name: str, search: Search) -> AsyncGenerator[Item]:
        async for item in good.ask(name, search):
            yield item
            if name == "b":
                raise Unavailable("board_unreachable", board="Shop", problem="HTTP 500")

    items: list[Item] = []
    with pytest.raises(Unavailable):
        await into(items, evolve(good, ask=ask))
    last = [item for item in items if isinstance(item, Bookmark)][-1]
    rest = await everything(good, Search(resume=last.place))
    assert [item.external_id for item in rest if isinstance(item, Posting)] == ["b0", "b1", "b2", "c0"]


async def into(items: list[Item], accounts: Accounts) -> None:
    async for item in accounts.postings(Search()):
        items.append(item)  # noqa: PERF401 - what came before a failure counts
