"""The only reader of the environment and of copilot.toml."""

import os
import stat
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from copilot_adapters.account_settings import AccountsSettings, Mail
from copilot_adapters.guard_settings import Http, Limits, Log, Metrics
from copilot_adapters.live_settings import Live
from copilot_adapters.web_settings import Web
from copilot_core.entities.task import Queue
from copilot_core.errors import Rejected

DATABASE = "copilot.sqlite"
"""The database in the home; what SQLite puts beside it takes over its rights."""

DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
"""How a database's address begins → with its asynchronous driver."""

REDIS = ("redis://", "rediss://", "unix://")
"""How the address of a Redis begins."""

HOUR, DAY = 3_600, 86_400
"""Seconds."""

MOST_MS = 2**31 - 1
"""PostgreSQL takes no longer time."""

SHORTEST_TURN, LONGEST_TURN = 0.25, 744
"""Hours between two turns of the schedule."""


SHORTEST_KEY = 32
"""Characters."""


class Collection(BaseModel):
    """How boards are asked."""

    model_config = ConfigDict(extra="forbid")

    sources: tuple[str, ...] = Field(
        default=(), description="boards asked when none is named; empty: every installed one"
    )
    deadline: float = Field(default=120.0, gt=0, le=DAY, description="seconds one board may take")
    allow_loopback: bool = Field(
        default=False, description="let pasted URLs lead to this machine (for trying things out)"
    )


class Worker(BaseModel):
    """How work in the background is done."""

    model_config = ConfigDict(extra="forbid")

    queues: tuple[Queue, ...] = Field(default=(), description="queues a worker serves; empty: all")
    threads: int = Field(default=32, ge=1, le=256, description="tasks that one process does at the same time")
    lease: float = Field(default=15.0, ge=2, le=HOUR, description="seconds after which a silent worker counts as gone")
    again_after: float = Field(
        default=10.0, gt=0, le=HOUR, description="seconds after which a task nobody took is handed over again"
    )
    grace: float = Field(
        default=10.0, ge=0, le=HOUR, description="seconds that running tasks get to end when a worker stops"
    )
    metrics_port: int = Field(default=0, ge=0, le=65535, description="port of the figures for Prometheus; 0: none")
    metrics_host: str = Field(default="127.0.0.1", description="address that the figures are told at")
    nice: int = Field(default=10, ge=0, le=19, description="how far a worker steps back behind what people wait for")


class PostgresUse(BaseModel):
    """How PostgreSQL is used."""

    model_config = ConfigDict(extra="forbid")

    pool_size: int = Field(
        default=5, ge=1, le=1_000, description="connections a process keeps for reading, and for writing"
    )
    overflow: int = Field(default=5, ge=0, le=1_000, description="connections more, of each, while many are wanted")
    pool_timeout: float = Field(default=30.0, gt=0, le=DAY, description="seconds to wait for a free connection")
    connect_timeout: int = Field(default=10, ge=2, le=HOUR, description="seconds to wait for the server to answer")
    statement_timeout_ms: int = Field(
        default=30_000, ge=0, le=MOST_MS, description="a statement that reads ends after it; 0: never"
    )
    write_timeout_ms: int = Field(
        default=60_000, ge=0, le=MOST_MS, description="a statement that writes ends after it; 0: never"
    )
    lock_timeout_ms: int = Field(
        default=30_000, ge=0, le=MOST_MS, description="a statement waits so long for others; 0: for ever"
    )
    idle_timeout_ms: int = Field(
        default=60_000, ge=0, le=MOST_MS, description="a transaction that does nothing ends; 0: never"
    )
    application_name: str = Field(default="copilot", max_length=63, description="shown in pg_stat_activity")


class Backups(BaseModel):
    """Backups that are made by themselves."""

    model_config = ConfigDict(extra="forbid")

    every: float = Field(default=0.0, ge=0, le=LONGEST_TURN, description="hours between two; 0: none are made")
    keep: int = Field(default=7, gt=0, description="how many are kept, the newest")
    folder: Path | None = Field(default=None, description="where they lie; by default `backups` in the home")

    @field_validator("every")
    @classmethod
    def _as_the_schedule_can(cls, hours: float) -> float:
        if 0 < hours < SHORTEST_TURN:
            raise ValueError("write 0 for none, or 0.25 hours at least")
        return hours


class Settings(BaseSettings):
    """What is in force: flag > `COPILOT_…` environment (`__` nests) > copilot.toml > default."""

    model_config = SettingsConfigDict(env_prefix="COPILOT_", env_nested_delimiter="__", extra="ignore")

    home: Path = Field(default_factory=lambda: Path(platformdirs.user_data_dir("career-copilot", appauthor=False)))
    database_url: SecretStr = Field(default=SecretStr(""), description="empty: a SQLite file in the home")
    replica_url: SecretStr = Field(default=SecretStr(""), description="a read replica of the PostgreSQL database")
    redis_url: SecretStr = Field(
        default=SecretStr(""), description="a Redis or Valkey that carries tasks and events; empty: the database does"
    )
    chroma_url: str = Field(default="", description="address of a Chroma server, for vector_index = chroma")
    embedder: str = Field(
        default="minilm", description="entry-point name of the embedder; `none` matches by words alone"
    )
    vector_index: str = Field(default="exact", description="entry-point name of the vector index")
    background: bool = Field(default=True, description="read jobs for meaning in a process of its own after commands")
    collection: Collection = Collection()
    backup: Backups = Backups()
    worker: Worker = Worker()
    web: Web = Web()
    live: Live = Live()
    http: Http = Http()
    limits: Limits = Limits()
    log: Log = Log()
    metrics: Metrics = Metrics()
    accounts: AccountsSettings = AccountsSettings()
    mail: Mail = Mail()
    secret_key: SecretStr = Field(
        default=SecretStr(""),
        description="seals keys kept in the database, 32 characters at least; empty: a file secret-key in the home",
    )
    postgres: PostgresUse = PostgresUse()
    job_sources: dict[str, dict[str, Any]] = Field(default_factory=dict, description="settings of boards, by name")

    @field_validator("secret_key")
    @classmethod
    def _is_long(cls, given: SecretStr) -> SecretStr:
        if 0 < len(given.get_secret_value()) < SHORTEST_KEY:
            raise ValueError(
                f"write {SHORTEST_KEY} random characters at least, as `openssl rand -base64 48` prints them"
            )
        return given

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic-settings'
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order the places settings come from, strongest first."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, _toml_file())

    @property
    def database(self) -> str:
        """Address of the database, an async SQLAlchemy URL."""
        given = self.database_url.get_secret_value()
        if not given:
            return f"sqlite+aiosqlite:///{self.home / DATABASE}"
        return _with_driver(given, "COPILOT_DATABASE_URL", "postgresql:// or sqlite:///")

    @property
    def replica(self) -> str:
        """Address of the replica; empty without one."""
        given = self.replica_url.get_secret_value()
        if not given:
            return ""
        address = _with_driver(given, "COPILOT_REPLICA_URL", "postgresql://")
        if not (address.startswith("postgresql") and self.database.startswith("postgresql")):
            problem = "only a PostgreSQL database has a replica, and it begins with postgresql://"
            raise Rejected("setting_wrong", setting="COPILOT_REPLICA_URL", problem=problem)
        return address

    @property
    def redis(self) -> str:
        """Address of Redis; empty where the database carries everything."""
        given = self.redis_url.get_secret_value()
        problem = _redis_problem(given) if given else ""
        if problem:
            raise Rejected("setting_wrong", setting="COPILOT_REDIS_URL", problem=problem)
        return given

    @property
    def backup_folder(self) -> Path:
        """Where backups lie that are made by themselves."""
        return self.backup.folder or self.home / "backups"

    def make_home(self) -> Path:
        """Create the data directory, all folders on the way to it and an empty database, for their owner only."""
        try:
            for folder in (*reversed(self.home.parents), self.home):
                folder.mkdir(mode=0o700, exist_ok=True)
            if not self.database_url.get_secret_value():
                (self.home / DATABASE).touch(mode=0o600, exist_ok=True)
        except OSError as error:
            problem = f"{error.strerror or error}; name a folder you may write to"
            raise Rejected("setting_wrong", setting=f"COPILOT_HOME={self.home}", problem=problem) from error
        return self.home


def _with_driver(address: str, setting: str, beginnings: str) -> str:
    kind, _, rest = address.partition("://")
    if kind not in DRIVERS or not rest:
        raise Rejected("setting_wrong", setting=setting, problem=f"it must begin with {beginnings}")
    if kind.startswith("postgres") and not _names_a_place(address):
        problem = "in a password @ : / ? # must be written %40 %3A %2F %3F %23, and a port is a number"
        raise Rejected("setting_wrong", setting=setting, problem=problem)
    return f"{DRIVERS[kind]}://{rest}"


def _redis_problem(address: str) -> str:
    """Return what is wrong with an address; the library raises what nobody understands, or takes another database."""
    if not address.startswith(REDIS):
        return f"it must begin with {', '.join(REDIS)}"
    try:
        parts = urlsplit(address)
        number = "" if parts.scheme == "unix" else parts.path.removeprefix("/")
        readable = parts.port != 0 and (not number or number.isdecimal())
    except ValueError:
        readable = False
    return "" if readable else "write redis://host:6379/0, and %2F for a / in a password"


def _names_a_place(address: str) -> bool:
    """Tell whether an address says one thing: of another, parts of the password are told as its host or port."""
    try:
        parts = urlsplit(address)
        return parts.netloc.count("@") <= 1 and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def load_settings(**flags: Any) -> Settings:  # noqa: ANN401 - flags are validated by the model
    """Read what is in force; what is wrong is named with its place and the remedy."""
    try:
        return Settings(**{name: value for name, value in flags.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = "__".join(str(part) for part in first["loc"]).upper()
        raise Rejected(
            "setting_wrong", setting=f"COPILOT_{name}", problem=first["msg"].removeprefix("Value error, ")
        ) from error
    except SettingsError as error:
        name = str(error).partition('"')[2].partition('"')[0].upper()
        raise Rejected("setting_wrong", setting=f"COPILOT_{name}", problem="it is no JSON") from error
    except tomllib.TOMLDecodeError as error:
        raise Rejected("setting_file_wrong", file=str(_toml_file()), problem=str(error)) from error


def origin_of(settings: Settings, name: str) -> str:
    """Tell where a top-level setting comes from."""
    prefix = f"COPILOT_{name}".upper()
    if any(key.upper() == prefix or key.upper().startswith(prefix + "__") for key in os.environ):
        return "environment"
    file = _toml_file()
    if file.is_file() and name in tomllib.loads(file.read_text("utf-8")):
        return str(file)
    return "default" if name not in settings.model_fields_set else "flag"


def _toml_file() -> Path:
    """Return the file that was named, else the one in the working directory when nobody else could have put it there."""
    named = os.environ.get("COPILOT_CONFIG")
    file = Path(named or "copilot.toml")
    if not named and file.is_file() and _may_be_a_strangers(file):
        raise Rejected("setting_file_not_yours", file=str(file.resolve()))
    return file


def _may_be_a_strangers(file: Path) -> bool:
    if os.name != "posix":
        return False
    status = file.stat()
    return status.st_uid not in (0, os.geteuid()) or bool(status.st_mode & stat.S_IWOTH)
