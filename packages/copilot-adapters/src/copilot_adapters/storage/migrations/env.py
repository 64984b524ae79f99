"""Runs migrations on the connection that is given, or prints them."""

from alembic import context

from copilot_adapters.storage.tables import metadata

connection = context.config.attributes.get("connection")
if connection is None:
    context.configure(dialect_name="postgresql", target_metadata=metadata, literal_binds=True)
else:
    context.configure(connection=connection, target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
