"""Words that tell pay from other money, and for which time it is paid."""

import re

from copilot_core.entities.salary import Period
from copilot_core.rules.patterns import words

PLAUSIBLE: dict[Period, tuple[float, float]] = {
    Period.HOUR: (2, 1_000), Period.DAY: (20, 10_000), Period.WEEK: (80, 30_000),
    Period.MONTH: (150, 400_000), Period.YEAR: (2_500, 20_000_000),
}  # fmt: skip
"""What can be pay; other figures are something else (yen and rupees are large numbers)."""

PERIODS: tuple[tuple[Period, re.Pattern[str]], ...] = (
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
PERIOD_WORDS = (
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
TO = re.compile(
    r"\s*(?:per \w+|/ ?\w+|an hour|a year|a month)?\s*(?:-{1,2}|–|—|‒|−|~|to|bis(?: zu)?|and|und|a|à|o|through|up to|y)\s*"
)
PAY = words(r"""
    salary|salaries|pay|pays|paid|compensation|comp|wages?|rate|earn|earnings?|remuneration|ote|base|stipend|payrate|income
    gehalt|gehälter|jahresgehalt|vergütung|lohn|stundenlohn|entgelt|brutto|bruttogehalt|verdienst|verdienen|bezahlung
    gehaltsrahmen|gehaltsspanne|jahresbruttogehalt|monatsgehalt|bruttojahresgehalt|einstiegsgehalt|tagessatz
    salaire|rémunération|salario|retribución|sueldo|salaris|wynagrodzenie|hourly|annually|per hour|per annum
""")
NOT_PAY = words(r"""
    funding|funded|raised?|raising|revenues?|arr|mrr|gmv|valuation|valued|series [a-f]|budgets?|stipend|reimburse\w*|tuition
    allowance|donat\w*|grants?|insurance|accident|protection|coverage|savings|quota|assets|aum|discounts?|fees?|costs?|fines?|worth|prizes?|sales of
    funds?|transactions?|spend|customers|401|401k|signing|sign-on|signon|referral|relocation|learning|wellness|equity of|deductible
    contributions?|contribute|loans?|debt|pension|perks?|zuschuss|bonus of|bonus(?: of)?(?: up to)?|guaranteed minimum|life
    contracts? (?:worth|valued)|portfolio|deals?|market|industry|economy|projects? (?:worth|valued)|gutschein|fertility|per page|per word
    per article|voucher|credit|benefit of|boot|uniform|max(?:imum)? of|threshold
""")
NOT_PAY_AFTER = re.compile(
    r"\s*\+?\s*(?:million|millionen|mio|mm?\b|billion|bn|b\b|trillion|t\b|%|percent|prozent|\(k\)|stars?|users|people|employees|customers"
    r"|companies|clients|members|words|per (?:word|page|article|visit|session|month for|employee|person|patient)|x\b"
    r"|(?:\w+[ -]){0,3}?(?:bonus|signing|sign-on|stipend|allowance|budget|in (?:funding|revenue|sales|assets|arr)|referral|insurance|reimbursement|perk|credit|equity(?! &)|discount|gutschein|zuschuss))"
)  # fmt: skip
UP_TO = re.compile(r"(?:up to|bis zu|bis|maximum|max\.?|hasta|jusqu'à|to)\s*$")
FROM = re.compile(
    r"(?:from|starting (?:at|from)|starts at|ab|mindestens|at least|minimum|min\.?|von|desde|à partir de|over|more than)\s*$"
)
LABEL = re.compile(r"(?:salary|pay|gehalt|compensation|vergütung|rate|wage|comp)(?: range)?\W{1,4}$")
WORD_NEXT = re.compile(r"\s*(?:hours|std\.-woche|stunden|days|years?(?! )|jahre|weeks|months|tage)\b(?!\s*rate)")
