"""Who may work: citizenship, permission, sponsorship, and help with a visa or with moving."""

import re

from attrs import frozen

from copilot_core.rules.geography import Geo, geography_in

_CITIZEN = re.compile(r"\bcitizen(?:s|ship)?\b|\bu\.?s\.? persons?\b|\bstaatsangehörig\w*|\bnationals only")
_CITIZEN_ASKED = re.compile(
    r"\b(?:must|require[ds]?|requirement|only|need|be an?|are|proof of|has to|restricted|limited|eligib\w+|mandatory|voraussetzung|open to|applicants)\b|^\W*(?:u\.?s\.?|united states)[\w ]{0,12}citizenship\W*$"
)
_NOT_ASKED = re.compile(
    r"without regard|regardless|discriminat|citizenship status|equal|race|religion|corporate citizen|good citizen|senior citizen|not required"
    r"|national origin|irrespective|citizens of the|fellow citizens|serv\w+ (?:the |our )?citizens|citizen (?:services|engagement|experience|science|developer)|protected"
)
_OTHERS_TOO = re.compile(
    r"permanent resident|green card|lawful|or (?:otherwise )?authori[sz]ed|work permit|visa holder|refugee|asylee|\bu\.?s\.? persons?\b"
)
_NO_SPONSOR = re.compile(
    r"\b(?:no|not|unable|cannot|can['’]?t|can not|don['’]?t|doesn['’]?t|won['’]?t|without|never|neither|nor|non)\b[^.;|]{0,90}?\b(?:sponsor\w*|visas?\b(?! card))"
    r"|\bsponsor\w*[^.;|]{0,40}?\b(?:not|no|n/a|unavailable|isn['’]?t)\b|\bvisa sponsorship:?\W{0,4}no\b|\bsponsorship:\W*no"
)
_SPONSOR = re.compile(
    r"\bvisa sponsor\w*|\bsponsor(?:s|ship|ed|ing)?\b[^.;|]{0,30}\b(?:visas?|available|possible|offered|provided|h-?1b)|\bwe (?:do |can |will )?sponsor\b|\bsponsor visas?\b"
    r"|\bvisa (?:support|assistance|help|possible|transfer|available)|\bimmigration support|\bvisum\w* unterst|\bh-?1b (?:sponsor|transfer)\w*|\|\s*visa\s*(?:\||$)"
)
_AUTHORIZED = re.compile(
    r"\b(?:legally |currently |already )?(?:authori[sz]ed|eligible|entitled|permitted|able|right|authori[sz]ation|eligibility|permission|permit)(?: to (?:lawfully |legally )?work| to be employed)?\b"
    r"[^.;|]{0,40}?\b(?:in|within|for|the)\b|\bwork (?:authori[sz]ation|permit)|\bright to work\b|\barbeitserlaubnis|\b(?:us|u\.s\.|uk|eu) work authori[sz]ation"
)
_WORK = re.compile(r"\bwork|\bemploy|arbeit")
_RELOCATE = re.compile(r"relocation (?:assistance|support|package|help|bonus|allowance|reimbursement|available|offered|provided|possible|budget|stipend|benefits|costs)|\brelocation\s*(?:\||$)|umzugs(?:hilfe|kosten|unterstützung)|assist(?:ance)? with relocation|support (?:you )?(?:with|in) (?:your )?(?:relocat|mov)|help (?:you )?relocate")  # fmt: skip
_NO_RELOCATE = re.compile(
    r"\b(?:no|not|unable|cannot|without|n/a)\b[^.;|]{0,50}relocation|relocation[^.;|]{0,40}\b(?:not|no|unavailable|isn['’]?t)\b"
)


@frozen
class Permission:
    """What a clause says: `asked` is `citizen`, `no_sponsorship` or nothing; None for what it is silent on."""

    asked: str = ""
    country: str = ""
    sponsorship: bool | None = None
    relocation: bool | None = None


def permission_in(clause: str, lower: str) -> Permission | None:
    """Read a clause on permission to work; None when it says nothing of it."""
    relocation = False if _NO_RELOCATE.search(lower) else True if _RELOCATE.search(lower) else None
    if _NO_SPONSOR.search(lower) and not _NOT_ASKED.search(lower):
        return Permission("no_sponsorship", _country(clause), sponsorship=False, relocation=relocation)
    if _CITIZEN.search(lower) and _CITIZEN_ASKED.search(lower) and not _NOT_ASKED.search(lower):
        asked = "no_sponsorship" if _OTHERS_TOO.search(lower) else "citizen"
        return Permission(asked, _country(clause), relocation=relocation)
    if _SPONSOR.search(lower):
        return Permission(sponsorship=True, relocation=relocation)
    if _AUTHORIZED.search(lower) and _WORK.search(lower) and not _NOT_ASKED.search(lower):
        country = _country(clause)
        if country or "legal" in lower or "arbeitserlaubnis" in lower or "work permit" in lower:
            return Permission("no_sponsorship", country, relocation=relocation)
    return Permission(relocation=relocation) if relocation is not None else None


def _country(clause: str) -> str:
    """Return the one country or union that a clause names, empty when none or several."""
    named = {one.value for one in geography_in(clause) if one.kind is Geo.COUNTRY or one.value == "EU"}
    if not named and re.search(r"\bU\.?S\.?\b|\bAmerican citizen", clause):
        return "US"
    return named.pop() if len(named) == 1 else ""
