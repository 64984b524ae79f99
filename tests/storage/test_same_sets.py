"""Both databases find the same jobs."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copilot_adapters.stemmers.snowball import Snowball
from copilot_adapters.storage import SqlStorage
from copilot_core.entities.identities import LOCAL_PERSON, JobId
from copilot_core.entities.job import Job
from copilot_core.entities.job_query import JobPage, JobQuery, Sort
from copilot_core.entities.place import Place, Remote
from copilot_core.testing.makers import NOON, make_job, make_posting, make_sighting

pytestmark = pytest.mark.slow

WORDS = [
    "C++",
    "C#",
    ".NET",
    "node.js",
    "Node",
    "front-end",
    "frontend",
    "R&D",
    "Ärztin",
    "Arzt",
    "Straße",
    "STRASSE",
    "München",
    "Muenchen",
    "Pfleger",
    "Krankenpfleger",
    "nurse",
    "Nurses",
    "senior",
    "the",
    "in",
    "O'Neill",
    "l'ingénieur",
    "ingénieur",
    "café",
    "ci/cd",
    "\\",
    "'",
    '"',
    "|",
    "&",
    "!",
    "(",
    ")",
    "<->",
    ":*",
    "日本語",
    "本",
]
LANGUAGES = ("en", "de", "fr", "", "ja")


def made(number: int) -> Job:
    """Make a job of words chosen by its number, so that every word is in some and absent from others."""
    chosen = [word for at, word in enumerate(WORDS) if (number * 7 + at * 3) % 5 in (0, number % 5)]
    posting = make_posting(external_id=str(number), title=" ".join(chosen[:3]) or "Job", description=" ".join(chosen))
    job = make_job(make_sighting(posting))
    summary = evolve(
        job.summary,
        id=JobId(f"job-{number}"),
        language=LANGUAGES[number % 5],
        remote=list(Remote)[number % 4],
        places=(Place("x", city=("München", "Berlin")[number % 2], country=("DE", "AT", "CH")[number % 3]),),
    )
    return evolve(job, summary=summary)


@pytest.fixture
async def storages(postgres_url: str, tmp_path: Path) -> AsyncIterator[tuple[SqlStorage, SqlStorage]]:
    """Open one of each, with the same jobs."""
    sqlite = SqlStorage(f"sqlite+aiosqlite:///{tmp_path / 'copilot.sqlite'}", Snowball().stem)
    postgres = SqlStorage(postgres_url, Snowball().stem)
    for storage in (sqlite, postgres):
        async with storage.transaction() as books:
            await books.catalogue.save([made(number) for number in range(60)], [])
    yield sqlite, postgres
    await sqlite.close()
    await postgres.close()


async def found(storage: SqlStorage, query: JobQuery) -> JobPage:
    async with storage.reading() as books:
        return await books.catalogue.search(query, LOCAL_PERSON)


QUERIES = st.builds(
    JobQuery,
    text=st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join),
    remote=st.sets(st.sampled_from(list(Remote)), max_size=2).map(frozenset),
    country=st.sampled_from(["", "DE", "at"]),
    city=st.sampled_from(["", "", "muenchen", "Berlin"]),
    sort=st.sampled_from(list(Sort)),
    posted_after=st.sampled_from([None, NOON]),
    limit=st.just(100),
)


async def test_the_same_question_has_the_same_answer(storages: tuple[SqlStorage, SqlStorage]) -> None:
    """Held in one event loop: the questions are drawn first, then asked."""
    drawn: list[JobQuery] = []

    @given(QUERIES)
    @settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def draw(query: JobQuery) -> None:
        drawn.append(query)

    draw()
    answered = 0
    for query in [*drawn, *(JobQuery(text=word, limit=100) for word in WORDS)]:
        left, right = [await found(storage, query) for storage in storages]
        assert left == right, query
        answered += bool(left.jobs)
    assert answered > 30


@pytest.mark.parametrize("terms", [("nurse", "c++"), ("C#", ".NET", "node.js"), ("Pfleger", "ingénieur", "Straße")])
async def test_the_same_terms_have_the_same_candidates(
    storages: tuple[SqlStorage, SqlStorage], terms: tuple[str, ...]
) -> None:
    answers = []
    for storage in storages:
        async with storage.reading() as books:
            answers.append(await books.catalogue.candidates(terms, JobQuery(country="DE"), LOCAL_PERSON, 100))
    left, right = answers
    assert [one.id for one in left] == [one.id for one in right]
    assert [one.score for one in left] == pytest.approx([one.score for one in right])
    assert left
