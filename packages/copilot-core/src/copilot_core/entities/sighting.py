"""A posting seen on a board at a time."""

from datetime import datetime

from attrs import frozen

from copilot_core.entities.facts import Facts
from copilot_core.entities.identities import PersonId, SightingId, SourceName
from copilot_core.entities.posting import Posting


@frozen(kw_only=True)
class Sighting:
    """One board's posting, cleaned and understood. `(source, external_id, owner)` names it for ever.

    `owner` is the person who entered it by hand or by a pasted URL, None for what a public board shows.
    `posting.description` is Markdown here. `content` is a digest of the posting: another one means changed.
    `reading` is the version of the rules that made the facts.
    """

    id: SightingId
    source: SourceName
    posting: Posting
    facts: Facts
    first_seen: datetime
    last_seen: datetime
    content: str
    owner: PersonId | None = None
    reading: int = 0

    @property
    def external_id(self) -> str:
        """The board's own id."""
        return self.posting.external_id
