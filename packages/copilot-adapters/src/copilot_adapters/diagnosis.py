"""`doctor`: what is installed, in force, reachable or wrong, and the remedy."""

import os
import re
import shutil
import sys
from collections.abc import Awaitable, Callable, Mapping
from importlib.metadata import PackageNotFoundError, version

from attrs import frozen
from pydantic import BaseModel

from copilot_adapters.addresses import without_secrets
from copilot_adapters.inventory import Inventory
from copilot_adapters.patience import MAKING_SECONDS, within
from copilot_adapters.plugins import EMBEDDERS, VECTOR_INDEXES, Plugins
from copilot_adapters.settings import Settings, origin_of
from copilot_adapters.storage import SqlStorage
from copilot_core.errors import CopilotError

PACKAGES = ("copilot-core", "copilot-adapters", "copilot-web", "copilot-worker")
FREE_BYTES_NEEDED = 200_000_000
OWNER_ONLY = 0o077
SECRETS = frozenset({"secret_key", "database_url", "redis_url", "replica_url"})
CREDENTIALS = re.compile(r"//[^/?#\s]*@")
"""User and password of an address."""


@frozen(kw_only=True)
class Finding:
    """One thing looked at; `state` is `ok`, `warn` or `fail`."""

    state: str
    what: str
    detail: str
    remedy: str = ""


@frozen
class Diagnosis:
    """Looks at everything this installation depends on; changes nothing."""

    settings: Settings
    storage: SqlStorage
    inventory: Inventory
    redis: Callable[[], Awaitable[list[Finding]]]
    work: Callable[[], Awaitable[list[Finding]]]
    sources: Callable[[], Awaitable[list[Finding]]]
    meaning: Callable[[], Awaitable[list[Finding]]]
    accounts: Callable[[], Awaitable[list[Finding]]]
    secret: Callable[[], Awaitable[list[Finding]]]

    async def __call__(self) -> list[Finding]:
        """Return the findings, in order of dependence."""
        return [
            *_programs(),
            *self._in_force(),
            self._home(),
            await self._database(),
            *await self._replica(),
            *await self.redis(),
            *await self.work(),
            *await self.accounts(),
            *await self.secret(),
            *self._chosen(),
            *await self.meaning(),
            *await self._boards(),
            *await self.sources(),
            Finding(state="ok", what="attributions", detail=ATTRIBUTIONS),
        ]

    def _in_force(self) -> list[Finding]:
        shown = {name: getattr(self.settings, name) for name in type(self.settings).model_fields}
        return [
            Finding(
                state="ok", what=f"setting {name}", detail=f"{_masked(name, value)}  ({origin_of(self.settings, name)})"
            )
            for name, value in shown.items()
        ]

    def _home(self) -> Finding:
        home = self.settings.home
        if not home.is_dir():
            return Finding(state="ok", what="home", detail=f"{home} will be made when it is needed")
        if not os.access(home, os.W_OK):
            remedy = f"chown or chmod it, or set COPILOT_HOME to a folder of yours (now {home})"
            return Finding(state="fail", what="home", detail=f"{home} cannot be written to", remedy=remedy)
        free = shutil.disk_usage(home).free
        if free < FREE_BYTES_NEEDED:
            return Finding(
                state="warn", what="home", detail=f"{free // 1_000_000} MB free", remedy="make room on the disk"
            )
        if home.stat().st_mode & OWNER_ONLY:
            return Finding(
                state="warn", what="home", detail=f"{home} can be read by others", remedy=f"chmod 700 {home}"
            )
        return Finding(state="ok", what="home", detail=f"{home}, {free // 1_000_000_000} GB free")

    async def _database(self) -> Finding:
        try:
            revision = await self.storage.revision()
        except CopilotError as error:
            return Finding(
                state="fail", what="database", detail=str(error), remedy="see the message, or move the database"
            )
        except Exception as error:  # noqa: BLE001 - a diagnosis reports whatever happens
            detail = f"{type(error).__name__}: {error}"
            return Finding(state="fail", what="database", detail=detail, remedy="check COPILOT_DATABASE_URL")
        if revision is None:
            return Finding(state="ok", what="database", detail="will be made by the first command that needs it")
        return Finding(state="ok", what="database", detail=f"at revision {revision}")

    async def _replica(self) -> list[Finding]:
        try:
            standing = await self.storage.replica_standing()
        except CopilotError as error:
            remedy = "start it, or correct COPILOT_REPLICA_URL; until then everything is read from the primary"
            return [Finding(state="warn", what="replica", detail=str(error), remedy=remedy)]
        if standing is None:
            return []
        if standing.behind is None:
            remedy = "COPILOT_REPLICA_URL must name a server that is in recovery"
            return [Finding(state="warn", what="replica", detail="this server is no replica", remedy=remedy)]
        detail = f"{standing.behind} bytes behind; the newest change there is {standing.seconds:.0f} s old"
        return [Finding(state="ok", what="replica", detail=detail)]

    def _chosen(self) -> list[Finding]:
        chosen = ((EMBEDDERS, self.settings.embedder), (VECTOR_INDEXES, self.settings.vector_index))
        return [_loadable(group, name) for group, name in chosen if name != "none"]

    async def _boards(self) -> list[Finding]:
        found = [entry for entry in await self.inventory() if entry.group == "job_sources"]
        return [
            Finding(
                state="fail" if entry.state == "broken" else "warn" if entry.state == "needs settings" else "ok",
                what=f"board {entry.name}",
                detail=f"{entry.state}; verified: {entry.verified or 'never'}",
                remedy="" if entry.state == "ready" else entry.note,
            )
            for entry in found
        ]


ATTRIBUTIONS = "ESCO, European Commission; O*NET, U.S. Department of Labor, Employment and Training Administration (CC BY 4.0); GeoNames (CC BY 4.0)"


def _programs() -> list[Finding]:
    python = sys.version.split()[0]
    return [Finding(state="ok", what="python", detail=python), *(_package(name) for name in PACKAGES)]


def _package(name: str) -> Finding:
    try:
        return Finding(state="ok", what=name, detail=version(name))
    except PackageNotFoundError:
        return Finding(state="warn", what=name, detail="not installed", remedy=f"pip install {name}")


def _loadable(group: str, name: str) -> Finding:
    what = group.removeprefix("copilot.")
    try:
        within(MAKING_SECONDS, name, lambda: Plugins(group).load(name))
    except CopilotError as error:
        return Finding(state="fail", what=what, detail=name, remedy=str(error))
    return Finding(state="ok", what=what, detail=name)


def _masked(name: str, value: object) -> str:
    if name == "job_sources" and isinstance(value, dict):
        return ", ".join(f"{board} ({', '.join(sorted(own))})" for board, own in sorted(value.items())) or "—"
    if name == "chroma_url":
        return without_secrets(str(value)) or "—"
    told = _told(value.model_dump(mode="json")) if isinstance(value, BaseModel) else str(value)
    return "set, not shown" if name in SECRETS and told else CREDENTIALS.sub("//…@", told) or "—"


def _told(settings: Mapping[str, object]) -> str:
    """Return settings in a row, those of a part in brackets."""
    told = ((name, f"({_told(one)})" if isinstance(one, dict) else one) for name, one in settings.items())
    return " ".join(f"{name}={'—' if one in ('', [], None) else one}" for name, one in told)
