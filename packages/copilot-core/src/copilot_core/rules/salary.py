"""What a posting says about pay."""

import re
from collections.abc import Iterator
from itertools import islice

from attrs import evolve, field, frozen

from copilot_core.entities.evidence import Evidence
from copilot_core.entities.posting import Posting
from copilot_core.entities.salary import Origin, Period, Salary
from copilot_core.rules.amounts import BEFORE_AT_END, CODES, SHARED, Amount, amount_at
from copilot_core.rules.folding import lowered
from copilot_core.rules.pay_words import (
    FROM,
    LABEL,
    NOT_PAY,
    NOT_PAY_AFTER,
    PAY,
    PERIOD_WORDS,
    PERIODS,
    PLAUSIBLE,
    TO,
    UP_TO,
    WORD_NEXT,
)
from copilot_core.rules.spans import sentence_around

LEAST_PROOF = 3
"""Points a figure in running text needs before it is taken for pay."""

MOST_NUMBERS = 2_000
"""So many numbers of a description are looked at."""

ANY_PROOF = -99
"""In a line that is known to be about pay every figure is."""

_SIGNS = frozenset("$€£₹¥₪₩₱₫₺₴₽฿₦")
_LETTERS = re.compile(r"[a-zčł]{2,5}")
_HINTS = (
    "salar",
    "pay",
    "gehalt",
    "lohn",
    "comp",
    "wage",
    "rate",
    "earn",
    "vergüt",
    "ote",
    "brutto",
    "verdien",
    "salai",
)
_DIGIT = re.compile(r"\d+")


@frozen
class _Found:
    """Figures that may be pay; `proof` counts the reasons to believe so."""

    salary: Salary
    sign: str
    start: int
    end: int
    proof: int = field(default=0)


def read_salary(posting: Posting, countries: frozenset[str]) -> tuple[Salary | None, Evidence | None]:
    """Return the pay: the board's figures, else its pay line, else the title's or description's words.

    `countries` are those the job is in: they decide what a bare `$` means, marked as inferred.
    """
    given = _given(posting.pay)
    if given and given.origin is not Origin.PREDICTED:
        return given, None
    line = pay_in_line(posting.pay_text, countries)
    if line:
        return line, None
    for name, text in (("title", posting.title), ("description", posting.description)):
        found = _best(text, lowered(text), LEAST_PROOF)
        if found:
            return _settled(found, countries), Evidence.of(text, found.start, found.end, name)
    return given, None


def pay_in_line(line: str, countries: frozenset[str] = frozenset()) -> Salary | None:
    """Read a line that a board uses for pay: everything in it counts as pay."""
    found = _best(line[:300], lowered(line[:300]), ANY_PROOF)
    return _settled(found, countries) if found else None


def render_pay(salary: Salary) -> str:
    """Write pay so that `pay_in_line` reads it again: `EUR 55000-65000 per year`."""
    figures = [
        f"{figure:.2f}".rstrip("0").rstrip(".") for figure in (salary.minimum, salary.maximum) if figure is not None
    ]
    if salary.minimum is None:
        figures.insert(0, "up to")
    elif salary.maximum is None:
        figures.insert(0, "from")
    body = " ".join(figures) if figures[0].isalpha() or " " in figures[0] else " - ".join(dict.fromkeys(figures))
    currency = f"{salary.currency} " if salary.currency else ""
    return f"{currency}{body}" + (f" per {salary.period.value}" if salary.period else "")


def _given(pay: Salary | None) -> Salary | None:
    """Put a board's figures in order: 0 is unknown, the smaller first."""
    if pay is None:
        return None
    figures = sorted(figure for figure in (pay.minimum, pay.maximum) if figure and figure > 0)
    if not figures:
        return None
    low = figures[0] if pay.minimum or len(figures) == 2 else None
    high = figures[-1] if pay.maximum or len(figures) == 2 else None
    period = pay.period or _by_size(figures[-1])
    inferred = pay.inferred | ({"period"} if period and not pay.period else frozenset())
    return evolve(pay, minimum=low, maximum=high, period=period, inferred=inferred)


def _best(text: str, lower: str, least: int) -> _Found | None:
    """Return the figures most likely to be pay, the first of equals."""
    best: _Found | None = None
    for found in _candidates(text, lower, every=least == ANY_PROOF):
        if found.proof >= least and (best is None or found.proof > best.proof):
            best = found
    return best


def _candidates(text: str, lower: str, *, every: bool) -> Iterator[_Found]:
    done = 0
    for match in islice(_DIGIT.finditer(lower), MOST_NUMBERS):
        if match.start() < done or not (every or _worth_reading(lower, match.start(), match.end())):
            continue
        prefix = BEFORE_AT_END.search(lower, max(done, match.start() - 8), match.start())
        found = _figures(text, lower, prefix.start() if prefix else match.start())
        if found:
            done = found.end
            yield found
        else:
            done = match.end()


def _worth_reading(lower: str, start: int, end: int) -> bool:
    """Whether a number may be money at all: cheap, because a posting is full of numbers."""
    before = lower[start - 1] if start else " "
    if before.isalnum() or (before in "/-_#@.,:" and lower[max(0, start - 4) : start - 1].strip() not in CODES):
        return before in _SIGNS
    beside = lower[max(0, start - 6) : end + 14]
    if not _SIGNS.isdisjoint(beside) or "k" in lower[end : end + 9] or not CODES.isdisjoint(_LETTERS.findall(beside)):
        return True
    earlier = lower[max(0, start - 60) : start]
    return any(hint in earlier for hint in _HINTS)


def _figures(text: str, lower: str, at: int) -> _Found | None:
    first = amount_at(lower, at)
    if first is None or (first.value in (401, 403, 401_000, 403_000) and not first.sign):
        return None
    link = TO.match(lower, first.end)
    second = amount_at(lower, link.end()) if link else None
    if second and not _is_range(first, second):
        second = None
    amounts = [first, second] if second else [first]
    end = amounts[-1].end
    if NOT_PAY_AFTER.match(lower, end) or WORD_NEXT.match(lower, end):
        return None
    return _weighed(text, lower, _aligned(amounts), end)


def _is_range(first: Amount, second: Amount) -> bool:
    low, high = (amount.value for amount in _aligned([first, second]))
    return 0 < low <= high <= low * 20


def _aligned(amounts: list[Amount]) -> list[Amount]:
    """Give both ends of a range the same scale and the same sign: `$120-150k USD`."""
    scale = max(amount.scale for amount in amounts)
    sign = next((a.sign for a in reversed(amounts) if a.currency), next((a.sign for a in amounts if a.sign), ""))
    return [
        evolve(a, value=a.value * scale if a.scale < scale and a.value < 1000 else a.value, scale=scale, sign=sign)
        for a in amounts
    ]


def _weighed(text: str, lower: str, amounts: list[Amount], end: int) -> _Found | None:
    start = amounts[0].start
    begin, finish = sentence_around(text, start, end)
    before = lower[max(begin, start - 90) : start]
    previous = lower[max(0, begin - 60) : begin] if begin and start - begin < 12 else ""
    period, said, tail = _period(lower, before + " " + previous, end, finish, amounts)
    refuted = NOT_PAY.search(before[-60:]) is not None
    pay_words = (
        PAY.search(before) or PAY.search(previous) or (end < finish and PAY.search(lower[end : min(finish, end + 40)]))
    )
    if (period is None and not amounts[0].sign) or (period and not _plausible(period, amounts)):
        return None
    proof = (
        2 * bool(pay_words) + 2 * said + (len(amounts) == 2) + bool(amounts[0].sign) + (amounts[0].scale > 1)
        - 3 * refuted - 4 * (not amounts[0].sign and not pay_words)
        - 2 * (period is None) - 2 * (not amounts[0].sign and amounts[0].value < 1000) + bool(LABEL.search(before)) - ("ote" in before[-24:].split())
    )  # fmt: skip
    low, high = amounts[0].value, amounts[-1].value
    minimum = None if len(amounts) == 1 and UP_TO.search(before) else low
    open_end = len(amounts) == 1 and (FROM.search(before) or lower[end : end + 1] == "+")
    inferred = frozenset({"period"}) if period and not said else frozenset[str]()
    salary = Salary(
        minimum, None if open_end else high, amounts[0].currency, period, Origin.STATED, inferred, text[start:tail]
    )
    return _Found(salary, amounts[0].sign, start, tail, proof)


def _period(lower: str, before: str, end: int, finish: int, amounts: list[Amount]) -> tuple[Period | None, bool, int]:
    """Return the period, whether the words say it, and where they end."""
    if any(lower[a.start : a.end].rstrip(".").endswith("lpa") for a in amounts):
        return Period.YEAR, True, end
    for period, pattern in PERIODS:
        match = pattern.match(lower, end, min(len(lower), end + 40))
        if match:
            return period, True, match.end()
    between = lower[amounts[0].end : amounts[-1].start] if len(amounts) == 2 else ""
    nearby = f"{between} {before} {lower[end : min(finish, end + 60)]}"
    for period, pattern in PERIOD_WORDS:
        if pattern.search(nearby) and _plausible(period, amounts):
            return period, True, end
    return _by_size(amounts[-1].value), False, end


def _by_size(value: float) -> Period | None:
    return Period.YEAR if value >= 12_000 else None


def _plausible(period: Period, amounts: list[Amount]) -> bool:
    low, high = PLAUSIBLE[period]
    return all(low <= amount.value <= high for amount in amounts)


def _settled(found: _Found, countries: frozenset[str]) -> Salary:
    """Decide the currency of a shared sign by the place, and say what was inferred."""
    salary = found.salary
    if salary.currency is None:
        meant = {SHARED.get(found.sign, {}).get(country) for country in countries}
        if len(meant) == 1 and (currency := meant.pop()):
            salary = evolve(salary, currency=currency, inferred=salary.inferred | {"currency"})
    return evolve(salary, origin=Origin.INFERRED) if salary.inferred else salary
