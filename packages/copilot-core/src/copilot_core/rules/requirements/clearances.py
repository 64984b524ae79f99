"""Security clearances that a posting asks for."""

import re

_NAMED: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(words))
    for name, words in (
        ("ts/sci", r"\bts\s?/\s?sci\b|\bsci\b|top[- ]secret\s?/\s?sci|sensitive compartmented|polygraph"),
        ("top secret", r"\btop[- ]secret\b|\bts clearance|\bq clearance|\bü3\b|\bdv clear"),
        ("secret", r"(?<!trade )\bsecret\b|\bl clearance|\bü2\b|\bsc clear"),
        ("confidential", r"\bconfidential clearance"),
        ("public trust", r"\bpublic trust\b|\bü1\b|\bbpss\b"),
    )
)
_CLEARANCE = re.compile(
    r"\b(?:security|government|federal|dod|doe|secret|active|interim|sc|dv|q|l|ts|sci|public trust|nato|required|us|u\.s\.|confidential|current) clearance"
    r"|\bclearance (?:required|level|is required)|ts\s?/\s?sci|\btop[- ]secret\b|\bpublic trust\b|sicherheitsüberprüfung|\b(?:sc|dv)[- ]cleared|full[- ]scope polygraph"
)
_NO = re.compile(
    r"no (?:security )?clearance|clearance (?:is )?not required|not require (?:a |any )?(?:security )?clearance|customs clearance|clearance (?:sale|pricing)|n/a"
)
_OBTAIN = re.compile(
    r"\b(?:obtain|obtaining|eligib\w+ (?:for|to)|able to (?:get|receive|pass)|ability to (?:get|receive)|subject to|pass|willing\w*|undergo|bereitschaft)\b"
)
_HELD = re.compile(r"\b(?:active|current(?:ly)?|existing|must (?:have|hold|possess)|possess|hold)\b")


def clearance_asked(lower: str) -> tuple[str, int, int, bool] | None:
    """Return (clearance, start, end, held already) of what a clause asks for; `held` is False when it may be obtained."""
    match = _CLEARANCE.search(lower)
    if match is None or _NO.search(lower):
        return None
    name = next((name for name, words in _NAMED if words.search(lower)), "secret")
    held = bool(_HELD.search(lower)) or not _OBTAIN.search(lower)
    return name, match.start(), match.end(), held
