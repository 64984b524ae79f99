"""Who signs in, with what, and from where."""

from datetime import datetime
from enum import StrEnum

from attrs import field, frozen

from copilot_core.entities.identities import PersonId, SessionId, TokenId

LONGEST_AGENT = 200
"""Characters kept of what a device says of itself."""


class Role(StrEnum):
    """What an account may do beside its own things: an admin looks after the installation."""

    USER = "user"
    ADMIN = "admin"


class Scope(StrEnum):
    """What a personal token may do."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"


class Purpose(StrEnum):
    """What a mailed link is for."""

    VERIFY = "verify"
    RESET = "reset"


@frozen(kw_only=True)
class Account:
    """A person who signs in. `email` is folded; `password` is a hash in PHC form, empty for one that cannot sign in."""

    person: PersonId
    email: str
    name: str = ""
    role: Role = Role.USER
    password: str = field(default="", repr=False)
    made_at: datetime
    verified_at: datetime | None = None


@frozen(kw_only=True)
class Session:
    """One log-in, on one device, until it ends; `agent` and `address` are what that device said."""

    id: SessionId
    person: PersonId
    begun_at: datetime
    seen_at: datetime
    ends_at: datetime
    agent: str = ""
    address: str = ""


@frozen(kw_only=True)
class Refresh:
    """A right to go on with a session; `spent_at` tells when it was used."""

    fingerprint: str
    session: SessionId
    person: PersonId
    made_at: datetime
    spent_at: datetime | None = None


@frozen(kw_only=True)
class ApiToken:
    """A personal token for programs; the secret itself is not kept."""

    id: TokenId
    person: PersonId
    name: str
    scopes: frozenset[Scope]
    made_at: datetime
    ends_at: datetime | None = None
    used_at: datetime | None = None


@frozen(kw_only=True)
class MailedLink:
    """What a link in a letter stands for; it holds once."""

    person: PersonId
    purpose: Purpose
    email: str


def _shown(agent: str) -> str:
    return "".join(char for char in agent[:LONGEST_AGENT] if char.isprintable())


@frozen
class Device:
    """Where somebody signs in; `refresh` is the right to go on that it brings along, the proof that it is known."""

    agent: str = field(default="", converter=_shown)
    address: str = ""
    refresh: str = field(default="", repr=False)


@frozen(kw_only=True)
class SignedIn:
    """What somebody who signed in gets: `access` for each request, `refresh` for a new `access`, once."""

    account: Account
    session: Session
    access: str = field(repr=False)
    access_ends_at: datetime
    refresh: str = field(repr=False)
    refresh_ends_at: datetime
