"""Runs a command on a PostgreSQL (default durability) and a Valkey server of its own, both gone afterwards.

`python -m real.on_servers copilot bench-tasks --database-url {database} --redis-url {redis}`
"""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
from real.violence.grounds import Postgres, Valkey


def main() -> int:
    postgres, valkey = Postgres(), Valkey()
    postgres.start()
    valkey.start()
    try:
        with psycopg.connect(postgres.url, autocommit=True) as admin:
            admin.execute("CREATE DATABASE bench TEMPLATE template0 ENCODING 'UTF8'")
        database = f"{postgres.url.rpartition('/')[0]}/bench"
        command = [part.format(database=database, redis=valkey.url) for part in sys.argv[1:]]
        beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(command, check=False, env=os.environ | {"PATH": beside}).returncode
    finally:
        postgres.stop()
        valkey.stop()


if __name__ == "__main__":
    sys.exit(main())
