"""Follow what happens to several people."""

from collections.abc import Mapping

from attrs import frozen

from copilot_core.entities.event import Event
from copilot_core.entities.identities import PersonId
from copilot_core.errors import Rejected
from copilot_core.ports.storage import Books, Storage

MOST = 500


@frozen(kw_only=True)
class News:
    """What came for a person: the next events, and the number of the newest. `forgotten`: some are kept no more."""

    last: int
    events: tuple[Event, ...] = ()
    forgotten: bool = False


@frozen
class FollowEvents:
    """Tell what came after the numbers that were seen; one look for everybody, and one more for each who has news."""

    storage: Storage

    async def __call__(self, seen: Mapping[PersonId, int | None]) -> dict[PersonId, News]:
        """Return the news of those who have some; None asks for the newest number alone."""
        async with self.storage.reading(latest=True) as books:
            lasts = await books.events.lasts(seen.keys())
            return {
                person: await _news(books, person, number, lasts.get(person, 0))
                for person, number in seen.items()
                if number != lasts.get(person, 0)
            }


async def _news(books: Books, person: PersonId, number: int | None, last: int) -> News:
    if number is None:
        return News(last=last)
    try:
        return News(last=last, events=await books.events.since(person, number, MOST))
    except Rejected as error:
        if error.code != "events_forgotten":
            raise
        return News(last=last, forgotten=True)
