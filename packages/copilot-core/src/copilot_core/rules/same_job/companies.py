"""A company's name without its legal form."""

import re
from functools import lru_cache

from copilot_core.rules.same_job.letters import name

_LEGAL_FORMS = """
gmbh mbh ag se kg kgaa ohg ug ev eg inc incorporated llc ltd limited corp corporation co company plc sa sas sarl srl spa
bv nv ab oy oyj as asa aps pte pty llp lp pbc group gruppe holding holdings the und and et cie intl gbr
"""
_FORMS = frozenset(_LEGAL_FORMS.split())
_DOMAIN = re.compile(r"\.(?:com|io|ai|de|org|net|co|app|dev|tech)\b", re.IGNORECASE)
_UNNAMED = frozenset(
    (
        "confidential", "unknown", "undisclosed", "private", "anonymous", "our client", "hidden", "na", "n a", "none",
        "vertraulich", "confidential company", "company confidential", "private company", "not disclosed", "null",
    )
)  # fmt: skip


@lru_cache(maxsize=4096)
def read_company(company: str) -> str:
    """Return the words that name a company, in small plain letters; empty when none is named."""
    plain = name(_DOMAIN.sub(" ", company))
    if plain in _UNNAMED:
        return ""
    words = plain.split()
    core = [word for word in words if word not in _FORMS]
    return " ".join(core or words)


def same_company(left: str, right: str) -> bool:
    """Whether two read names are one company's: equal, written together, or one a longer form of the other."""
    if left == right:
        return bool(left)
    joined, other = left.replace(" ", ""), right.replace(" ", "")
    if joined == other:
        return True
    short, long = sorted((left, right), key=lambda words: (len(words), words))
    return len(short) >= 4 and f"{long} ".startswith(f"{short} ")
