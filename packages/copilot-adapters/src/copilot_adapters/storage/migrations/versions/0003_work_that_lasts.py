"""Work that lasts: tasks, events, the schedule, saved searches, the health of sources, closed postings."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
TABLES = (
    "tasks",
    "events",
    "event_numbers",
    "leaders",
    "turns",
    "saved_searches",
    "source_runs",
    "source_alarms",
    "bookmarks",
    "closings",
    "resume_vectors",
    "vectors_gone",
    "match_marks",
    "told_matches",
)


def upgrade() -> None:
    _tasks()
    _events()
    _schedule()
    _sources()
    _vectors()
    _matches()
    op.add_column("sightings", sa.Column("reading", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("sightings", "reading")
    op.drop_index("ix_jobs_closed", "jobs")
    op.drop_column("jobs", "closed_at")
    op.drop_column("vector_changes", "told")
    op.drop_index("ix_job_vectors_model_changed", "job_vectors")
    op.drop_column("job_vectors", "changed")
    for name in reversed(TABLES):
        op.drop_table(name)


def _tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("queue", sa.String(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.Column("run_after", sa.Float(), nullable=False),
        sa.Column("handed_at", sa.Float(), nullable=False),
        sa.Column("lease_until", sa.Float(), nullable=True),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("most_attempts", sa.Integer(), nullable=False),
        sa.Column("losses", sa.Integer(), nullable=False),
        sa.Column("time_limit", sa.Float(), nullable=False),
        sa.Column("worker", sa.String(), nullable=False),
        sa.Column("cancel_asked", sa.Boolean(), nullable=False),
        sa.Column("started_at", sa.Float(), nullable=True),
        sa.Column("ended_at", sa.Float(), nullable=True),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("progress", sa.LargeBinary(), nullable=True),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.Column("story", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
        sa.UniqueConstraint("owner", "name", "key", name="uq_tasks_owner_name_key"),
    )
    op.create_index("ix_tasks_owner_created_at_id", "tasks", ["owner", "created_at", "id"], unique=False)
    op.create_index(
        "ix_tasks_running",
        "tasks",
        ["lease_until"],
        unique=False,
        sqlite_where=sa.text("state = 'running'"),
        postgresql_where=sa.text("state = 'running'"),
    )
    op.create_index("ix_tasks_state_ended_at", "tasks", ["state", "ended_at"], unique=False)
    op.create_index(
        "ix_tasks_waiting",
        "tasks",
        ["priority", "run_after"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "ix_tasks_handed",
        "tasks",
        ["handed_at"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )


def _events() -> None:
    op.create_table(
        "event_numbers",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("published", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_event_numbers"),
    )
    op.create_index(
        "ix_event_numbers_unpublished",
        "event_numbers",
        ["person"],
        unique=False,
        sqlite_where=sa.text("published < last"),
        postgresql_where=sa.text("published < last"),
    )
    op.create_table(
        "events",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("person", "number", name="pk_events"),
    )
    op.create_index("ix_events_at", "events", ["at"], unique=False)


def _schedule() -> None:
    op.create_table(
        "leaders",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leaders"),
    )
    op.create_table(
        "saved_searches",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("next_due", TIME, nullable=True),
        sa.Column("last_run", TIME, nullable=True),
        sa.Column("seen_upto", sa.BigInteger(), nullable=False),
        sa.Column("new_from", sa.BigInteger(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("failed", sa.String(), nullable=False, server_default=""),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("person", "id", name="pk_saved_searches"),
    )
    op.create_index(
        "ix_saved_searches_due",
        "saved_searches",
        ["next_due"],
        unique=False,
        sqlite_where=sa.text("next_due IS NOT NULL"),
        postgresql_where=sa.text("next_due IS NOT NULL"),
    )
    op.create_table(
        "turns",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("last_run", TIME, nullable=True),
        sa.Column("last_task", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_turns"),
    )


def _sources() -> None:
    op.create_table(
        "bookmarks",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("search", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("postings", sa.Integer(), nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("source", "search", name="pk_bookmarks"),
    )
    op.create_table(
        "source_runs",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("source", "at", name="pk_source_runs"),
    )
    op.create_index("ix_source_runs_at", "source_runs", ["at"], unique=False)
    op.create_table(
        "source_alarms",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("search", sa.String(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("source", "kind", "search", name="pk_source_alarms"),
    )
    op.create_table(
        "closings",
        sa.Column("sighting", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("next_check", TIME, nullable=True),
        sa.Column("expires_at", TIME, nullable=True),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["sighting"], ["sightings.id"], name="fk_closings_sighting", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sighting", name="pk_closings"),
    )
    op.create_index("ix_closings_next_check", "closings", ["next_check"], unique=False)
    expiring = sa.text("state != 'closed' AND expires_at IS NOT NULL")
    op.create_index(
        "ix_closings_expiring",
        "closings",
        ["expires_at"],
        unique=False,
        sqlite_where=expiring,
        postgresql_where=expiring,
    )
    closed = sa.text("closed_at IS NOT NULL")
    op.add_column("jobs", sa.Column("closed_at", TIME, nullable=True))
    op.create_index(
        "ix_jobs_closed", "jobs", ["owner", "id"], unique=False, sqlite_where=closed, postgresql_where=closed
    )


def _vectors() -> None:
    op.create_table(
        "resume_vectors",
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("resume", sa.String(), nullable=False),
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("model", "person", "resume", name="pk_resume_vectors"),
    )
    op.create_index("ix_resume_vectors_model_name", "resume_vectors", ["model", "name"], unique=False)
    op.execute("DELETE FROM vectors WHERE text_hash NOT IN (SELECT text_hash FROM job_vectors)")
    op.create_table(
        "vectors_gone",
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("job_id", sa.String(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("model", "job_id", name="pk_vectors_gone"),
    )
    op.create_index("ix_vectors_gone_model_changed", "vectors_gone", ["model", "changed"], unique=False)
    op.add_column("job_vectors", sa.Column("changed", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_index("ix_job_vectors_model_changed", "job_vectors", ["model", "changed"], unique=False)
    op.add_column("vector_changes", sa.Column("told", sa.BigInteger(), nullable=False, server_default="0"))


def _matches() -> None:
    op.create_table(
        "match_marks",
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("model", "person", name="pk_match_marks"),
    )
    op.create_index("ix_match_marks_model_seen_person", "match_marks", ["model", "seen", "person"], unique=False)
    op.create_table(
        "told_matches",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("sighting", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["sighting"], ["sightings.id"], name="fk_told_matches_sighting", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "sighting", name="pk_told_matches"),
    )
    op.create_index("ix_told_matches_sighting", "told_matches", ["sighting"], unique=False)
