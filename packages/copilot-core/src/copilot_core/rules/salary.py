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
from copilot_core.rules.patterns import words
from copilot_core.rules.spans import sentence_around

PLAUSIBLE: dict[Period, tuple[float, float]] = {
    Period.HOUR: (2, 1_000), Period.DAY: (20, 10_000), Period.WEEK: (80, 30_000),
    Period.MONTH: (150, 400_000), Period.YEAR: (2_500, 20_000_000),
}  # fmt: skip
"""What can be pay; other figures are something else (yen and rupees are large numbers)."""

LEAST_PROOF = 3
"""Points a figure in running text needs before it is taken for pay."""

MOST_NUMBERS = 2_000
"""So many numbers of a description are looked at."""

ANY_PROOF = -99
"""In a line that is known to be about pay every figure is."""

_PERIODS: tuple[tuple[Period, re.Pattern[str]], ...] = (
    (Period.HOUR, re.compile(
        r"\s*(?:\(?gross\)?|brutto)?\s*/?\s*(?:per|an|a|pro|je|die|p\.|de|à l'|por|each|na)?\s*(?:hour(?:ly)?|hr|h|std\.?|stunde|heure|hora|uur|timme|godz|ora)\b"
        r"|\s*p/h\b|\s*ph\b")),
    (Period.DAY, re.compile(r"\s*(?:brutto)?\s*/?\s*(?:per|a|pro|je|p\.)?\s*(?:day|daily|diem|tag|jour|día)\b|\s*pd\b")),
    (Period.WEEK, re.compile(r"\s*/?\s*(?:per|a|pro|je|p\.)?\s*(?:week(?:ly)?|wk|woche|semaine|semana)\b|\s*pw\b")),
    (Period.MONTH, re.compile(
        r"\s*(?:brutto|gross|netto|net)?\s*/?\s*(?:per|a|pro|je|im|p\.|al|par|por)?\s*(?:month(?:ly)?|mth|mo|monat(?:lich)?|mois|mes|månad|maand|mês|mies|miesiąc|mese)\b|\s*pcm\b|\s*pm\b")),
    (Period.YEAR, re.compile(
        r"\s*(?:brutto|gross|b/a|base|ote)?\s*/?\s*(?:per|a|an|pro|je|im|p\.|par|al|por)?\s*"
        r"(?:year(?:ly)?|yr|y|annum|annual(?:ly)?|annually|jahr|jährlich|année|an|año|anual|ano|jaar|år|rok|anno|pa|a\.?|p\.a\.?|jahresgehalt)(?!\w)")),
)  # fmt: skip
_PERIOD_WORDS = (
    (Period.HOUR, re.compile(r"\bhourly\b|\bper hour\b|\ban hour\b|stundenlohn|pro stunde|/h(?:r|our)?\b|stündlich")),
    (Period.MONTH, re.compile(r"\bmonthly\b|\bper month\b|monatsgehalt|monatlich|pro monat|/month\b|bruttomonats")),
    (Period.WEEK, re.compile(r"\bweekly\b|\bper week\b")),
    (Period.DAY, re.compile(r"\bdaily rate\b|\bday rate\b|\bper day\b|tagessatz")),
    (
        Period.YEAR,
        re.compile(
            r"\bannual|\byearly\b|\bper (?:year|annum)\b|jahresgehalt|jahresbrutto|jährlich|pro jahr|\bbase salary|p\.a\."
        ),
    ),
)
_TO = re.compile(
    r"\s*(?:per \w+|/ ?\w+|an hour|a year|a month)?\s*(?:-{1,2}|–|—|‒|−|~|to|bis(?: zu)?|and|und|a|à|o|through|up to|y)\s*"
)
_PAY = words(r"""
    salary|salaries|pay|pays|paid|compensation|comp|wages?|rate|earn|earnings?|remuneration|ote|base|stipend|payrate|income
    gehalt|gehälter|jahresgehalt|vergütung|lohn|stundenlohn|entgelt|brutto|bruttogehalt|verdienst|verdienen|bezahlung
    gehaltsrahmen|gehaltsspanne|jahresbruttogehalt|monatsgehalt|bruttojahresgehalt|einstiegsgehalt|tagessatz
    salaire|rémunération|salario|retribución|sueldo|salaris|wynagrodzenie|hourly|annually|per hour|per annum
""")
_NOT_PAY = words(r"""
    funding|funded|raised?|raising|revenues?|arr|mrr|gmv|valuation|valued|series [a-f]|budgets?|stipend|reimburse\w*|tuition
    allowance|donat\w*|grants?|insurance|accident|protection|coverage|savings|quota|assets|aum|discounts?|fees?|costs?|fines?|worth|prizes?|sales of
    funds?|transactions?|spend|customers|401|401k|signing|sign-on|signon|referral|relocation|learning|wellness|equity of|deductible
    contributions?|contribute|loans?|debt|pension|perks?|zuschuss|bonus of|bonus(?: of)?(?: up to)?|guaranteed minimum|life
    contracts? (?:worth|valued)|portfolio|deals?|market|industry|economy|projects? (?:worth|valued)|gutschein|fertility|per page|per word
    per article|voucher|credit|benefit of|boot|uniform|max(?:imum)? of|threshold
""")
_NOT_PAY_AFTER = re.compile(
    r"\s*\+?\s*(?:million|millionen|mio|mm?\b|billion|bn|b\b|trillion|t\b|%|percent|prozent|\(k\)|stars?|users|people|employees|customers"
    r"|companies|clients|members|words|per (?:word|page|article|visit|session|month for|employee|person|patient)|x\b"
    r"|(?:\w+[ -]){0,3}?(?:bonus|signing|sign-on|stipend|allowance|budget|in (?:funding|revenue|sales|assets|arr)|referral|insurance|reimbursement|perk|credit|equity(?! &)|discount|gutschein|zuschuss))"
)  # fmt: skip
_UP_TO = re.compile(r"(?:up to|bis zu|bis|maximum|max\.?|hasta|jusqu'à|to)\s*$")
_FROM = re.compile(
    r"(?:from|starting (?:at|from)|starts at|ab|mindestens|at least|minimum|min\.?|von|desde|à partir de|over|more than)\s*$"
)
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
_LABEL = re.compile(r"(?:salary|pay|gehalt|compensation|vergütung|rate|wage|comp)(?: range)?\W{1,4}$")
_DIGIT = re.compile(r"\d+")
_WORD_NEXT = re.compile(r"\s*(?:hours|std\.-woche|stunden|days|years?(?! )|jahre|weeks|months|tage)\b(?!\s*rate)")


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
    link = _TO.match(lower, first.end)
    second = amount_at(lower, link.end()) if link else None
    if second and not _is_range(first, second):
        second = None
    amounts = [first, second] if second else [first]
    end = amounts[-1].end
    if _NOT_PAY_AFTER.match(lower, end) or _WORD_NEXT.match(lower, end):
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
    refuted = _NOT_PAY.search(before[-60:]) is not None
    pay_words = (
        _PAY.search(before)
        or _PAY.search(previous)
        or (end < finish and _PAY.search(lower[end : min(finish, end + 40)]))
    )
    if (period is None and not amounts[0].sign) or (period and not _plausible(period, amounts)):
        return None
    proof = (
        2 * bool(pay_words) + 2 * said + (len(amounts) == 2) + bool(amounts[0].sign) + (amounts[0].scale > 1)
        - 3 * refuted - 4 * (not amounts[0].sign and not pay_words)
        - 2 * (period is None) - 2 * (not amounts[0].sign and amounts[0].value < 1000) + bool(_LABEL.search(before)) - ("ote" in before[-24:].split())
    )  # fmt: skip
    low, high = amounts[0].value, amounts[-1].value
    minimum = None if len(amounts) == 1 and _UP_TO.search(before) else low
    open_end = len(amounts) == 1 and (_FROM.search(before) or lower[end : end + 1] == "+")
    inferred = frozenset({"period"}) if period and not said else frozenset[str]()
    salary = Salary(
        minimum, None if open_end else high, amounts[0].currency, period, Origin.STATED, inferred, text[start:tail]
    )
    return _Found(salary, amounts[0].sign, start, tail, proof)


def _period(lower: str, before: str, end: int, finish: int, amounts: list[Amount]) -> tuple[Period | None, bool, int]:
    """Return the period, whether the words say it, and where they end."""
    if any(lower[a.start : a.end].rstrip(".").endswith("lpa") for a in amounts):
        return Period.YEAR, True, end
    for period, pattern in _PERIODS:
        match = pattern.match(lower, end, min(len(lower), end + 40))
        if match:
            return period, True, match.end()
    between = lower[amounts[0].end : amounts[-1].start] if len(amounts) == 2 else ""
    nearby = f"{between} {before} {lower[end : min(finish, end + 60)]}"
    for period, pattern in _PERIOD_WORDS:
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
