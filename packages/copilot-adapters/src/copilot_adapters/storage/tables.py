"""The tables, as the newest migration leaves them."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
    text,
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time; kept in UTC, which SQLite forgets to say."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def read_back(value: Any) -> Any:  # noqa: ANN401 - of any column
    """Return what a column held; of a time that SQLite gives as a text, the time."""
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value


Key = BigInteger().with_variant(Integer, "sqlite")
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _job_key(**options: bool) -> Column[int]:
    return Column("job_key", Key, ForeignKey("jobs.key", ondelete="CASCADE"), **options)  # type: ignore[arg-type]


def _sighting(name: str, **options: bool) -> Column[str]:
    return Column(name, String, ForeignKey("sightings.id", ondelete="CASCADE"), **options)  # type: ignore[arg-type]


jobs = Table(
    "jobs",
    metadata,
    Column("key", Key, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("owner", String),
    Column("dated", UtcDateTime, nullable=False),
    Column("last_seen", UtcDateTime, nullable=False),
    Column("pay", Float, nullable=False),
    Column("pay_year", Float),
    Column("currency", String, nullable=False),
    Column("content", String, nullable=False),
    Column("labels", String, nullable=False),
    Column("ranked", String, nullable=False),
    Column("closed_at", UtcDateTime),
    Index(None, "dated", "key"),
    Index(None, "pay", "key"),
    Index("ix_jobs_owner", "owner", sqlite_where=text("owner IS NOT NULL"), postgresql_where=text("owner IS NOT NULL")),
    Index(
        "ix_jobs_closed",
        "owner",
        "id",
        sqlite_where=text("closed_at IS NOT NULL"),
        postgresql_where=text("closed_at IS NOT NULL"),
    ),
)
"""A job's narrow row: everything to filter, sort and count by. `key` is its number in the text index."""

numbers = Table(
    "numbers",
    metadata,
    Column("name", String, primary_key=True),
    Column("last", BigInteger, nullable=False),
)
"""The last number given of a kind; none is given twice."""

generations = Table(
    "generations",
    metadata,
    Column("topic", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("generation", String, nullable=False),
)
"""What changes with everything that kept answers depend on; of a topic that is everybody's, `person` is empty."""

job_documents = Table(
    "job_documents",
    metadata,
    _job_key(primary_key=True),
    Column("summary", LargeBinary, nullable=False),
    Column("card", LargeBinary, nullable=False),
    Column("document", LargeBinary, nullable=False),
)
"""A job's wide row: what lists show, what matching reads, and the rest."""

aliases = Table(
    "aliases",
    metadata,
    Column("id", String, primary_key=True),
    Column("job_id", String, ForeignKey("jobs.id", ondelete="CASCADE"), nullable=False, index=True),
)
"""Former ids of merged jobs; always one step away from the job that survived."""

overlays = Table(
    "overlays",
    metadata,
    Column("owner", String, primary_key=True),
    Column("shared_id", String, primary_key=True, index=True),
    _job_key(primary_key=True),
    Index(None, "job_key"),
)
"""Shared jobs that a person sees as a personal one."""

sightings = Table(
    "sightings",
    metadata,
    Column("id", String, primary_key=True),
    Column("source", String, nullable=False),
    Column("external_id", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("content", String, nullable=False),
    Column("last_seen", UtcDateTime, nullable=False),
    Column("reading", Integer, nullable=False, server_default="0"),
    Column("document", LargeBinary, nullable=False),
    UniqueConstraint("source", "external_id", "owner"),
)
"""Postings seen; `owner` is empty for what a public board shows. `reading` is the version of the rules that read it."""

sighting_versions = Table(
    "sighting_versions",
    metadata,
    _sighting("sighting", primary_key=True),
    Column("content", String, primary_key=True),
    Column("document", LargeBinary, nullable=False),
)
"""Earlier contents of postings that changed."""

job_sightings = Table(
    "job_sightings",
    metadata,
    _job_key(primary_key=True),
    _sighting("sighting", primary_key=True),
    Column("position", Integer, nullable=False),
    Index(None, "sighting"),
)
"""Which sightings a job consists of, in its order."""

signatures = Table(
    "signatures",
    metadata,
    _sighting("sighting", primary_key=True),
    Column("home", String),
    Column("document", LargeBinary, nullable=False),
)
"""What is compared of a sighting, and the job it was put in."""

signature_keys = Table(
    "signature_keys",
    metadata,
    Column("key", BigInteger, primary_key=True),
    _sighting("sighting", primary_key=True),
    Index(None, "sighting"),
    sqlite_with_rowid=False,
)
"""Blocking keys."""

links = Table(
    "links",
    metadata,
    _sighting("left", primary_key=True),
    _sighting("right", primary_key=True),
    Column("strength", Float, nullable=False),
    Column("reason", LargeBinary, nullable=False),
    Index(None, "right"),
)
"""Pairs of sightings that look like one job."""

splits = Table(
    "splits",
    metadata,
    _sighting("left", primary_key=True),
    _sighting("right", primary_key=True),
    Column("person", String, primary_key=True),
    Index(None, "right"),
)
"""Pairs that are not one job; `person` is empty where that holds for all."""

seekers = Table(
    "seekers",
    metadata,
    Column("person", String, primary_key=True),
    Column("document", LargeBinary, nullable=False),
)

resumes = Table(
    "resumes",
    metadata,
    Column("person", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("added_at", UtcDateTime, nullable=False),
    Column("document", LargeBinary, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    Column("name", String, primary_key=True),
    Column("due_at", UtcDateTime),
    Column("claimant", String),
    Column("last_run", UtcDateTime),
    Column("outcome", String),
    Column("found", Integer, nullable=False),
)

vectors = Table(
    "vectors",
    metadata,
    Column("model", String, primary_key=True),
    Column("text_hash", String, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)
"""Vectors by the text they were made of."""

job_vectors = Table(
    "job_vectors",
    metadata,
    Column("model", String, primary_key=True),
    _job_key(primary_key=True),
    Column("text_hash", String, nullable=False),
    Column("content", String, nullable=False),
    Column("changed", BigInteger, nullable=False, server_default="0"),
    Index(None, "job_key"),
    Index(None, "model", "changed"),
)
"""Which text stands for a job; it holds as long as the job's `content` is the same. `changed`: at which counter."""

vectors_gone = Table(
    "vectors_gone",
    metadata,
    Column("model", String, primary_key=True),
    Column("job_id", String, primary_key=True),
    Column("changed", BigInteger, nullable=False),
    Index(None, "model", "changed"),
)
"""Jobs that had a vector and have it no more, and since which counter: as few as merged jobs and changed texts."""

vector_changes = Table(
    "vector_changes",
    metadata,
    Column("model", String, primary_key=True),
    Column("counter", BigInteger, nullable=False),
    Column("told", BigInteger, nullable=False, server_default="0"),
)
"""How often a model's vectors changed, and up to which change the index was told."""

tasks = Table(
    "tasks",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("key", String),
    Column("queue", String, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("run_after", Float, nullable=False),
    Column("handed_at", Float, nullable=False),
    Column("lease_until", Float),
    Column("fence", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("most_attempts", Integer, nullable=False),
    Column("losses", Integer, nullable=False),
    Column("time_limit", Float, nullable=False),
    Column("worker", String, nullable=False),
    Column("cancel_asked", Boolean, nullable=False),
    Column("started_at", Float),
    Column("ended_at", Float),
    Column("payload", LargeBinary, nullable=False),
    Column("progress", LargeBinary),
    Column("result", LargeBinary),
    Column("story", LargeBinary),
    UniqueConstraint("owner", "name", "key"),
    Index(None, "owner", "created_at", "id"),
    Index(
        "ix_tasks_waiting",
        "priority",
        "run_after",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
    Index(
        "ix_tasks_handed",
        "handed_at",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
    Index(
        "ix_tasks_running",
        "lease_until",
        sqlite_where=text("state = 'running'"),
        postgresql_where=text("state = 'running'"),
    ),
    Index(None, "state", "ended_at"),
)
"""Work that lasts; times are seconds since 1970 by the database's clock. `owner` is empty for the installation's own."""

events = Table(
    "events",
    metadata,
    Column("person", String, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("payload", LargeBinary, nullable=False),
)
"""What happened, counted for each person without a gap."""

event_numbers = Table(
    "event_numbers",
    metadata,
    Column("person", String, primary_key=True),
    Column("last", BigInteger, nullable=False),
    Column("published", BigInteger, nullable=False),
    Index(
        "ix_event_numbers_unpublished",
        "person",
        sqlite_where=text("published < last"),
        postgresql_where=text("published < last"),
    ),
)
"""A person's newest event, and up to which the bus has told."""

leaders = Table(
    "leaders",
    metadata,
    Column("name", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("until", Float, nullable=False),
)
"""Who leads, for how long yet by the database's clock."""

turns = Table(
    "turns",
    metadata,
    Column("name", String, primary_key=True),
    Column("due_at", UtcDateTime, nullable=False),
    Column("last_run", UtcDateTime),
    Column("last_task", String),
)
"""The schedule's entries: when each came round, and is due again."""

saved_searches = Table(
    "saved_searches",
    metadata,
    Column("person", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("next_due", UtcDateTime),
    Column("last_run", UtcDateTime),
    Column("seen_upto", BigInteger, nullable=False),
    Column("new_from", BigInteger, nullable=False),
    Column("new", Integer, nullable=False),
    Column("failed", String, nullable=False, server_default=""),
    Column("document", LargeBinary, nullable=False),
    Index(
        "ix_saved_searches_due",
        "next_due",
        sqlite_where=text("next_due IS NOT NULL"),
        postgresql_where=text("next_due IS NOT NULL"),
    ),
)
"""Saved searches; `next_due` is empty while one is not active."""

source_runs = Table(
    "source_runs",
    metadata,
    Column("source", String, primary_key=True),
    Column("at", UtcDateTime, primary_key=True, index=True),
    Column("document", LargeBinary, nullable=False),
)
"""How each run of a source went: what its health is told from."""

source_alarms = Table(
    "source_alarms",
    metadata,
    Column("source", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("search", String, primary_key=True),
    Column("document", LargeBinary, nullable=False),
)
"""Alarms that were told and still hold."""

bookmarks = Table(
    "bookmarks",
    metadata,
    Column("source", String, primary_key=True),
    Column("search", String, primary_key=True),
    Column("place", String, nullable=False),
    Column("postings", Integer, nullable=False),
    Column("requests", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
"""Where a collection that was cut off goes on; `search` is a digest of what was asked."""

closings = Table(
    "closings",
    metadata,
    _sighting("sighting", primary_key=True),
    Column("state", String, nullable=False),
    Column("next_check", UtcDateTime, index=True),
    Column("expires_at", UtcDateTime),
    Column("document", LargeBinary, nullable=False),
    Index(
        "ix_closings_expiring",
        "expires_at",
        sqlite_where=text("state != 'closed' AND expires_at IS NOT NULL"),
        postgresql_where=text("state != 'closed' AND expires_at IS NOT NULL"),
    ),
)
"""What is known of postings that may be closed."""

resume_vectors = Table(
    "resume_vectors",
    metadata,
    Column("model", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("resume", String, primary_key=True),
    Column("text_hash", String, nullable=False),
    Column("name", String, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Index(None, "model", "name"),
)
"""Which text stands for a resume. In an index it has the `name`, which tells nobody whose it is."""

match_marks = Table(
    "match_marks",
    metadata,
    Column("model", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("seen", BigInteger, nullable=False),
    Index(None, "model", "seen", "person"),
)
"""Up to which change of the jobs a person was told what fits."""

told_matches = Table(
    "told_matches",
    metadata,
    Column("person", String, primary_key=True),
    _sighting("sighting", primary_key=True),
    Index(None, "sighting"),
)
"""Postings of jobs that a person was told of: wherever they are merged to, these are no news."""

applications = Table(
    "applications",
    metadata,
    Column("person", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("sighting", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("remind_at", UtcDateTime),
    Column("version", Integer, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Index(None, "person", "sighting", unique=True),
    Index(None, "person", "changed_at", "id"),
    Index(
        "ix_applications_reminders",
        "remind_at",
        sqlite_where=text("remind_at IS NOT NULL"),
        postgresql_where=text("remind_at IS NOT NULL"),
    ),
)
"""What a person applies for, by the posting it began with; `version` grows with every change."""

job_marks = Table(
    "job_marks",
    metadata,
    Column("person", String, primary_key=True),
    _sighting("sighting", primary_key=True),
    Column("mark", String, nullable=False),
    Column("reason", String),
    Column("note", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "sighting"),
)
"""Postings of jobs that a person saved or dismissed: wherever they are merged to, the newest mark counts."""

tickets = Table(
    "tickets",
    metadata,
    Column("fingerprint", String, primary_key=True),
    Column("person", String, nullable=False),
    Column("session", String, nullable=False),
    Column("until", UtcDateTime, nullable=False, index=True),
)
"""Rights to listen that were given and not yet used; the ticket itself is not kept."""

answers = Table(
    "answers",
    metadata,
    Column("person", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("request", String, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("document", LargeBinary),
)
"""Answers to requests that may be sent again; `document` is empty while the first is being answered."""
