"""Jobs of invented words, as many as a bench wants."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from attrs import field, frozen

from copilot_core.entities.facts import Facts
from copilot_core.entities.identities import JobId, SightingId, SourceName
from copilot_core.entities.job import Job, JobSummary
from copilot_core.entities.kinds import Employment, Seniority
from copilot_core.entities.place import Place, Remote, WorkFrom
from copilot_core.entities.posting import Posting
from copilot_core.entities.salary import Period, Salary
from copilot_core.entities.sighting import Sighting

WORDS = 300
START = datetime(2026, 1, 1, tzinfo=UTC)
COUNTRIES = ("US", "DE", "GB", "FR", "IN", "ES", "NL", "PL", "BR", "CA")
SOURCES = ("remotive", "arbeitnow", "jobicy", "greenhouse", "lever", "themuse")


@frozen
class InventedJobs:
    """Jobs of words as frequent as in a language (Zipf); the same seed gives the same jobs."""

    count: int
    seed: int = 1
    vocabulary: tuple[str, ...] = field(init=False)

    @vocabulary.default
    def _vocabulary(self) -> tuple[str, ...]:
        chance = random.Random(self.seed)  # noqa: S311 - invented words
        syllables = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]
        return tuple({"".join(chance.choices(syllables, k=chance.randint(2, 4))): None for _ in range(30_000)})

    def __iter__(self) -> Iterator[Job]:
        """Yield the jobs, oldest first."""
        chance = random.Random(self.seed + 1)  # noqa: S311 - as above
        weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.vocabulary))))
        for number in range(self.count):
            drawn = chance.choices(self.vocabulary, cum_weights=weights, k=WORDS + 4)
            yield _job(number, drawn[:4], drawn[4:], chance)

    def word(self, share: float) -> str:
        """Return a word that about this share of the jobs has."""
        total = sum(1 / (rank + 3) for rank in range(len(self.vocabulary)))
        ranks = range(len(self.vocabulary))
        return self.vocabulary[next(rank for rank in ranks if 1 - (1 - 1 / (rank + 3) / total) ** WORDS <= share)]


def _job(number: int, title: list[str], text: list[str], chance: random.Random) -> Job:
    name, at = f"invented-{number}", START + timedelta(minutes=number)
    posting = Posting(
        external_id=name, url=f"https://jobs.example/{name}", title=" ".join(title), company="", posted_at=at
    )
    sighting = Sighting(
        id=SightingId(name),
        source=SourceName(chance.choice(SOURCES)),
        posting=posting,
        facts=Facts(),
        first_seen=at,
        last_seen=at,
        content=name,
    )
    country = chance.choice(COUNTRIES)
    remote = chance.choice(tuple(Remote))
    summary = JobSummary(
        id=JobId(name),
        title=posting.title,
        company=f"Company {chance.randrange(3000)}",
        url=posting.url,
        places=(Place(f"{text[0]}, {country}", city=text[0], country=country),),
        remote=remote,
        work_from=WorkFrom(countries=frozenset({country})) if remote is Remote.YES else WorkFrom(),
        salary=Salary(50_000 + number % 977 * 100, None, "USD", Period.YEAR) if number % 3 else None,
        employment=frozenset({chance.choice(tuple(Employment))}),
        seniority=chance.choice(tuple(Seniority)),
        skills=tuple(sorted({f"skill {chance.randrange(500)}" for _ in range(10)})),
        language="en",
        posted_at=at,
        first_seen=at,
        last_seen=at,
        sources=(sighting.source,),
    )
    return Job(summary=summary, description=" ".join(text), facts=Facts(), sightings=(sighting,))
