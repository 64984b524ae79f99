"""What a job board yields."""

from datetime import datetime

from attrs import frozen

from copilot_core.entities.salary import Salary
from copilot_core.sentences import Sentence


@frozen(kw_only=True)
class Posting:
    """One advert as its board gave it, with the board's own words where a fact is not structured.

    Only the first four are needed. `description` may be HTML or plain text (the gate makes Markdown of it).
    `places` are the board's place lines. `remote` is the board's own flag: None when it says nothing.
    `work_from` are its lines on who may apply ("Worldwide", "USA only"). `pay` is a structured salary,
    `pay_text` a line in words. `employment`, `seniority` and `tags` are the board's words. `private_to` is
    never set by a board. Times are aware (UTC).
    """

    external_id: str
    url: str
    title: str
    company: str
    description: str = ""
    places: tuple[str, ...] = ()
    remote: bool | None = None
    hybrid: bool | None = None
    work_from: tuple[str, ...] = ()
    pay: Salary | None = None
    pay_text: str = ""
    employment: tuple[str, ...] = ()
    seniority: str = ""
    tags: tuple[str, ...] = ()
    department: str = ""
    language: str = ""
    apply_url: str = ""
    company_url: str = ""
    contact: str = ""
    posted_at: datetime | None = None
    closes_at: datetime | None = None


@frozen
class Refusal:
    """A row of a board that could not be taken, and why. The others stay."""

    reason: Sentence
    external_id: str = ""


@frozen
class Bookmark:
    """Everything before this was given: the same search with `resume=place` goes on here, in another process or later.

    `place` is the board's own word for it (a page, an offset, a cursor), and holds no secret. It stands for a request
    that was answered, so at most one is yielded for each.
    """

    place: str


Item = Posting | Refusal | Bookmark
"""What a board yields."""


@frozen(kw_only=True)
class Search:
    """What a board is asked for. A board uses what it can; the rest is filtered when jobs are read.

    `limit` bounds the postings of one collection, `requests` the calls; `url` is for sources that read a page.
    `resume` is the place of a bookmark that the board yielded for this search; `limit` and `requests` are then what
    is left.
    """

    text: str = ""
    where: str = ""
    remote: bool | None = None
    url: str = ""
    limit: int = 200
    requests: int = 10
    resume: str = ""


@frozen(kw_only=True)
class Attribution:
    """What a board asks of those who show its postings: a name and a link to show, and its terms in a line."""

    name: str
    url: str
    terms: str = ""
