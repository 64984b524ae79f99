"""Hacker News: the monthly thread "Who is hiring?", by Algolia's search."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Final

import msgspec
from attrs import frozen

from copilot_adapters.job_sources.hackernews_lines import read_headline
from copilot_adapters.job_sources.places import numbers_of, written
from copilot_adapters.job_sources.rows import changed, dig, read_page, up_to
from copilot_adapters.job_sources.values import from_iso, from_seconds, text
from copilot_core.entities.posting import Attribution, Bookmark, Item, Posting, Refusal, Search
from copilot_core.errors import Rejected
from copilot_core.ports.web import Web
from copilot_core.sentences import Sentence

NAME: Final = "Hacker News"
THREAD: Final = "who is hiring"
MOST_A_PAGE: Final = 1000


class Comment(msgspec.Struct):
    """A comment; only those right below the story are postings."""

    objectID: str  # noqa: N815 - as above
    comment_text: str
    parent_id: int | str = 0
    story_id: int | str = 0
    created_at: object = ""
    created_at_i: object = 0


@frozen
class HackerNews:
    """The postings of the newest thread; what companies themselves wrote in a comment."""

    web: Web
    base_url: str = "https://hn.algolia.com"
    attribution: Attribution = Attribution(
        name="Hacker News: Who is hiring?", url="https://news.ycombinator.com/submitted?id=whoishiring", terms=""
    )
    min_interval: timedelta = timedelta(hours=1)
    verified: str = "recorded answers of May and July 2026"

    async def postings(self, search: Search) -> AsyncIterator[Item]:
        if search.requests < 2 and not search.resume:
            raise Rejected("board_misconfigured", board=NAME, problem="it needs two requests: the thread, its comments")
        thread, first = numbers_of(search.resume, 0, 0, board=NAME)
        story = str(thread) if thread else await self._newest_thread()
        if story is None:
            return
        left = search.limit
        for number in range(first, first + search.requests - (0 if thread else 1)):
            params: dict[str, str | int] = {
                "tags": f"comment,story_{story}",
                "hitsPerPage": MOST_A_PAGE,
                "page": number,
            }
            answer = await self.web.get(f"{self.base_url}/api/v1/search_by_date", params=params)
            page = read_page(answer, board=NAME, path="hits")
            for item in up_to(left, page.read(Comment, lambda row: _posting(row, story))):
                left -= isinstance(item, Posting)
                if not _is_a_reply(item):
                    yield item
            pages = dig(page.document, "nbPages")
            if left <= 0 or not page.rows or (isinstance(pages, int) and number + 1 >= pages):
                return
            if story.isdecimal():
                yield Bookmark(written(int(story), number + 1))

    async def _newest_thread(self) -> str | None:
        """Return the newest thread's id, None when the board lists none."""
        params: dict[str, str | int] = {"tags": "story,author_whoishiring", "hitsPerPage": 20}
        answer = await self.web.get(f"{self.base_url}/api/v1/search_by_date", params=params)
        page = read_page(answer, board=NAME, path="hits")
        if not page.rows:
            return None
        for raw in page.rows:
            title, story = text(dig(raw, "title")), text(dig(raw, "objectID"))
            if THREAD in title.lower() and story:
                return story
        raise changed(NAME, "none of the stories is called Who is hiring")


NOT_REMOTE: Final = re.compile(r"\b(?:no|not|non)[ -]remote|\b\d(?:-\d)? ?(?:d|days?)(?: a week)? (?:from )?remote")
REPLY: Final = Sentence("posting_reply")


def _is_a_reply(item: Posting | Refusal) -> bool:
    return isinstance(item, Refusal) and item.reason.code == REPLY.code


def _posting(row: Comment, story: str) -> Posting | Refusal:
    if text(row.parent_id) != story:
        return Refusal(REPLY, row.objectID)
    said = read_headline(row.comment_text)
    if said is None:
        return Refusal(Sentence("posting_not_one"), row.objectID)
    words = NOT_REMOTE.sub(" ", " ".join(said.ways).lower())
    return Posting(
        external_id=row.objectID,
        url=f"https://news.ycombinator.com/item?id={row.objectID}",
        title=said.title,
        company=said.company,
        description=f"<p>{row.comment_text}",
        places=said.places,
        remote=True if "remote" in words else None,
        hybrid=True if "hybrid" in words else None,
        work_from=tuple(way for way in said.ways if "remote" in way.lower()),
        pay_text=said.pay,
        employment=said.employment,
        posted_at=from_iso(row.created_at) or from_seconds(row.created_at_i),
    )
