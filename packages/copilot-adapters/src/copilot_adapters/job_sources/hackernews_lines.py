"""The first line of a "Who is hiring?" comment: usually "Company | Role | Place | REMOTE | pay"."""

import html
import re
from typing import Final

from attrs import frozen

MOST_LINE: Final = 400
MOST_SEGMENT: Final = 140
MOST_NAME: Final = 60
TAGS: Final = re.compile(r"<[^<>]{0,2000}>")
ADDRESS: Final = re.compile(r"\(?\b(?:https?://|www\.)[^\s|)]{1,300}\)?")
EMPTY_PARENTHESES: Final = re.compile(r"\(\s{0,9}\)")
BARE_DOMAIN: Final = re.compile(r"^\(?[\w-]{1,60}(?:\.[\w-]{1,60}){1,3}\)?$")
PAY: Final = re.compile(
    r"[$€£¥₹]\s?\d|\d{2,3}\s?k\b|\b\d{2,3}[.,]?\d{3}\b|\b(?:salary|equity|comp(?:ensation)?)\b", re.IGNORECASE
)
WAY: Final = re.compile(
    r"\b(?:remote|on-?site|in-?person|in-?office|hybrid|wfh|anywhere|worldwide|global)\b", re.IGNORECASE
)
EMPLOYMENT: Final = re.compile(
    r"\b(?:full[- ]?time|part[- ]?time|contract(?:or)?|freelance|intern(?:ship)?s?|permanent|temporary|b2b|fte)\b",
    re.IGNORECASE,
)
VISA: Final = re.compile(r"\bvisa\b|\bsponsor", re.IGNORECASE)
ROLE: Final = re.compile(
    r"\b(?:engineers?|engineering|developers?|dev|programmers?|architects?|designers?|managers?|management|scientists?"
    r"|researchers?|analysts?|leads?|head of|director|vp|cto|ceo|cfo|coo|chief|officer|founding|founder|co-founder"
    r"|specialists?|administrators?|sysadmin|devops|sre|consultants?|coordinators?|writers?|editors?|marketers?|marketing"
    r"|sales|support|success|recruiters?|accountants?|operators?|technicians?|interns?|principal|staff|senior|junior"
    r"|full[- ]?stack|front[- ]?end|back[- ]?end|software|roles?|positions?|openings|product|qa|tester|security|teachers?"
    r"|tutors?|nurses?|counsel|paralegal|assistants?|representatives?|executives?|strategists?|advocates?|mechanics?)\b",
    re.IGNORECASE,
)
NOTHING_BUT_A_ROLE: Final = re.compile(
    r"\b(?:engineer|developer|designer|manager|scientist|analyst|architect|nurse|teacher|writer|editor)s?\b",
    re.IGNORECASE,
)
"""What no company is called, unlike Lead Bank or Staff Base."""

TOWN: Final = re.compile(r"[A-Z][\w .'-]{1,40}, [A-Z][\w .'-]{1,40}$")
"""A town with its region or country, where a company might stand."""

NOT_A_COMPANY: Final = re.compile(r"^(?:seeking|hiring|we're|we are|i am|i'm|looking|remote|location)\b", re.IGNORECASE)
SEVERAL: Final = "Several roles"


@frozen(kw_only=True)
class Headline:
    """What a first line says; `title` is "Several roles" where a company and its terms stand without one."""

    company: str
    title: str
    places: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    pay: str = ""
    employment: tuple[str, ...] = ()


LABELLED: Final = re.compile(
    r"^\W{0,3}(company|role|position|title|location|remote|type|salary|compensation)\s{0,3}:\s{0,3}([^\n]{2,200})",
    re.IGNORECASE | re.MULTILINE,
)
LABEL: Final = re.compile(r"^(?:company|role|position|title|location|type|salary)\s{0,3}:\s{0,3}", re.IGNORECASE)
ORDER: Final = ("company", "role", "position", "title", "location", "type", "salary", "compensation")


HIRING: Final = re.compile(r"^([A-Z][^|.!?]{1,60}?)\s(?:is|are)\shiring\s(?:an?\s|for\s)?([^|]{3,160})")
END_OF_ROLE: Final = re.compile(r"[.!?\[(;:]|\s[—–-]\s|\s(?:on|for|to|at|in|who|with)\s")


def read_headline(comment: str) -> Headline | None:
    """Read a comment's first line, or else its lines with labels; None when it is not a posting's."""
    line = _first_line(comment)
    return _of_segments(line) or _of_labels(comment) or _of_sentence(line)


def _of_segments(line: str) -> Headline | None:
    segments = [segment for segment in map(_trimmed, line.split("|")) if segment]
    if len(segments) < 2:
        segments = [segment for segment in map(_trimmed, re.split(r"\s[—–-]\s", line)) if segment]
        if len(segments) < 2 or not ROLE.search(line):
            return None
    company, rest = _company_first([LABEL.sub("", segment) for segment in segments])
    if len(company) > MOST_SEGMENT or (NOT_A_COMPANY.match(company) and len(company.split()) > 2):
        return None
    return _sorted(company, rest)


def _of_labels(comment: str) -> Headline | None:
    labelled = _labelled(comment)
    if "company" not in labelled or len(labelled["company"]) > MOST_NAME:
        return None
    return _sorted(labelled["company"], [labelled[name] for name in ORDER[1:] if name in labelled])


def _of_sentence(line: str) -> Headline | None:
    found = HIRING.match(line.strip())
    if not found or NOT_A_COMPANY.match(found[1]):
        return None
    role = _trimmed(END_OF_ROLE.split(found[2], maxsplit=1)[0])
    return Headline(company=_trimmed(found[1]), title=role if _is_role(role) else SEVERAL) if role else None


def _company_first(segments: list[str]) -> tuple[str, list[str]]:
    """Return the company and what else is said: some begin with the role, and some name no company at all."""
    first, second, *rest = segments
    if not _is_role(first) or any(map(_is_role, [second, *rest])):
        return first, [second, *rest]
    if not (WAY.search(second) or EMPLOYMENT.search(second) or PAY.search(second) or TOWN.match(second)):
        return second, [first, *rest]
    return ("", segments) if NOTHING_BUT_A_ROLE.search(first) else (first, [second, *rest])


def _sorted(company: str, segments: list[str]) -> Headline | None:
    roles = [part for part in segments if _is_role(part)]
    others = [part for part in segments if part not in roles[:1]]
    ways = tuple(part for part in others if WAY.search(part))
    pay = next((part for part in others if PAY.search(part) and not WAY.search(part)), "")
    employment = tuple(part for part in others if EMPLOYMENT.search(part))
    places = tuple(part for part in others if _is_place(part) and part != pay)
    if not roles and not (ways or employment or pay):
        return None
    title = roles[0] if roles else SEVERAL
    return Headline(company=company, title=title, places=places, ways=ways, pay=pay, employment=employment)


def _is_role(part: str) -> bool:
    return (
        len(part) <= MOST_SEGMENT
        and bool(ROLE.search(EMPLOYMENT.sub(" ", part)))
        and not VISA.search(part)
        and not (EMPLOYMENT.fullmatch(part) or _only_way(part))
    )


def _only_way(part: str) -> bool:
    return bool(WAY.match(part)) and len(part.split()) <= 3


def _is_place(part: str) -> bool:
    if VISA.search(part) or EMPLOYMENT.fullmatch(part) or PAY.search(part) or ROLE.search(part) or len(part) > 90:
        return False
    return part[:1].isupper() and not WAY.fullmatch(part)


def _labelled(comment: str) -> dict[str, str]:
    plain = html.unescape(TAGS.sub("\n", comment[: 20 * MOST_LINE]))
    return {name.lower(): _trimmed(value) for name, value in reversed(LABELLED.findall(plain))}


def _first_line(comment: str) -> str:
    paragraph = re.split(r"<p>|\n", comment[: 20 * MOST_LINE].lstrip(), maxsplit=1)[0]
    plain = html.unescape(TAGS.sub(" ", paragraph))
    return ADDRESS.sub(" ", plain)[:MOST_LINE]


def _trimmed(segment: str) -> str:
    words = " ".join(segment.split()).strip(" #*_-–—:,;")
    words = EMPTY_PARENTHESES.sub("", words).strip()
    if words.count("(") < words.count(")"):
        words = words.rstrip(")")
    return "" if BARE_DOMAIN.match(words) and "." in words and " " not in words and not words[0].isupper() else words
