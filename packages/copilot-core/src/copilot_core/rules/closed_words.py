"""Statements by which a page says that its job is closed."""

import re
from collections.abc import Iterable

_JOB = (
    r"(?:job|position|role|posting|vacancy|opening|opportunity|requisition|listing|advert(?:isement)?)"
    r"(?: (?:posting|listing|opening|advert(?:isement)?))?"
)
_STELLE = r"(?:stelle|stellenanzeige|stellenausschreibung|stellenangebot|position|anzeige|ausschreibung|vakanz|job)"
_ENGLISH = (
    (
        rf"(?:this|the) {_JOB}(?: you(?:'re| are| were) (?:looking for|trying to (?:view|access)|viewing))?"
        r" (?:is|has|was|has been|is now|has now been|has already been)(?: now| already)?"
        r" (?:closed|filled|expired|removed|unavailable|inactive|taken down|withdrawn|archived|deactivated"
        r"|(?:been )?(?:closed|filled|removed|withdrawn)|no longer (?:available|active|open|online|posted"
        r"|(?:accepting|taking|open (?:for|to)) (?:new )?applications))"
    ),
    (
        rf"(?:(?:we are|we're|this {_JOB} is|the company is|the employer is) )?no longer (?:accepting|taking) (?:new )?"
        rf"applic(?:ations|ants)(?: (?:for|to) this {_JOB})?"
    ),
    rf"applications(?: for this {_JOB})? (?:are|have|are now|have now)(?: been)? closed",
    r"(?:the )?application (?:period|deadline|window)(?: for this \w+)? (?:is over|has (?:passed|ended|expired|closed))",
)
_GERMAN = (
    (
        rf"(?:diese[rs]?|die|das|der) {_STELLE} (?:ist|wurde)(?: leider| bereits| inzwischen| schon)*"
        r" (?:nicht mehr (?:verfügbar|aktiv|online|ausgeschrieben|vakant|zu besetzen|aktuell)|besetzt(?: worden)?"
        r"|vergeben|abgelaufen|geschlossen|deaktiviert|beendet|gelöscht|archiviert)"
    ),
    r"(?:die )?bewerbungsfrist(?: für diese \w+)? (?:ist (?:leider )?(?:abgelaufen|beendet|vorbei)|endete)",
    r"(?:es werden|wir nehmen)(?: leider)? keine (?:weiteren |neuen )?bewerbungen mehr (?:angenommen|an|entgegengenommen|entgegen)",
    rf"(?:diese[rs]?|die|das|der) {_STELLE} nimmt keine bewerbungen mehr an",
)
_STATEMENT = re.compile(
    rf"(?:(?:sorry|unfortunately|we(?:'re| are) sorry|leider|oops|hinweis|note)[,:!.]? (?:but )?)?(?:{'|'.join(_ENGLISH + _GERMAN)})[.!]*"
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+")

LONGEST = 200
"""Letters of a block that may be such a statement: longer ones tell a story."""


def closed_statement(blocks: Iterable[str], told_before: str) -> str:
    """Return the block of a page that is nothing but the statement that its job is closed, empty when there is none.

    The statement is a sentence of its own, at the beginning of its block: "this job is closed to agencies" and "we
    closed our Series B" are none. What stood in the advert while it was open (`told_before`) proves nothing.
    """
    before = _plain(told_before)
    for block in blocks:
        words = _plain(block)
        if not words or len(words) > LONGEST or words in before:
            continue
        if _STATEMENT.fullmatch(_SENTENCES.split(words, maxsplit=1)[0]):
            return " ".join(block.split())
    return ""


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").lower().split())
