"""What an e-mail address, a name and a password of an account look like."""

import re
from collections.abc import Callable, Collection
from datetime import timedelta
from unicodedata import category, normalize

from attrs import frozen

from copilot_core.errors import Rejected

SHORTEST, LONGEST = 10, 200
"""Characters of a password."""

MOST_MARKS = 4
"""Characters that compose to one."""

LONGEST_NAME = 80
LONGEST_EMAIL = 254
TELLING, LEFT = 3, 5
"""Characters of a part of somebody's name or address that gives a password away, and that must be left without it."""

_PART = re.compile(r"[^\W_]+")

_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_LOCAL = re.compile(rf"(?=.{{1,64}}\Z){_ATOM}(?:\.{_ATOM})*")
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.(?!\d+\Z){_LABEL}")


@frozen(kw_only=True)
class AccountTimes:
    """How long things last."""

    access: timedelta = timedelta(minutes=15)
    session: timedelta = timedelta(days=30)
    grace: timedelta = timedelta(seconds=20)
    verify: timedelta = timedelta(hours=48)
    reset: timedelta = timedelta(minutes=30)


def folded_email(said: str) -> str:
    """Return the one way to write an address, in ASCII; raise `Rejected("email_wrong")`."""
    local, _, domain = said.strip().lower().rpartition("@") if len(said) <= LONGEST_EMAIL else ("", "", "")
    named = _in_ascii(domain)
    if not (_LOCAL.fullmatch(local) and _DOMAIN.fullmatch(named)) or len(local) + 1 + len(named) > LONGEST_EMAIL:
        raise Rejected("email_wrong", email=said[:80] or "—")
    return f"{local}@{named}"


def _in_ascii(domain: str) -> str:
    """Write a domain as the name service knows it; empty when that would be another domain's name."""
    try:
        coded = domain.encode("idna")
        return coded.decode("ascii") if domain.isascii() or coded.decode("idna") == domain else ""
    except UnicodeError:
        return ""


def account_name(said: str) -> str:
    """Return a name to keep, which may be empty; raise `Rejected("account_name_long")`."""
    plain = "".join(
        char for char in normalize("NFC", said) if category(char) not in {"Cc", "Cf", "Cs"} or char in "\t\n"
    )
    named = " ".join(plain.split())
    if len(named) > LONGEST_NAME:
        raise Rejected("account_name_long", most=LONGEST_NAME, length=len(named))
    return named


def typed(password: str) -> str:
    """Return a password as it is hashed: the same however a keyboard composes its letters; empty for one too long."""
    composed = _composed(password)
    return composed if len(composed) <= LONGEST else ""


def _composed(password: str) -> str:
    """Compose letters; what is cut off an endless one leaves it too long."""
    return normalize("NFKC", password[: MOST_MARKS * LONGEST + 1])


def refuse_weak(password: str, email: str, name: str, known: Callable[[str], bool]) -> None:
    """Raise `Rejected("password_weak")`; `why` is short, long, unreadable, personal or known."""
    why = _weakness(_composed(password), _PART.findall(f"{email} {name}"), known)
    if why:
        raise Rejected("password_weak", least=SHORTEST, most=LONGEST, why=why)


def _weakness(password: str, personal: Collection[str], known: Callable[[str], bool]) -> str:
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    if any(category(char) == "Cs" for char in password):
        return "unreadable"
    if len(_without(password.casefold(), personal)) < LEFT:
        return "personal"
    return "known" if known(password) else ""


def _without(password: str, personal: Collection[str]) -> str:
    """Return what is left to guess for who knows the person."""
    for part in sorted(personal, key=len, reverse=True):
        if len(part) >= TELLING:
            password = password.replace(part.casefold(), "")
    return password
