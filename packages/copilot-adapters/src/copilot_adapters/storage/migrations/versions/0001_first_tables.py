"""Jobs, sightings, people, sources and vectors, with the text index."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)

FTS5 = """
CREATE VIRTUAL TABLE job_tokens USING fts5(
    tokens, detail=none, columnsize=0, tokenize="ascii tokenchars '#*+-.:=^_'"
)
"""


def upgrade() -> None:
    _tables_of_jobs()
    _tables_of_sightings()
    _other_tables()
    if op.get_context().dialect.name == "sqlite":
        op.execute(FTS5)
    else:
        _tsvectors()


def _tables_of_jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("key", KEY, autoincrement=False, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("dated", TIME, nullable=False),
        sa.Column("last_seen", TIME, nullable=False),
        sa.Column("pay", sa.Float(), nullable=False),
        sa.Column("pay_year", sa.Float(), nullable=True),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("labels", sa.String(), nullable=False),
        sa.Column("ranked", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_jobs"),
        sa.UniqueConstraint("id", name="uq_jobs_id"),
    )
    op.create_index("ix_jobs_dated_key", "jobs", ["dated", "key"])
    private = sa.text("owner IS NOT NULL")
    op.create_index("ix_jobs_owner", "jobs", ["owner"], sqlite_where=private, postgresql_where=private)
    op.create_index("ix_jobs_pay_key", "jobs", ["pay", "key"])
    op.create_table(
        "sightings",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("last_seen", TIME, nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sightings"),
        sa.UniqueConstraint("source", "external_id", "owner", name="uq_sightings_source_external_id_owner"),
    )
    op.create_table(
        "job_documents",
        sa.Column("job_key", KEY, nullable=False),
        sa.Column("summary", sa.LargeBinary(), nullable=False),
        sa.Column("card", sa.LargeBinary(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["job_key"], ["jobs.key"], name="fk_job_documents_job_key", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("job_key", name="pk_job_documents"),
    )
    op.create_table(
        "aliases",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("job_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name="fk_aliases_job_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_aliases"),
    )
    op.create_index("ix_aliases_job_id", "aliases", ["job_id"])
    op.create_table(
        "overlays",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("shared_id", sa.String(), nullable=False),
        sa.Column("job_key", KEY, nullable=False),
        sa.ForeignKeyConstraint(["job_key"], ["jobs.key"], name="fk_overlays_job_key", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner", "shared_id", "job_key", name="pk_overlays"),
    )
    op.create_index("ix_overlays_job_key", "overlays", ["job_key"])
    op.create_index("ix_overlays_shared_id", "overlays", ["shared_id"])


def _tables_of_sightings() -> None:
    op.create_table(
        "signatures",
        sa.Column("sighting", sa.String(), nullable=False),
        sa.Column("home", sa.String(), nullable=True),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["sighting"], ["sightings.id"], name="fk_signatures_sighting", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sighting", name="pk_signatures"),
    )
    op.create_table(
        "signature_keys",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("sighting", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["sighting"], ["sightings.id"], name="fk_signature_keys_sighting", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", "sighting", name="pk_signature_keys"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_signature_keys_sighting", "signature_keys", ["sighting"])
    op.create_table(
        "sighting_versions",
        sa.Column("sighting", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sighting"], ["sightings.id"], name="fk_sighting_versions_sighting", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sighting", "content", name="pk_sighting_versions"),
    )
    op.create_table(
        "links",
        sa.Column("left", sa.String(), nullable=False),
        sa.Column("right", sa.String(), nullable=False),
        sa.Column("strength", sa.Float(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["left"], ["sightings.id"], name="fk_links_left", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["right"], ["sightings.id"], name="fk_links_right", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("left", "right", name="pk_links"),
    )
    op.create_index("ix_links_right", "links", ["right"])
    op.create_table(
        "splits",
        sa.Column("left", sa.String(), nullable=False),
        sa.Column("right", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["left"], ["sightings.id"], name="fk_splits_left", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["right"], ["sightings.id"], name="fk_splits_right", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("left", "right", "person", name="pk_splits"),
    )
    op.create_index("ix_splits_right", "splits", ["right"])
    op.create_table(
        "job_sightings",
        sa.Column("job_key", KEY, nullable=False),
        sa.Column("sighting", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["job_key"], ["jobs.key"], name="fk_job_sightings_job_key", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["sighting"], ["sightings.id"], name="fk_job_sightings_sighting", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("job_key", "sighting", name="pk_job_sightings"),
    )
    op.create_index("ix_job_sightings_sighting", "job_sightings", ["sighting"])


def _other_tables() -> None:
    op.create_table(
        "resumes",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("person", "id", name="pk_resumes"),
    )
    op.create_table(
        "seekers",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_seekers"),
    )
    op.create_table(
        "sources",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("due_at", TIME, nullable=True),
        sa.Column("claimant", sa.String(), nullable=True),
        sa.Column("last_run", TIME, nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_sources"),
    )
    op.create_table(
        "vector_changes",
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("model", name="pk_vector_changes"),
    )
    op.create_table(
        "vectors",
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("model", "text_hash", name="pk_vectors"),
    )
    op.create_table(
        "job_vectors",
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("job_key", KEY, nullable=False),
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["job_key"], ["jobs.key"], name="fk_job_vectors_job_key", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("model", "job_key", name="pk_job_vectors"),
    )
    op.create_index("ix_job_vectors_job_key", "job_vectors", ["job_key"])


def _tsvectors() -> None:
    op.create_table(
        "job_tokens",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tokens", postgresql.TSVECTOR(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_job_tokens"),
    )
    op.create_index("ix_job_tokens_tokens", "job_tokens", ["tokens"], postgresql_using="gin")


def downgrade() -> None:
    for name in (
        "job_tokens",
        "splits",
        "signatures",
        "signature_keys",
        "sighting_versions",
        "overlays",
        "links",
        "job_vectors",
        "job_sightings",
        "job_documents",
        "aliases",
        "vectors",
        "vector_changes",
        "sources",
        "sightings",
        "seekers",
        "resumes",
        "jobs",
    ):
        op.execute(f"DROP TABLE IF EXISTS {name}")
