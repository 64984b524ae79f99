"""Postings looked at by their board, or on their page, by the polite client."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from attrs import frozen

from copilot_adapters.job_sources.job_posting import read_job_posting
from copilot_adapters.job_sources.structured_data import find
from copilot_adapters.job_sources.webpage import BOARDS, ShowsPostings
from copilot_adapters.plugins import Plugins
from copilot_adapters.posting_pages.blocks import MOST, visible_blocks
from copilot_core.entities.closing import Sight, Told
from copilot_core.entities.posting import Posting
from copilot_core.entities.sighting import Sighting
from copilot_core.errors import NotFound, Unavailable
from copilot_core.ports.clock import Clock
from copilot_core.ports.posting_page import PostingPage
from copilot_core.ports.web import Answer, Web
from copilot_core.rules.closed import expiry
from copilot_core.rules.closed_words import closed_statement

LOGIN: Final = re.compile(r"/(?:log-?in|sign-?in|sign-?up|auth|oauth2?|sso|account|users?/sign_in|anmelden)(?:[/.?]|$)")
FRONT: Final = re.compile(r"/(?:jobs|careers?|karriere|stellenangebote|stellen|positions|openings|vacancies|search)?/?")
"""Paths that are a list of postings or a whole site, never one posting."""


@frozen
class PolitePages:
    """Makes a client for each round of looks; `settings` are those of the boards, by name."""

    web: Callable[[], Web]
    plugins: Plugins
    settings: Mapping[str, Mapping[str, Any]]
    clock: Clock

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[PostingPage]:
        """Open connections that all looks within share."""
        web = self.web()
        try:
            yield PolitePage(web, self.plugins, self.settings, self.clock)
        finally:
            close = getattr(web, "aclose", None)
            if close is not None:
                await close()


@frozen
class PolitePage:
    """Adapter of `copilot_core.ports.posting_page.PostingPage`."""

    web: Web
    plugins: Plugins
    settings: Mapping[str, Mapping[str, Any]]
    clock: Clock

    async def look(self, seen: Sighting) -> Sight:
        """Look once; the board's own word comes before its page's."""
        url = seen.posting.url
        try:
            listed = await self._on_its_board(seen)
            if listed is not None:
                return Sight(told=Told.LISTED, url=url, closes_at=listed.closes_at)
            answer = await self.web.get(url, accept="html", guarded=True)
        except NotFound:
            return Sight(told=Told.MISSING, url=url)
        if _strayed(url, answer.url):
            if LOGIN.search(urlsplit(answer.url).path.lower()):
                raise Unavailable("board_blocked", permanent=True, board=urlsplit(answer.url).netloc, status=401)
            return Sight(told=Told.ASTRAY, url=answer.url)
        return await asyncio.to_thread(read_page, answer, seen, self.clock.now())

    async def _on_its_board(self, seen: Sighting) -> Posting | None:
        """Ask the employers' boards, each of which knows its own addresses."""
        for name in BOARDS:
            given = {key: value for key, value in self.settings.get(name, {}).items() if key == "base_url"}
            board: ShowsPostings = self.plugins.build(name, {**given, "companies": ()}, web=self.web)
            found = await board.posting_at(seen.posting.url)
            if found is not None:
                return found
        return None


def read_page(answer: Answer, seen: Sighting, now: datetime) -> Sight:
    """Weigh what a page says of a posting."""
    page = answer.text[:MOST]
    posting = _the_posting(page, answer.url, seen)
    over = expiry(posting.closes_at) if posting else None
    if posting and over and over <= now:
        return Sight(told=Told.EXPIRED, url=answer.url, closes_at=posting.closes_at)
    told_before = f"{seen.posting.title} {seen.posting.description} {posting.description if posting else ''}"
    words = closed_statement(visible_blocks(page), told_before)
    if words:
        return Sight(told=Told.CLOSED, url=answer.url, words=words)
    return Sight(told=Told.SHOWN if posting else Told.SILENT, url=answer.url)


def _the_posting(page: str, url: str, seen: Sighting) -> Posting | None:
    """Return the JobPosting of the page that is this one: the only one, and by the same title."""
    items = [read_job_posting(item, url) for item in find(page, "JobPosting").items]
    same = [item for item in items if isinstance(item, Posting) and _plain(item.title) == _plain(seen.posting.title)]
    return same[0] if len(items) == len(same) == 1 else None


def _strayed(asked: str, found: str) -> bool:
    """Tell whether an address leads to a log-in, a front page or a list in place of a posting."""
    before, after = urlsplit(asked), urlsplit(found)
    if (before.path.rstrip("/"), before.query) == (after.path.rstrip("/"), after.query):
        return False
    path = after.path.lower()
    upwards = before.path.startswith(after.path.rstrip("/") + "/") or "error=true" in after.query
    return bool(LOGIN.search(path) or FRONT.fullmatch(path)) or upwards


def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))
