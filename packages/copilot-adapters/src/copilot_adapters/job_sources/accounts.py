"""One board, many accounts (employers, countries): each is asked for its share, and one that fails loses no other."""

import hashlib
import re
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from typing import Final
from urllib.parse import unquote

from attrs import evolve, frozen

from copilot_adapters.job_sources.places import refused
from copilot_adapters.job_sources.rows import Page, Row, Take, changed
from copilot_core.entities.posting import Bookmark, Item, Posting, Refusal, Search
from copilot_core.errors import CopilotError, NotFound, Rejected, Unavailable
from copilot_core.ports.listing import account_listed, left_out, shown
from copilot_core.sentences import Sentence

Ask = Callable[[str, Search], AsyncGenerator[Item]]
"""Asks one account, for at most so many postings and requests; its bookmarks are the account's own."""

PLACE: Final = re.compile(r"([0-9a-f]{16})/(\d{1,9})/(\d{1,9})/(\d{1,9})/(.*)", re.ASCII)
"""An account's digest (its name may be a secret address), what is left of its share, of requests for others, its place."""

THE_HOST_SAYS_NO = frozenset({"board_limited", "board_blocked"})
"""After these no further account of the same host is asked."""


@frozen(kw_only=True)
class Accounts:
    """Accounts of one board, asked one after the other; `setting` is where a person lists them.

    `one_host` tells whether all of them live on one server.
    """

    board: str
    setting: str
    names: Sequence[str]
    ask: Ask
    one_host: bool = True

    async def postings(self, search: Search) -> AsyncIterator[Item]:
        """Yield what they have; an account the board does not know is a refusal. Each is asked at least once.

        Raises `Rejected("board_misconfigured")` when none is named or known; any other failure of an account is
        raised when the others were asked (at once when it is the only one, or the host limits or blocks us). After a
        failure no bookmark comes: who goes on asks the account that failed again.
        """
        names = self._names()
        if len(names) == 1:
            async with aclosing(self._only(names[0], search)) as items:
                async for item in items:
                    yield item
            return
        failures: dict[str, CopilotError] = {}
        stretch = _beginning(search, names) if not search.resume else self._going_on(search, names)
        while stretch is not None and not self._is_shut(failures):
            async with aclosing(self._asked(stretch, failures)) as items:
                async for item in items:
                    stretch = stretch.past(item)
                    if not isinstance(item, Bookmark):
                        yield item
                    elif not _has_failed(failures):
                        yield stretch.at(item.place)
            stretch = stretch.following()
            if stretch is not None and not _has_failed(failures):
                yield stretch.at("")
        self._tell(failures, names)

    def _going_on(self, search: Search, names: tuple[str, ...]) -> "_Stretch":
        found = PLACE.fullmatch(search.resume)
        name = next((name for name in names if found and _digest(name) == found[1]), None)
        if found is None or name is None:
            raise refused(self.board, search.resume)
        limit, requests, later = int(found[2]), int(found[3]), int(found[4])
        share = evolve(search, limit=min(limit, search.limit), requests=requests, resume=found[5])
        left = evolve(search, requests=requests + later, resume="")
        return _Stretch(names=names[names.index(name) :], share=share, left=left)

    async def _only(self, name: str, search: Search) -> AsyncGenerator[Item]:
        try:
            async with aclosing(self._listed(name, search)) as items:
                async for item in items:
                    yield item
        except NotFound as error:
            if not self.one_host:
                raise
            raise self._unknown([name]) from error

    async def _asked(self, stretch: "_Stretch", failures: dict[str, CopilotError]) -> AsyncGenerator[Item]:
        name = stretch.names[0]
        try:
            async with aclosing(self._listed(name, stretch.share)) as items:
                async for item in items:
                    yield item
        except (NotFound, Unavailable) as error:
            failures[name] = error
            unknown = isinstance(error, NotFound) and self.one_host
            code = "board_account_unknown" if unknown else "board_account_failed"
            yield self._refused(code, name, problem=str(error))
        except Rejected as error:
            if error.code == "board_misconfigured":
                raise
            failures[name] = error
            yield Refusal(error.sentence, name)

    async def _listed(self, name: str, search: Search) -> AsyncGenerator[Item]:
        """Ask an account, and say whether that was everything it has."""
        left = search.limit
        with account_listed(name):
            async with aclosing(self.ask(name, search)) as items:
                async for item in items:
                    if isinstance(item, Posting):
                        left -= 1
                        shown(name, item.external_id)
                    yield item
            if left <= 0:
                left_out()

    def _is_shut(self, failures: dict[str, CopilotError]) -> bool:
        return self.one_host and any(failure.code in THE_HOST_SAYS_NO for failure in failures.values())

    def _tell(self, failures: dict[str, CopilotError], names: Sequence[str]) -> None:
        for failure in failures.values():
            if isinstance(failure, Unavailable):
                raise failure
        if len(failures) == len(names):
            raise self._unknown(names)

    def _names(self) -> tuple[str, ...]:
        names = tuple(dict.fromkeys(name.strip() for name in self.names if name.strip()))
        if not names:
            raise self._misconfigured(f"needs {self.setting}")
        return names

    def _refused(self, code: str, name: str, **more: str) -> Refusal:
        return Refusal(Sentence(code, {"board": self.board, "account": name, **more}), name)

    def _unknown(self, names: Sequence[str]) -> Rejected:
        return self._misconfigured(f"there is nothing at {', '.join(names)}: check {self.setting}")

    def _misconfigured(self, problem: str) -> Rejected:
        return Rejected("board_misconfigured", board=self.board, problem=problem)


@frozen(kw_only=True)
class _Stretch:
    """The accounts still to be asked: the first one's share and, with it, what is left for all."""

    names: tuple[str, ...]
    share: Search
    left: Search

    def past(self, item: Item) -> "_Stretch":
        """Count what came; a bookmark stands for a request."""
        postings, requests = isinstance(item, Posting), isinstance(item, Bookmark)
        return evolve(self, share=_less(self.share, postings, requests), left=_less(self.left, postings, requests))

    def at(self, place: str) -> Bookmark:
        """Write a bookmark at a place of the first account."""
        later = self.left.requests - self.share.requests
        return Bookmark(f"{_digest(self.names[0])}/{self.share.limit}/{self.share.requests}/{later}/{place}")

    def following(self) -> "_Stretch | None":
        """Return the accounts behind the first, None when there is none, or nothing is left for them."""
        names = self.names[1:]
        left = evolve(self.left, requests=self.left.requests - self.share.requests)
        return _stretch(names, left) if names and left.limit > 0 else None


def _beginning(search: Search, names: tuple[str, ...]) -> _Stretch | None:
    left = evolve(search, requests=max(search.requests, len(names)))
    return _stretch(names, left) if left.limit > 0 else None


def _stretch(names: tuple[str, ...], left: Search) -> _Stretch:
    return _Stretch(names=names, share=_share(left, len(names)), left=left)


def _less(search: Search, postings: int, requests: int) -> Search:
    return evolve(search, limit=search.limit - postings, requests=search.requests - requests)


def _has_failed(failures: dict[str, CopilotError]) -> bool:
    return any(isinstance(failure, Unavailable) for failure in failures.values())


def _digest(name: str) -> str:
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _share(left: Search, accounts: int) -> Search:
    """Return what one of so many accounts may take of what is left, rounded up."""
    requests = max(1, left.requests // accounts) if left.requests > 0 else 0
    return evolve(left, limit=-(-left.limit // accounts), requests=requests)


def account_name(account: str) -> str:
    """Return an employer's name as an address spells it, in readable letters: `match-group` is "Match Group"."""
    words = re.sub(r"[-_+\s]+", " ", unquote(account)).strip()
    return words.title() if words.islower() else words


def the_posting(page: Page, row: type[Row], take: Take[Row]) -> Posting:
    """Return the one posting of an answer; raise `Unavailable("board_changed")` when it cannot be read."""
    for item in page.read(row, take):
        if isinstance(item, Posting):
            return item
    raise changed(page.board, "there is no posting in it")
