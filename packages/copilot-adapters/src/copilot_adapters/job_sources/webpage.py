"""A web page with a job on it: what a person pasted, or pages they watch."""

import re
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from datetime import timedelta
from importlib.metadata import entry_points
from typing import Final, Protocol
from urllib.parse import urlsplit

from attrs import Factory, evolve, frozen

from copilot_adapters.job_sources.accounts import Accounts
from copilot_adapters.job_sources.job_posting import read_job_posting
from copilot_adapters.job_sources.rows import changed, cut_short, up_to
from copilot_adapters.job_sources.structured_data import find
from copilot_core.entities.posting import Attribution, Item, Posting, Refusal, Search
from copilot_core.errors import Rejected
from copilot_core.ports.web import Answer, Web

NAME: Final = "Web page"
CHARSET: Final = re.compile(
    r"charset\s{0,5}=\s{0,5}[\"']?(utf-8|iso-8859-\d{1,2}|windows-125\d|shift_jis|euc-jp|euc-kr|gb\w{1,5}|big5|koi8-r)\b",
    re.IGNORECASE,
)
"""Character sets of the web; Python knows others that take for ever to decode."""

BOARDS: Final = ("greenhouse", "lever", "ashby")


class ShowsPostings(Protocol):
    """A board that knows the addresses of its postings."""

    async def posting_at(self, url: str) -> Posting | None:
        """Return the posting at an address of this board, None for any other address."""
        ...


@frozen
class WebPage:
    """Reads the schema.org JobPosting of pages: of `search.url`, else of the pages in `urls`.

    A posting on one of the `boards` (entry-point name → base URL, empty for the board's own) is asked for there; they
    are found by their entry points, as a stranger's would be. Every other address is fetched with the guard for
    addresses that people give.
    """

    web: Web
    urls: tuple[str, ...] = ()
    boards: Mapping[str, str] = Factory(lambda: dict.fromkeys(BOARDS, ""))
    attribution: Attribution = Attribution(name=NAME, url="https://schema.org/JobPosting")
    min_interval: timedelta = timedelta(0)
    verified: str = "a recorded careers page of 2026"

    async def postings(self, search: Search) -> AsyncIterator[Item]:
        urls = (search.url,) if search.url else self.urls
        accounts = Accounts(board=NAME, setting="the address, or urls", names=urls, ask=self._at, one_host=False)
        async for item in accounts.postings(search):
            yield item

    async def _at(self, url: str, search: Search) -> AsyncGenerator[Posting | Refusal]:
        address = _address(url)
        known = await self._on_a_board(address)
        if known is not None:
            yield known
            return
        answer = await self.web.get(address, accept="html", guarded=True)
        for item in up_to(search.limit, _read(answer)):
            yield item

    async def _on_a_board(self, url: str) -> Posting | None:
        for name, base_url in self.boards.items():
            for point in entry_points(group="copilot.job_sources", name=name):
                settings = {"base_url": base_url} if base_url else {}
                board: ShowsPostings = point.load()(web=self.web, companies=(), **settings)
                found = await board.posting_at(url)
                if found is not None:
                    return evolve(found, external_id=f"{name}:{found.external_id}")
        return None


def _address(url: str) -> str:
    """Return what a person typed as an address; `https://` may be left out."""
    typed = url.strip()
    address = typed if "://" in typed else f"https://{typed}"
    try:
        host = urlsplit(address).hostname
    except ValueError:
        host = None
    if not host:
        raise Rejected("url_not_allowed", url=typed[:200], problem="it is no address")
    return address


def _text(answer: Answer) -> str:
    """Decode a page by the character set that its header or its own head names, else as UTF-8."""
    named = CHARSET.search(answer.content_type) or CHARSET.search(answer.body[:2000].decode("latin-1"))
    try:
        return answer.body.decode(named[1], "replace") if named else answer.text
    except LookupError:
        return answer.text


def _read(answer: Answer) -> list[Posting | Refusal]:
    """Return the page's postings; a page without one is told apart from one that cannot be read."""
    found = find(_text(answer), "JobPosting")
    if found.cut:
        raise cut_short(NAME)
    if found.problem and not found.items:
        raise changed(NAME, f"its JobPosting cannot be read: {found.problem}")
    if not found.items:
        raise Rejected("page_without_posting", url=answer.url)
    items = [read_job_posting(item, answer.url) for item in found.items]
    refused = [item for item in items if isinstance(item, Refusal)]
    if len(refused) == len(items):
        raise changed(NAME, f"its JobPosting is not complete: {refused[0].reason}")
    return list({item.external_id: item for item in items}.values())
