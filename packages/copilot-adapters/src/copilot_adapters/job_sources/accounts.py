"""One board, many accounts (employers, countries): each is asked for its share, and one that fails loses no other."""

import re
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from urllib.parse import unquote

from attrs import evolve, frozen

from copilot_adapters.job_sources.rows import Page, Row, Take, changed
from copilot_core.entities.posting import Posting, Refusal, Search
from copilot_core.errors import CopilotError, NotFound, Rejected, Unavailable
from copilot_core.sentences import Sentence

Ask = Callable[[str, Search], AsyncGenerator[Posting | Refusal]]
"""Asks one account, for at most so many postings and requests."""

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

    async def postings(self, search: Search) -> AsyncIterator[Posting | Refusal]:
        """Yield what they have; an account the board does not know is a refusal. Each is asked at least once.

        Raises `Rejected("board_misconfigured")` when none is named or known; any other failure of an account is
        raised when the others were asked (at once when it is the only one, or the host limits or blocks us).
        """
        names = self._names()
        if len(names) == 1:
            async with aclosing(self._only(names[0], search)) as items:
                async for item in items:
                    yield item
            return
        failures: dict[str, CopilotError] = {}
        left = evolve(search, requests=max(search.requests, len(names)))
        for place, name in enumerate(names):
            share = _share(left, len(names) - place)
            if left.limit <= 0 or self._is_shut(failures):
                break
            taken = 0
            async with aclosing(self._asked(name, share, failures)) as items:
                async for item in items:
                    taken += isinstance(item, Posting)
                    yield item
            left = evolve(left, limit=left.limit - taken, requests=left.requests - share.requests)
        self._tell(failures, names)

    async def _only(self, name: str, search: Search) -> AsyncGenerator[Posting | Refusal]:
        try:
            async with aclosing(self.ask(name, search)) as items:
                async for item in items:
                    yield item
        except NotFound as error:
            if not self.one_host:
                raise
            raise self._unknown([name]) from error

    async def _asked(
        self, name: str, share: Search, failures: dict[str, CopilotError]
    ) -> AsyncGenerator[Posting | Refusal]:
        try:
            async with aclosing(self.ask(name, share)) as items:
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
