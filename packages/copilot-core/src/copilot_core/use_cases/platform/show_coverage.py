"""Show honestly what the boards at hand hold, and what would add more."""

from attrs import field, frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.entities.job_query import JobQuery, Sort
from copilot_core.entities.seeker import Wishes
from copilot_core.entities.source_run import SourceStanding
from copilot_core.ports.storage import Storage
from copilot_core.rules.place import Cities, read_places
from copilot_core.sentences import Sentence
from copilot_core.use_cases.platform.show_sources import ShowSources

ANYTHING = "*"


@frozen(kw_only=True)
class BoardCoverage:
    """How many of the jobs asked for a board holds, and how it stands; one with a `problem` may hold more."""

    jobs: int
    source: SourceStanding


@frozen(kw_only=True)
class Coverage:
    """What was asked for, how many open jobs answer, board by board; `told` says it in sentences, remedies too."""

    text: str
    place: str
    total: int
    more: bool
    boards: tuple[BoardCoverage, ...]
    told: tuple[Sentence, ...] = field(default=())


@frozen
class ShowCoverage:
    """Count the jobs of a kind near a place by board, and name the boards that lack something, with the remedy."""

    storage: Storage
    show: ShowSources
    cities: Cities

    async def __call__(self, text: str = "", place: str = "", *, person: PersonId = LOCAL_PERSON) -> Coverage:
        """Return it for what is asked; for what the person wishes when nothing is."""
        async with self.storage.reading() as books:
            if not (text.strip() or place.strip()):
                text, place = _wished((await books.people.seeker(person)).wishes)
            query = self._query(text, place)
            page = await books.catalogue.search(query, person)
        held = page.facets.get("source", {})
        boards = tuple(BoardCoverage(jobs=held.get(one.name, 0), source=one) for one in await self.show())
        near = query.city or query.country or ANYTHING
        said: dict[str, str | int | float] = {"jobs": page.total, "text": text or ANYTHING, "place": near}
        lacking = [one.source for one in boards if one.source.problem]
        return Coverage(
            text=text,
            place=place,
            total=page.total,
            more=page.more,
            boards=tuple(sorted(boards, key=lambda one: (-one.jobs, one.source.name))),
            told=(
                Sentence("coverage_held", said),
                *(Sentence("coverage_more", {"board": one.name, "problem": str(one.problem)}) for one in lacking),
            ),
        )

    def _query(self, text: str, place: str) -> JobQuery:
        """Return the question; a state is asked for as its country, an unknown place as a city of that name."""
        where = next(iter(read_places([place], self.cities)), None) if place.strip() else None
        country = (where.country or "") if where else ""
        city = (where.city if where else None) or ("" if country else place.strip())
        return JobQuery(text=text, city=city, country=country, sort=Sort.DATE, limit=1)


def _wished(wishes: Wishes) -> tuple[str, str]:
    where = wishes.where[0].text if wishes.where else wishes.lives_in.text if wishes.lives_in else ""
    return next(iter(wishes.want), ""), where
