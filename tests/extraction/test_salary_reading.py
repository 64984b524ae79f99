"""Pay, read out of pay lines and of running text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot_core.entities.posting import Posting
from copilot_core.entities.salary import Origin, Period, Salary
from copilot_core.rules.pay_words import PLAUSIBLE
from copilot_core.rules.salary import pay_in_line, read_salary, render_pay

YEAR, MONTH, WEEK, HOUR = Period.YEAR, Period.MONTH, Period.WEEK, Period.HOUR


def posting(description: str = "", *, title: str = "Nurse", pay: Salary | None = None, pay_text: str = "") -> Posting:
    return Posting(
        external_id="1", url="", title=title, company="", description=description, pay=pay, pay_text=pay_text
    )


@pytest.mark.parametrize(
    ("line", "low", "high", "currency", "period"),
    [
        ("€55.000 - 65.000 brutto/Jahr", 55_000, 65_000, "EUR", YEAR),
        ("£45 per hour", 45, 45, "GBP", HOUR),
        ("USD 80,000.00 to 90,000 /yr", 80_000, 90_000, "USD", YEAR),
        ("55-65K EUR", 55_000, 65_000, "EUR", YEAR),
        ("CHF 100'000", 100_000, 100_000, "CHF", YEAR),
        ("₹12 LPA", 1_200_000, 1_200_000, "INR", YEAR),
        ("12-15 LPA", 1_200_000, 1_500_000, "INR", YEAR),
        ("up to 90k", None, 90_000, None, YEAR),
        ("ab 60.000 €", 60_000, None, "EUR", YEAR),
        ("14,50 €/Std", 14.5, 14.5, "EUR", HOUR),
        ("$120k–$150k", 120_000, 150_000, None, YEAR),
        ("$120-$130k CAD", 120_000, 130_000, "CAD", YEAR),
        ("CA$70K to CA$90K OTE", 70_000, 90_000, "CAD", YEAR),
        ("A$120,000 – A$140,000", 120_000, 140_000, "AUD", YEAR),
        ("3.000 - 4.000 € brutto im Monat", 3_000, 4_000, "EUR", MONTH),
        ("1.234,56 € monatlich", 1_234.56, 1_234.56, "EUR", MONTH),
        ("R$ 8.000 por mês", 8_000, 8_000, "BRL", MONTH),
        ("$150k+", 150_000, None, None, YEAR),
        ("130-160k", 130_000, 160_000, None, YEAR),
        ("45000", 45_000, 45_000, None, YEAR),
        ("2300 EUR", 2_300, 2_300, "EUR", None),
        ("€48–60k/yr", 48_000, 60_000, "EUR", YEAR),
        ("$160,000–$200,000 CAD/USD", 160_000, 200_000, None, YEAR),
        ("100 000 SEK per månad", 100_000, 100_000, "SEK", MONTH),
    ],
)
def test_a_pay_line_is_understood(
    line: str, low: float | None, high: float | None, currency: str | None, period: Period | None
) -> None:
    pay = pay_in_line(line)
    assert pay is not None
    assert (pay.minimum, pay.maximum, pay.currency, pay.period) == (low, high, currency, period)


@pytest.mark.parametrize("line", ["", "Competitive", "60 to 100 %", "DOE", "n/a", "401k", "4 day week"])
def test_a_line_without_figures_says_nothing(line: str) -> None:
    assert pay_in_line(line) is None


@pytest.mark.parametrize(
    ("text", "low", "high", "period"),
    [
        ("The base salary range for this position is $170,000 - $200,000. In addition", 170_000, 200_000, YEAR),
        ("Compensation: USD 7-8k/month", 7_000, 8_000, MONTH),
        ("Wir bieten ein Jahresgehalt von 55.000 bis 65.000 Euro.", 55_000, 65_000, YEAR),
        ("Our team\n\n$170,000 - $200,000 a year\n\nApply now", 170_000, 200_000, YEAR),
        ("Pay Range: $27.02 - $48.55 per hour", 27.02, 48.55, HOUR),
        ("Stundenlohn 14,50 € zzgl. Zuschläge", 14.5, 14.5, HOUR),
        ("Earn $1,500-$2,500 weekly as a CDL-A driver!", 1_500, 2_500, WEEK),
        ("Salary Range\n$65,900.00 - $112,700.00 / Annually", 65_900, 112_700, YEAR),
        ("Salary: 60,000 plus benefits", 60_000, 60_000, YEAR),
        ("We raised $5M. Gehalt: ab 3.200 € brutto/Monat, $2,000 bonus", 3_200, None, MONTH),
    ],
)
def test_pay_is_found_in_running_text_with_its_words(text: str, low: float, high: float | None, period: Period) -> None:
    pay, words = read_salary(posting(text), frozenset())
    assert pay is not None
    assert words is not None
    assert (pay.minimum, pay.maximum, pay.period) == (low, high, period)
    assert text[words.start : words.end] == words.text


@pytest.mark.parametrize(
    "text",
    [
        "We raised $5M in funding and have $2B revenue.",
        "401k match and a 401(k) plan",
        "4.5k stars on GitHub and 120k users",
        "Signing bonus of $5,000. Referral bonus up to $2,500.",
        "Fertility HRA (up to $10,000 per year)",
        "$125 monthly home-office tech stipend",
        "The rate of pay is $20 per 100 words",
        "You work 40 hours per week; founded in 2009 with 800 employees",
        "Employer-paid $50,000 basic life insurance policy",
        "You close deals of $50,000 - $200,000",
        "Professional development: $1.5 to $3K annual budget for courses",
        "0.5-1.0% equity",
        "We manage $220B+ in assets",
    ],
)
def test_other_money_is_not_pay(text: str) -> None:
    assert read_salary(posting(text), frozenset({"US"})) == (None, None)


def test_a_bare_dollar_is_of_the_country_of_the_job_and_said_to_be_inferred() -> None:
    text = "Salary: $120,000 - $150,000 per year"
    american, _ = read_salary(posting(text), frozenset({"US"}))
    canadian, _ = read_salary(posting(text), frozenset({"CA"}))
    assert american is not None
    assert canadian is not None
    assert (american.currency, canadian.currency) == ("USD", "CAD")
    assert american.inferred == {"currency"}
    assert american.origin is Origin.INFERRED


@pytest.mark.parametrize("countries", [frozenset[str](), frozenset({"US", "CA"}), frozenset({"DE"})])
def test_a_currency_is_never_taken_by_default(countries: frozenset[str]) -> None:
    pay, _ = read_salary(posting("Salary: $120,000 - $150,000 per year"), countries)
    assert pay is not None
    assert pay.currency is None


def test_the_boards_figures_stand_above_the_words_but_a_guess_does_not() -> None:
    stated = Salary(50_000, 60_000, "EUR", YEAR)
    guessed = Salary(50_000, 60_000, "EUR", YEAR, Origin.PREDICTED)
    words = "Gehalt: 70.000 € bis 80.000 € pro Jahr"
    assert read_salary(posting(words, pay=stated), frozenset())[0] == stated
    said, _ = read_salary(posting(words, pay=guessed), frozenset())
    assert said is not None
    assert (said.minimum, said.origin) == (70_000, Origin.STATED)
    assert read_salary(posting("", pay=guessed), frozenset())[0] == guessed


def test_zero_is_unknown_and_ends_are_put_in_order() -> None:
    assert read_salary(posting(pay=Salary(0, 0, "USD", YEAR)), frozenset())[0] is None
    upper, _ = read_salary(posting(pay=Salary(0, 90_000, "USD", YEAR)), frozenset())
    swapped, _ = read_salary(posting(pay=Salary(90_000, 60_000, "USD", YEAR)), frozenset())
    assert upper is not None
    assert swapped is not None
    assert (upper.minimum, upper.maximum) == (None, 90_000)
    assert (swapped.minimum, swapped.maximum) == (60_000, 90_000)


@given(
    st.sampled_from(sorted(PLAUSIBLE)),
    st.sampled_from(["EUR", "USD", "GBP", "CHF", "INR", "PLN"]),
    st.data(),
)
def test_pay_that_was_written_is_read_again(period: Period, currency: str, data: st.DataObject) -> None:
    least, most = PLAUSIBLE[period]
    low = data.draw(st.integers(int(least), int(min(most, least * 900))))
    high = data.draw(st.integers(low, min(int(most), low * 15)))
    pay = Salary(float(low), float(high), currency, period)
    again = pay_in_line(render_pay(pay))
    assert again is not None
    assert (again.minimum, again.maximum, again.currency, again.period) == (low, high, currency, period)


@pytest.mark.parametrize(
    "hostile", ["1," * 20_000, "$" * 40_000, "9 " * 20_000, "€1.000 - " * 5_000, "1" * 50_000, "$1k-" * 10_000]
)
def test_hostile_figures_are_read_in_time(hostile: str) -> None:
    started = time.perf_counter()
    read_salary(posting(hostile), frozenset())
    pay_in_line(hostile)
    assert time.perf_counter() - started < 3
