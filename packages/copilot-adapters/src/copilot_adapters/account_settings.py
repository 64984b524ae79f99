"""Settings of accounts, and of the letters about them."""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from copilot_adapters.account_mail.address import one_address

MINUTES_A_DAY = 24 * 60
MOST_KIB = 2**22
"""Memory for one hash: more is nobody's wish."""


class Registration(StrEnum):
    """Who may make an account."""

    OPEN = "open"
    CLOSED = "closed"


class Hashing(BaseModel):
    """How slowly passwords are hashed (argon2id); the defaults are OWASP's."""

    model_config = ConfigDict(extra="forbid")

    kib: int = Field(default=19_456, ge=8, le=MOST_KIB, description="memory for one hash, in KiB")
    passes: int = Field(default=2, ge=1, le=100, description="passes over that memory")
    at_once: int = Field(default=2, ge=1, le=256, description="hashes a process makes at the same time; others wait")
    patience: float = Field(default=5.0, gt=0, le=60, description="seconds that one waits before it is sent away")


class AccountsSettings(BaseModel):
    """Who may sign in, and for how long."""

    model_config = ConfigDict(extra="forbid")

    registration: Registration = Field(
        default=Registration.OPEN,
        description="open: anybody may register; closed: `copilot admin create` alone makes accounts",
    )
    access_minutes: int = Field(
        default=15,
        ge=1,
        le=MINUTES_A_DAY,
        description="minutes that an access token holds; the page renews it by itself",
    )
    session_days: int = Field(default=30, ge=1, le=3_650, description="days without a visit after which a session ends")
    refresh_grace: int = Field(
        default=20,
        ge=0,
        le=300,
        description="seconds in which a spent right to go on is honoured again (two tabs, a lost answer)",
    )
    verify_hours: int = Field(default=48, ge=1, le=8_760, description="hours that a link to confirm an address holds")
    reset_minutes: int = Field(default=30, ge=1, le=10_080, description="minutes that a link to a new password holds")
    hashing: Hashing = Hashing()


class Mail(BaseModel):
    """Who carries letters; without a host each is told in the log, its link included."""

    model_config = ConfigDict(extra="forbid")

    host: str = Field(default="", description="name of an SMTP server; empty: letters go to the log")
    port: int = Field(default=587, ge=1, le=65535, description="its port: 587 with starttls, 465 with tls")
    user: str = Field(default="", description="who signs in there; empty: nobody does")
    password: SecretStr = Field(default=SecretStr(""), description="the password of that user")
    sender: str = Field(default="", description="address that letters come from, as noreply@example.org")
    tls: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="how the way there is encrypted; none: not at all, for a server on this machine"
    )
    timeout: float = Field(default=10.0, gt=0, le=120, description="seconds to wait for each of the server's answers")

    @field_validator("sender")
    @classmethod
    def _is_an_address(cls, given: str) -> str:
        try:
            if given:
                one_address(given)
        except ValueError as error:
            raise ValueError("write one address, as noreply@example.org") from error
        return given

    @model_validator(mode="after")
    def _has_a_sender(self) -> "Mail":
        if self.host and not self.sender:
            raise ValueError("a mail server needs COPILOT_MAIL__SENDER, the address that letters come from")
        return self
