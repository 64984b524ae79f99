"""Applications, saved and dismissed jobs, and answers to requests that are sent again."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _applications()
    op.create_table(
        "job_marks",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("sighting", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["sighting"], ["sightings.id"], name="fk_job_marks_sighting", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "sighting", name="pk_job_marks"),
    )
    op.create_index("ix_job_marks_sighting", "job_marks", ["sighting"])
    op.create_table(
        "answers",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("request", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("person", "key", name="pk_answers"),
    )
    op.create_index("ix_answers_at", "answers", ["at"])
    op.create_table(
        "tickets",
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_tickets"),
    )
    op.create_index("ix_tickets_until", "tickets", ["until"])


def downgrade() -> None:
    for name in ("tickets", "answers", "job_marks", "applications"):
        op.drop_table(name)


def _applications() -> None:
    op.create_table(
        "applications",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("sighting", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("remind_at", TIME, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("person", "id", name="pk_applications"),
    )
    reminded = sa.text("remind_at IS NOT NULL")
    op.create_index("ix_applications_person_sighting", "applications", ["person", "sighting"], unique=True)
    op.create_index("ix_applications_person_changed_at_id", "applications", ["person", "changed_at", "id"])
    op.create_index(
        "ix_applications_reminders", "applications", ["remind_at"], sqlite_where=reminded, postgresql_where=reminded
    )
