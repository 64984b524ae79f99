"""The tables of those who sign in."""

from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table

from copilot_adapters.storage.tables import UtcDateTime, metadata

accounts = Table(
    "accounts",
    metadata,
    Column("person", String, primary_key=True),
    Column("email", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("password", String, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("verified_at", UtcDateTime),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String, primary_key=True),
    Column("person", String, nullable=False, index=True),
    Column("begun_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False, index=True),
    Column("agent", String, nullable=False),
    Column("address", String, nullable=False),
)

refreshes = Table(
    "refreshes",
    metadata,
    Column("fingerprint", String, primary_key=True),
    Column(
        "session",
        String,
        ForeignKey("sessions.id", name="fk_refreshes_session", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("person", String, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("spent_at", UtcDateTime),
)
"""Rights to go on with a session; the secrets themselves are not kept."""

api_tokens = Table(
    "api_tokens",
    metadata,
    Column("id", String, primary_key=True),
    Column("fingerprint", String, nullable=False, unique=True),
    Column("person", String, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("scopes", String, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime),
    Column("used_at", UtcDateTime),
)

mailed_links = Table(
    "mailed_links",
    metadata,
    Column("fingerprint", String, primary_key=True),
    Column("person", String, nullable=False, index=True),
    Column("purpose", String, nullable=False),
    Column("email", String, nullable=False),
    Column("until", UtcDateTime, nullable=False, index=True),
)

signing_keys = Table(
    "signing_keys",
    metadata,
    Column("kid", String, primary_key=True),
    Column("made_at", UtcDateTime, nullable=False),
    Column("retires_at", UtcDateTime, nullable=False),
    Column("document", LargeBinary, nullable=False),
)
"""Keys that sign access tokens, encrypted; retired ones are gone when nothing signed by them holds."""
