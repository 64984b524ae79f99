"""A PostgreSQL database of 100 000 jobs, made within a minute: some are stored, the rest are copied within it."""

from sqlalchemy import Table, text

from copilot_adapters.benches.invented import InventedJobs
from copilot_adapters.stemmers.snowball import Snowball
from copilot_adapters.storage import SqlStorage, tables
from copilot_adapters.storage.engine import make_engines

STORED, COPIES = 2_000, 50
JOBS = STORED * COPIES
INVENTED = InventedJobs(STORED)
BATCH = 500


def copied(table: Table, **changed: str) -> str:
    """Copy a table's rows, some columns changed."""
    columns = [column.name for column in table.columns]
    values = [changed.get(name, f'"{name}"') for name in columns]
    return f"INSERT INTO {table.name} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table.name}, numbered"


AFRESH = "id || '-' || n"
COPY = f"""
DROP INDEX ix_job_tokens_tokens;
CREATE TEMP TABLE numbered AS SELECT n, n * {STORED} AS further FROM generate_series(1, {COPIES - 1}) AS n;
{copied(tables.jobs, key="key + further", id=AFRESH, dated="dated + n * interval '1 day'", content="content || n")};
{copied(tables.job_documents, job_key="job_key + further", document="decode('80', 'hex')")};
INSERT INTO job_tokens SELECT key + further, tokens FROM job_tokens, numbered;
{copied(tables.sightings, id=AFRESH, external_id="external_id || '-' || n")};
{copied(tables.job_sightings, job_key="job_key + further", sighting="sighting || '-' || n")};
UPDATE numbers SET last = {JOBS} WHERE name = 'jobs';
CREATE INDEX ix_job_tokens_tokens ON job_tokens USING gin (tokens)
"""
WORK = """
INSERT INTO tasks (id, name, owner, key, queue, priority, state, created_at, run_after, handed_at, lease_until, fence,
  attempts, most_attempts, losses, time_limit, worker, cancel_asked, ended_at, payload)
  SELECT 'task ' || n, 'collect', 'person ' || mod(n, 1000), 'key ' || n, 'collect', mod(n, 10),
  CASE WHEN mod(n, 100) = 0 THEN 'waiting' WHEN mod(n, 100) = 1 THEN 'running' ELSE 'done' END,
  n, n, 0, CASE WHEN mod(n, 100) = 1 THEN 9e9 END, 1, 1, 5, 0, 60, '', false, CASE WHEN mod(n, 100) > 1 THEN n END, '{}'
  FROM generate_series(1, 100000) AS n;
INSERT INTO event_numbers SELECT 'person ' || n, 100, 100 FROM generate_series(0, 999) AS n;
INSERT INTO events SELECT 'person ' || mod(n, 1000), n / 1000 + 1, 'told', now(), '{}' FROM generate_series(0, 99999) AS n;
INSERT INTO saved_searches (person, id, name, next_due, seen_upto, new_from, new, document)
  SELECT 'person ' || mod(n, 1000), 'search ' || n, '', to_timestamp(2e9 + n), 0, 0, 0, '{}' FROM generate_series(1, 10000) AS n
"""


async def fill(url: str) -> None:
    """Fill an empty database."""
    storage = SqlStorage(url, Snowball().stem)
    jobs = list(INVENTED)
    for start in range(0, STORED, BATCH):
        async with storage.transaction() as books:
            await books.catalogue.save(jobs[start : start + BATCH], [])
    await storage.close()
    engines = make_engines(url)
    async with engines.migrate() as connection:
        await connection.execute(text("SET LOCAL maintenance_work_mem = '512MB'"))
        await connection.exec_driver_sql(COPY)
        await connection.exec_driver_sql(WORK)
        await connection.exec_driver_sql("ANALYZE")
    await engines.close()
