"""What is one job, and what only looks like it."""

import random
import time

import pytest
from merging_world import DUTIES, OTHER_DUTIES, Advert, Shelf

from copilot_core.rules.same_job import sign

AGENCY_WORDS = (
    "Nordlicht Personal is a leading specialist in recruitment. For a well-known client we look for reinforcement at "
    "the earliest possible date. Nordlicht Personal places permanent staff all over the country, free of charge. "
)


@pytest.mark.parametrize(
    "title",
    [
        "Senior Backend Engineer (m/w/d)",
        "Senior Backend Engineer - Remote",
        "SENIOR BACKEND ENGINEER | Moneta",
        "Sr. Back-end Engineer, Berlin",
        "Senior Backend Engineers wanted, immediate start!",
        "Senior Backend Engineer (Job ID 48213)",
        "Senior Backend Enginer",
    ],
)
def test_noise_in_a_title_does_not_hide_a_copy(shelf: Shelf, advert: Advert, title: str) -> None:
    assert shelf.are_one(advert("a"), advert("b", source="other", title=title, description=DUTIES[:400]))


@pytest.mark.parametrize("company", ["Moneta GmbH", "MONETA, Inc.", "Moneta Deutschland GmbH", "moneta.io"])
def test_legal_forms_do_not_hide_a_copy(shelf: Shelf, advert: Advert, company: str) -> None:
    assert shelf.are_one(advert("a"), advert("b", source="other", company=company))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("München", "Munich, Germany"),
        ("Muenchen", "Munich"),
        ("Köln, NRW", "Cologne, Germany"),
        ("New York, NY", "NYC"),
        ("Berlin, Germany", "Berlin-Mitte"),
        ("Frankfurt am Main", "Frankfurt, Hessen"),
        ("Berlin, Germany", "Remote"),
        ("Wahsington, DC", "Washington, DC"),
    ],
)
def test_spellings_of_one_place_agree(shelf: Shelf, advert: Advert, one: str, other: str) -> None:
    assert shelf.are_one(advert("a", places=(one,)), advert("b", source="other", places=(other,)))


def test_a_cut_text_with_other_words_around_is_a_copy(shelf: Shelf, advert: Advert) -> None:
    cut = f"Apply through our portal and be the first to know.\n\n{DUTIES[:350]}…"
    assert shelf.are_one(advert("a"), advert("b", source="other", description=cut))


def test_markup_and_capitals_do_not_count(shelf: Shelf, advert: Advert) -> None:
    marked = "\n".join(f"* **{line.upper()}**" for line in DUTIES.splitlines())
    assert shelf.are_one(advert("a"), advert("b", source="other", description=marked))


def test_words_changed_here_and_there_make_a_near_copy(shelf: Shelf, advert: Advert) -> None:
    words = DUTIES.split(" ")
    chance = random.Random(7)  # noqa: S311 - the same words each time
    for place in chance.sample(range(len(words)), len(words) // 30):
        words[place] = "indeed"
    assert shelf.are_one(advert("a"), advert("b", source="other", description=" ".join(words)))


def test_a_posting_repeated_weeks_later_under_a_new_id_is_the_same_job(shelf: Shelf, advert: Advert) -> None:
    assert shelf.are_one(advert("2026-01"), advert("2026-03"))
    (job,) = shelf.jobs()
    assert [merge.reason.code for merge in job.merges] == ["merged_repost"]


def test_an_agencys_copy_that_hides_the_employer_is_the_same_job(shelf: Shelf, advert: Advert) -> None:
    hidden = AGENCY_WORDS + DUTIES.replace("our customers", "their customers")
    assert shelf.are_one(advert("a"), advert("b", source="other", company="Nordlicht Personal", description=hidden))
    (job,) = shelf.jobs()
    assert [merge.reason.code for merge in job.merges] == ["merged_agency"]
    assert "agencies" in str(job.merges[0].reason)


def test_one_address_with_other_marks_of_tracking_is_one_job(shelf: Shelf, advert: Advert) -> None:
    address = "https://boards.example/moneta/jobs/4820193"
    short = "A short note of a board, which says next to nothing about the work but that it is there."
    one = advert("a", url=f"{address}?gh_src=abc")
    other = advert("b", source="other", url=f"{address}?utm_source=x#apply", description=short, places=())
    assert shelf.are_one(one, other)
    assert shelf.jobs()[0].merges[0].reason.code == "merged_address"


def test_one_title_in_two_cities_is_two_jobs(shelf: Shelf, advert: Advert) -> None:
    assert not shelf.are_one(advert("a"), advert("b", places=("Hamburg, Germany",)))


def test_a_posting_of_two_cities_joins_the_posting_of_either(shelf: Shelf, advert: Advert) -> None:
    both = advert("b", source="other", places=("Berlin; Hamburg",))
    assert shelf.are_one(advert("a"), both)
    assert shelf.put(advert("c", source="third", places=("Hamburg, Germany",))) == 1
    assert len(shelf.jobs()) == 1


@pytest.mark.parametrize(
    "title", ["Junior Backend Engineer", "Backend Engineer", "Lead Backend Engineer", "Senior Backend Engineer II"]
)
def test_another_level_is_another_job(shelf: Shelf, advert: Advert, title: str) -> None:
    assert not shelf.are_one(advert("a"), advert("b", title=title))


def test_two_teams_that_share_a_template_are_two_jobs(shelf: Shelf, advert: Advert) -> None:
    def of(team: str) -> str:
        return f"You will join the {team} team. {DUTIES}"

    payments = advert("a", title="Senior Backend Engineer, Payments", description=of("Payments"))
    search = advert("b", title="Senior Backend Engineer, Search", description=of("Search"))
    assert not shelf.are_one(payments, search, advert("c"))
    assert len(shelf.jobs()) == 3


def test_an_agencys_other_client_is_another_job(shelf: Shelf, advert: Advert) -> None:
    one = advert("a", company="Nordlicht Personal", description=AGENCY_WORDS + DUTIES)
    other = advert("b", company="Nordlicht Personal", description=AGENCY_WORDS + OTHER_DUTIES)
    assert not shelf.are_one(one, other)


def test_other_duties_between_the_same_words_about_the_company_are_another_job(shelf: Shelf, advert: Advert) -> None:
    about = "Moneta moves the money of nine million people. " * 3
    one = advert("a", description=f"{about}{DUTIES}{about}")
    other = advert("b", description=f"{about}{OTHER_DUTIES}{about}")
    assert not shelf.are_one(one, other)


def test_other_pay_on_the_same_board_is_another_job(shelf: Shelf, advert: Advert) -> None:
    assert not shelf.are_one(advert("a", pay_text="$70,000 - $80,000"), advert("b", pay_text="$75,000 - $90,000"))


def test_a_copy_cut_short_does_not_tie_two_jobs_together(shelf: Shelf, advert: Advert) -> None:
    about = DUTIES[:320]
    one, other = advert("a"), advert("b", description=about + OTHER_DUTIES)
    assert not shelf.are_one(one, advert("c", source="other", description=about), other)
    assert len(shelf.jobs()) == 2


def test_postings_without_any_text_merge_by_their_facts_alone(shelf: Shelf, advert: Advert) -> None:
    assert shelf.are_one(
        advert("a", description=""), advert("b", source="other", company="Moneta GmbH", description="")
    )
    assert shelf.jobs()[0].merges[0].reason.code == "merged_facts"


def test_postings_without_text_and_place_are_told_apart_by_their_wording(shelf: Shelf, advert: Advert) -> None:
    bare = {"description": "", "places": ()}
    assert shelf.are_one(advert("a", **bare), advert("b", **bare))
    shelf.put(advert("c", title="Senior Back-end Engineer", **bare))
    assert len(shelf.jobs()) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Мы ищем инженера, который любит надёжные системы. " * 12,
        "私たちは信頼できるシステムを愛するエンジニアを探しています。" * 12,
    ],
)
def test_texts_in_other_scripts_are_compared_too(shelf: Shelf, advert: Advert, text: str) -> None:
    other = "Мы продаём мебель для школ и детских садов по всей стране. " * 12
    assert shelf.are_one(advert("a", description=text), advert("b", source="other", description=text))
    shelf.put(advert("c", description=other))
    assert len(shelf.jobs()) == 2


def test_a_posting_that_says_nothing_is_a_job_of_its_own(shelf: Shelf, advert: Advert) -> None:
    nothing = {"title": "?!", "company": "", "places": (), "description": ""}
    shelf.put(advert("a", **nothing), advert("b", **nothing | {"title": "…"}), advert("c"))
    assert len(shelf.jobs()) == 3


@pytest.mark.parametrize(
    "piece", ["1 ", "job id ", "nonono", "$1", "(", "- ", " in ", "a.b,", "ß", "\u200d", "<", "ю", "9k "]
)
def test_endless_strings_are_signed_at_once(advert: Advert, piece: str) -> None:
    endless = piece * 30_000
    sighting = advert(
        "a", title=endless, company=endless, places=(endless,), pay_text=endless, description=endless, url=endless
    )
    started = time.process_time()
    assert sign(sighting) == sign(sighting)
    assert time.process_time() - started < 3
