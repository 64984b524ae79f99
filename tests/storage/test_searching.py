"""Searching: filters, order, pages, facets, and what a cursor promises."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from attrs import evolve

from copilot_adapters.storage import SqlStorage
from copilot_core.entities.evidence import Evidence
from copilot_core.entities.facts import Facts
from copilot_core.entities.identities import LOCAL_PERSON, JobId, SourceName
from copilot_core.entities.job import Job
from copilot_core.entities.job_query import JobPage, JobQuery, Sort
from copilot_core.entities.kinds import Employment, Seniority
from copilot_core.entities.place import Place, Remote, WorkFrom
from copilot_core.entities.salary import Period, Salary
from copilot_core.entities.skill import Skill, SkillMention
from copilot_core.errors import Rejected
from copilot_core.testing.makers import NOON, make_job, make_posting, make_sighting
from copilot_core.use_cases.jobs.search_jobs import SearchJobs

COUNTRY_LESS = WorkFrom()


def job(name: str, title: str = "Clerk", text: str = "Work.", *, facts: Facts | None = None, **summary: object) -> Job:
    made = make_job(make_sighting(make_posting(external_id=name, title=title, description=text)))
    return evolve(
        made,
        summary=evolve(made.summary, id=JobId(name), **summary),  # type: ignore[arg-type]
        facts=facts or made.facts,
    )


async def keep(storage: SqlStorage, *jobs: Job) -> None:
    async with storage.transaction() as books:
        await books.catalogue.save(jobs, [])


async def ask(storage: SqlStorage, **query: object) -> JobPage:
    return await SearchJobs(storage)(JobQuery(**query))  # type: ignore[arg-type]


async def names(storage: SqlStorage, **query: object) -> list[str]:
    return [found.id for found in (await ask(storage, **query)).jobs]


async def every_page(storage: SqlStorage, **query: object) -> list[str]:
    found: list[str] = []
    cursor: str | None = None
    while True:
        page = await ask(storage, cursor=cursor, **query)
        found += [one.id for one in page.jobs]
        cursor = page.next
        if cursor is None:
            return found


BERLIN = Place("Berlin, Germany", city="Berlin", country="DE")
MUNICH = Place("München", city="München", country="DE")
AUSTIN = Place("Austin, TX", city="Austin", region="TX", country="US")
PYTHON = SkillMention(Skill("esco:python", "Python (computer programming)"), Evidence("Python", 0, 6))

FILTERED: list[tuple[dict[str, object], set[str]]] = [
    ({}, {"berlin", "austin", "far", "paid"}),
    ({"city": "berlin"}, {"berlin"}),
    ({"city": "Munich"}, set()),
    ({"city": "muenchen"}, {"far"}),
    ({"city": "MUNCHEN"}, {"far"}),
    ({"country": "DE"}, {"berlin", "far"}),
    ({"country": "de", "city": "Austin"}, set()),
    ({"remote": frozenset({Remote.YES})}, {"far"}),
    ({"remote": frozenset({Remote.YES, Remote.NO})}, {"far", "berlin"}),
    ({"work_from": "FR"}, {"far", "paid"}),
    ({"work_from": "GB"}, {"paid"}),
    ({"work_from": "US"}, {"austin", "paid"}),
    ({"work_from": "RU"}, set()),
    ({"pay_min": 90_000.0}, {"paid", "austin"}),
    ({"pay_min": 90_000.0, "currency": "EUR"}, {"paid"}),
    ({"currency": "usd"}, {"austin"}),
    ({"pay_min": 130_000.0}, set()),
    ({"posted_after": NOON - timedelta(days=1)}, {"berlin", "austin", "paid"}),
    ({"sources": frozenset({"lever", "ashby"})}, {"berlin"}),
    ({"seniority": frozenset({Seniority.SENIOR})}, {"berlin"}),
    ({"employment": frozenset({Employment.CONTRACT, Employment.PART_TIME})}, {"austin"}),
    ({"skill": "esco:python"}, {"paid"}),
    ({"skill": "python (computer programming)"}, {"paid"}),
    ({"skill": "sewing"}, {"austin"}),
    ({"company": "elbe CLINIC"}, {"berlin", "far", "paid"}),
    ({"company": "Häuser & Söhne"}, {"austin"}),
    ({"text": "clerk", "country": "DE", "remote": frozenset({Remote.NO})}, {"berlin"}),
]


async def keep_the_filtered(storage: SqlStorage) -> None:
    await keep(
        storage,
        job("berlin", places=(BERLIN,), remote=Remote.NO, sources=("lever", "acme"), seniority=Seniority.SENIOR),
        job(
            "austin",
            places=(AUSTIN,),
            work_from=WorkFrom(states=frozenset({"US-TX"})),
            salary=Salary(40, 50, "USD", Period.HOUR),
            employment=frozenset({Employment.PART_TIME}),
            skills=("sewing",),
            company="Häuser & Söhne",
        ),
        job(
            "far",
            places=(MUNICH,),
            remote=Remote.YES,
            work_from=WorkFrom(countries=frozenset({"FR", "ES"})),
            posted_at=NOON - timedelta(days=9),
        ),
        job(
            "paid",
            work_from=WorkFrom(anywhere=True, excluded=frozenset({"RU"})),
            salary=Salary(90_000, 120_000, "EUR", Period.YEAR),
            facts=Facts(skills=(PYTHON,)),
        ),
    )


@pytest.mark.parametrize(("query", "expected"), FILTERED)
async def test_each_filter_narrows(storage: SqlStorage, query: dict[str, object], expected: set[str]) -> None:
    await keep_the_filtered(storage)
    page = await ask(storage, **query)
    assert {found.id for found in page.jobs} == expected
    assert page.total == len(expected)


async def test_facets_count_what_the_query_finds(storage: SqlStorage) -> None:
    await keep_the_filtered(storage)
    facets = (await ask(storage, country="DE")).facets
    assert facets["remote"] == {"no": 1, "yes": 1}
    assert facets["country"] == {"DE": 2}
    assert facets["source"] == {"acme": 2, "lever": 1}
    assert facets["seniority"] == {"senior": 1}
    assert facets["company"] == {"Elbe Clinic": 2}


async def test_company_and_skill_facets_are_the_twenty_most_frequent(storage: SqlStorage) -> None:
    await keep(storage, *(job(f"{one}-{two}", company=f"Company {one}") for one in range(25) for two in range(one + 1)))
    facet = (await ask(storage)).facets["company"]
    assert list(facet.items()) == [(f"Company {one}", one + 1) for one in reversed(range(5, 25))]


async def test_without_text_the_newest_come_first(storage: SqlStorage) -> None:
    await keep(storage, *(job(str(day), posted_at=NOON - timedelta(days=day)) for day in (3, 1, 2)))
    assert await names(storage) == ["1", "2", "3"]


async def test_a_job_without_a_date_counts_from_when_it_was_first_seen(storage: SqlStorage) -> None:
    await keep(storage, job("old", posted_at=NOON - timedelta(days=1)), job("undated", posted_at=None))
    assert await names(storage, sort=Sort.DATE) == ["undated", "old"]


async def test_pay_compares_years_and_currencies_and_puts_the_unknown_last(storage: SqlStorage) -> None:
    await keep(
        storage,
        job("none"),
        job("hourly", salary=Salary(60, 60, "USD", Period.HOUR)),
        job("rupees", salary=Salary(1_000_000, 2_000_000, "INR", Period.YEAR)),
        job("euros", salary=Salary(None, 120_000, "EUR", Period.YEAR)),
    )
    assert await names(storage, sort=Sort.PAY) == ["euros", "hourly", "rupees", "none"]


async def test_words_in_the_title_come_before_words_in_the_text(storage: SqlStorage) -> None:
    await keep(
        storage,
        job("text", "Clerk", "You will work with a nurse."),
        job("often", "Clerk", "nurse nurse nurse nurse"),
        job("long", "Nurse, clerk, driver, cook and gardener", "Everything."),
        job("title", "Nurse", "Care."),
        job("newer", "Clerk", "A nurse calls."),
    )
    assert await names(storage, text="nurse") == ["title", "long", "often", "newer", "text"]


async def test_every_word_of_a_text_must_be_there(storage: SqlStorage) -> None:
    await keep(storage, job("both", "Nurse", "Berlin"), job("one", "Nurse", "Hamburg"))
    assert await names(storage, text="the nurse in Berlin") == ["both"]
    assert await names(storage, text="nurse nowhere") == []


async def test_of_a_long_text_the_rarest_twelve_words_count(storage: SqlStorage) -> None:
    common = [f"common{chr(97 + number)}" for number in range(12)]
    rare = [f"rare{chr(97 + number)}" for number in range(12)]
    await keep(
        storage,
        job("wanted", text=" ".join(rare)),
        *(job(f"other{number}", text=" ".join(common)) for number in range(3)),
    )
    assert await names(storage, text=" ".join(common + rare)) == ["wanted"]


@pytest.mark.parametrize("order", [{"sort": Sort.DATE}, {"sort": Sort.PAY}, {"text": "clerk"}])
async def test_pages_show_every_job_once(storage: SqlStorage, order: dict[str, object]) -> None:
    jobs = [
        job(f"{number:02}", posted_at=NOON - timedelta(hours=number % 5), salary=_pay(number % 7))
        for number in range(37)
    ]
    await keep(storage, *jobs)
    found = await every_page(storage, limit=10, **order)
    assert sorted(found) == [f"{number:02}" for number in range(37)]
    assert found == await names(storage, limit=100, **order)


def _pay(thousands: int) -> Salary | None:
    return Salary(thousands * 1000, None, "EUR", Period.YEAR) if thousands else None


@pytest.mark.parametrize("order", [{"sort": Sort.DATE}, {"sort": Sort.PAY}, {"text": "clerk"}])
async def test_a_page_begun_goes_on_whatever_is_stored_meanwhile(storage: SqlStorage, order: dict[str, object]) -> None:
    await keep(storage, *(job(str(n), posted_at=NOON - timedelta(hours=n), salary=_pay(n + 1)) for n in range(9)))
    before = await every_page(storage, limit=3, **order)
    first = await ask(storage, limit=3, **order)
    newer = (job(f"new{n}", posted_at=NOON + timedelta(hours=n), salary=_pay(90 + n)) for n in range(5))
    await keep(storage, *newer)
    second = await ask(storage, limit=3, cursor=first.next, **order)
    third = await ask(storage, limit=3, cursor=second.next, **order)
    assert [one.id for page in (first, second, third) for one in page.jobs] == before
    assert third.next is None
    assert third.total == first.total == 9


async def test_a_page_begun_shows_no_job_that_took_the_place_of_one_that_is_gone(storage: SqlStorage) -> None:
    await keep(storage, job("titled", "Clerk"), job("worded", "Porter", "Help the clerk."))
    first = await ask(storage, text="clerk", limit=1)
    assert [one.id for one in first.jobs] == ["titled"]
    async with storage.transaction() as books:
        await books.catalogue.save([], [(JobId("worded"), JobId("titled"))])
        await books.catalogue.save([job("other", "Driver")], [])
    second = await ask(storage, text="clerk", limit=1, cursor=first.next)
    assert second.jobs == ()


async def first_cursor(storage: SqlStorage, **query: object) -> str:
    await keep(storage, *(job(str(number)) for number in range(5)))
    cursor = (await ask(storage, limit=2, **query)).next
    assert cursor is not None
    return cursor


@pytest.mark.parametrize("query", [{"sort": Sort.DATE}, {"text": "clerk"}])
async def test_a_tampered_cursor_is_refused(storage: SqlStorage, query: dict[str, object]) -> None:
    cursor = await first_cursor(storage, **query)
    broken: Sequence[str] = (
        cursor[:-3], "A" + cursor[1:], cursor[:10] + "x" + cursor[11:], "", "!!", "ä", "A" * 50_000,
    )  # fmt: skip
    for tampered in broken:
        with pytest.raises(Rejected) as refused:
            await ask(storage, cursor=tampered, limit=2, **query)
        assert refused.value.code == "cursor_wrong"


async def test_a_cursor_of_another_search_is_refused(storage: SqlStorage) -> None:
    cursor = await first_cursor(storage, sort=Sort.DATE)
    with pytest.raises(Rejected, match="start again without a cursor"):
        await ask(storage, cursor=cursor, country="DE", sort=Sort.DATE)


async def test_a_cursor_fits_into_an_address(storage: SqlStorage) -> None:
    await keep(storage, *(job(str(number)) for number in range(1200)))
    page = await ask(storage, text="clerk", limit=1)
    assert page.total == 1200
    assert page.next is not None
    assert len(page.next) < 6000
    assert len(await every_page(storage, text="clerk", limit=500)) == 1000


async def test_jobs_near_in_meaning_join_the_ranking_through_the_filters(storage: SqlStorage) -> None:
    await keep(
        storage,
        job("worded", "Nurse", places=(BERLIN,)),
        job("meant", "Carer", places=(BERLIN,)),
        job("elsewhere", "Carer", places=(AUSTIN,)),
    )
    query = JobQuery(text="nurse", country="DE", limit=1)
    near = [JobId("meant"), JobId("elsewhere"), JobId("unknown"), JobId("worded")]
    async with storage.reading() as books:
        first = await books.catalogue.search(query, LOCAL_PERSON, near)
        assert first.next is not None
        second = await books.catalogue.search(evolve(query, cursor=first.next), LOCAL_PERSON)
    assert [one.id for page in (first, second) for one in page.jobs] == ["worded", "meant"]
    assert first.total == second.total == 2
    assert second.next is None


async def test_candidates_answer_any_term_and_rank_rare_ones_and_titles_first(storage: SqlStorage) -> None:
    await keep(
        storage,
        *(job(f"common{number}", text="common") for number in range(20)),
        job("rare", text="rare"),
        job("title", "Rare", "nothing"),
        job("none", text="nothing"),
    )
    async with storage.reading() as books:
        found = await books.catalogue.candidates(["common", "rare", "absent"], JobQuery(), LOCAL_PERSON, 5)
        filtered = await books.catalogue.candidates(["rare"], JobQuery(country="FR"), LOCAL_PERSON, 5)
    assert [one.id for one in found][:2] == ["title", "rare"]
    assert len(found) == 5
    assert filtered == ()


async def test_a_text_without_a_word_finds_nothing_and_an_empty_one_everything(storage: SqlStorage) -> None:
    await keep(storage, job("one"))
    assert await names(storage, text="?!") == []
    assert await names(storage, text=" \n ") == ["one"]


async def test_a_limit_is_kept_within_bounds(storage: SqlStorage) -> None:
    await keep(storage, *(job(str(number)) for number in range(3)))
    assert len(await names(storage, limit=0)) == 1
    assert len(await names(storage, limit=10**9)) == 3


async def test_searching_hostile_text_finds_nothing_and_breaks_nothing(storage: SqlStorage) -> None:
    await keep(storage, job("one", "Nurse"))
    for text in ('" OR *', "' | !x & (", "\\", "NEAR(a b)", "tokens:nurse x", "\x00nul", "^", "*", "nurse\ud800 zzz"):
        assert await names(storage, text=text) in ([], ["one"])
    assert await names(storage, company="'\";--", skill="a|b&c!(d)") == []


async def test_sources_named_by_a_plug_in_can_be_filtered(storage: SqlStorage) -> None:
    await keep(storage, job("one", sources=(SourceName("acme-Böard 2"),)))
    assert await names(storage, sources=frozenset({"acme-Böard 2"})) == ["one"]
