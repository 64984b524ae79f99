"""Amounts of money as people write them."""

import re

from attrs import frozen

SYMBOLS: dict[str, str | None] = {
    "€": "EUR", "£": "GBP", "₹": "INR", "₪": "ILS", "₩": "KRW", "₱": "PHP", "₫": "VND", "₺": "TRY", "₴": "UAH",
    "₽": "RUB", "฿": "THB", "₦": "NGN", "zł": "PLN", "kč": "CZK", "us$": "USD", "us $": "USD", "u$s": "USD",
    "ca$": "CAD", "c$": "CAD", "cad$": "CAD", "a$": "AUD", "au$": "AUD", "aud$": "AUD", "nz$": "NZD", "hk$": "HKD",
    "s$": "SGD", "sg$": "SGD", "r$": "BRL", "mx$": "MXN", "nt$": "TWD", "euro": "EUR", "euros": "EUR", "rs": "INR",
    "rs.": "INR", "lpa": "INR", "fr.": "CHF", "sfr": "CHF", "usd$": "USD", "$": None, "¥": None, "kr": None,
    "t€": "EUR", "pounds": "GBP", "tsd. €": "EUR",
}  # fmt: skip
"""Currency of a symbol or word; None where several currencies share it."""

CODES = frozenset({
    "usd", "eur", "gbp", "chf", "cad", "aud", "nzd", "sgd", "hkd", "inr", "pln", "czk", "huf", "ron", "bgn",
    "sek", "nok", "dkk", "isk", "jpy", "cny", "rmb", "krw", "twd", "php", "idr", "myr", "thb", "vnd", "brl",
    "mxn", "ars", "clp", "cop", "pen", "uyu", "zar", "ngn", "kes", "egp", "aed", "sar", "qar", "ils", "try",
    "uah", "rub", "pkr", "bdt", "lkr",
})  # fmt: skip
"""ISO 4217 codes taken for currencies when they stand beside a number."""

SHARED: dict[str, dict[str, str]] = {
    "$": {
        "US": "USD", "PR": "USD", "EC": "USD", "SV": "USD", "PA": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD",
        "SG": "SGD", "HK": "HKD", "MX": "MXN", "AR": "ARS", "CL": "CLP", "CO": "COP", "TW": "TWD",
    },
    "¥": {"JP": "JPY", "CN": "CNY"},
    "kr": {"SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK"},
}  # fmt: skip
"""Symbols that several countries use: which currency each means by it."""

_NUMBER = r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,9}(?:[.,]\d{1,2})?(?!\d)"
_SIGN = "|".join(re.escape(sign) for sign in sorted(SYMBOLS, key=len, reverse=True) if sign != "lpa")
_CODE = "|".join(sorted(CODES))
_K = r"k(?![\w(])|tsd\b\.?|t(?=\s?€)|thousand\b|tausend\b|mil\b|lpa\b|lakhs?\b|lacs?\b"
_BEFORE = rf"(?:(?:(?<![\w])(?:{_CODE})\b\s?)?(?:(?:{_SIGN})\s?|(?<![\w])(?:{_CODE})\s?))"
_AFTER = rf"(?:\s?(?:(?:{_SIGN})(?!\w)|(?:{_CODE})\b))"

AMOUNT = re.compile(
    rf"(?P<before>{_BEFORE})?(?P<number>{_NUMBER})(?:\s?(?P<k>{_K}))?(?P<after>{_AFTER}(?:/(?:{_CODE})\b)?)?"
)
"""One amount, in lower case: `usd $120,000.50`, `55k €`, `12 lpa`."""

LAKH = 100_000

BEFORE_AT_END = re.compile(_BEFORE + r"$")
"""What may stand before a number, at the end of a slice."""


@frozen
class Amount:
    """A number read: `scale` is 1000 when it was written with a `k`; `sign` is what was written for the currency."""

    value: float
    scale: int
    sign: str
    start: int
    end: int

    @property
    def currency(self) -> str | None:
        """ISO 4217, None when the sign is shared by several or missing."""
        code = self.sign.upper()
        if code.lower() in CODES:
            return "CNY" if code == "RMB" else code
        return SYMBOLS.get(self.sign)


def amount_at(lower: str, at: int) -> Amount | None:
    """Read the amount that begins at an offset of a lower-case text."""
    match = AMOUNT.match(lower, at)
    if not match:
        return None
    scale = _scale((match["k"] or "").rstrip("."))
    sign = _sign(match["before"] or "", match["after"] or "")
    if scale == LAKH and not sign:
        sign = "inr"
    return Amount(number(match["number"]) * scale, scale, sign, match.start(), match.end())


def _scale(written: str) -> int:
    if written in ("lpa", "lakh", "lakhs", "lac", "lacs"):
        return LAKH
    return 1000 if written else 1


def _sign(before: str, after: str) -> str:
    """Return the code when there is one ("$140k CAD"), else the symbol; "CAD/USD" is no one currency."""
    if "/" in after:
        return "$"
    said = [word for part in (after, before) for word in re.findall(rf"(?<![a-z])(?:{_CODE})(?![a-z])|{_SIGN}", part)]
    return next((word for word in said if word in CODES or SYMBOLS.get(word)), said[0] if said else "")


def number(written: str) -> float:
    """Read `80,000.00`, `55.000`, `100'000`, `14,50`, `1 200` as a number."""
    digits = re.sub(r"['’ \u00a0\u202f]", "", written)
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return float(digits)
    whole, rest = re.sub(r"[.,]", "", digits[:last]), digits[last + 1 :]
    return float(whole + rest) if len(rest) == 3 else float(f"{whole}.{rest}")
