"""What is plugged in: every adapter, who brings it, its terms, and when it was last held against the real thing."""

import asyncio
import json
from collections.abc import Mapping
from contextlib import aclosing
from datetime import timedelta
from pathlib import Path
from typing import Any

from attrs import NOTHING, Factory, evolve, fields_dict, frozen

from copilot_adapters.patience import MAKING_SECONDS, within
from copilot_adapters.plugins import (
    DOCUMENT_READERS,
    EMBEDDERS,
    JOB_SOURCES,
    VECTOR_INDEXES,
    Plugins,
    settings_of,
)
from copilot_core.entities.collection import outcome_of
from copilot_core.entities.identities import PRIVATE_SOURCES, SourceName
from copilot_core.entities.posting import Attribution, Bookmark, Search
from copilot_core.errors import CopilotError
from copilot_core.ports.clock import Clock
from copilot_core.ports.job_sources import JobSources

GROUPS = (JOB_SOURCES, EMBEDDERS, VECTOR_INDEXES, DOCUMENT_READERS)


@frozen(kw_only=True)
class Entry:
    """One adapter. `state` is `ready`, `needs settings`, `broken` or, after a probe, the outcome."""

    group: str
    name: str
    package: str
    state: str
    verified: str = ""
    wait: str = ""
    attribution: str = ""
    note: str = ""
    settings: tuple[str, ...] = ()


@frozen
class Inventory:
    """Lists adapters; with `probe` each ready board gets a polite live request (two where it needs them), and the answer is remembered."""

    settings: Mapping[str, Mapping[str, Any]]
    sources: JobSources
    clock: Clock
    probes: Path

    async def __call__(self, *, probe: bool = False) -> list[Entry]:
        """Return every adapter of every group."""
        entries = [self._entry(Plugins(group), name) for group in GROUPS for name in Plugins(group).names()]
        if probe:
            await asyncio.gather(*(self._probe(entry) for entry in entries if self._can_be_probed(entry)))
        remembered = self._remembered()
        return [_with_probe(entry, remembered) for entry in entries]

    def _entry(self, plugins: Plugins, name: str) -> Entry:
        group = plugins.group.removeprefix("copilot.")
        package = plugins.distribution(name)
        try:
            return within(MAKING_SECONDS, name, lambda: self._loaded(plugins, name))
        except CopilotError as error:
            return Entry(group=group, name=name, package=package, state="broken", note=str(error))

    def _loaded(self, plugins: Plugins, name: str) -> Entry:
        group = plugins.group.removeprefix("copilot.")
        kind = plugins.load(name)
        attribution = _default(kind, "attribution")
        wait = _default(kind, "min_interval")
        listed = settings_of(kind, plugins.group, name)
        entry = Entry(
            group=group,
            name=name,
            package=plugins.distribution(name),
            state="ready",
            verified=str(_default(kind, "verified") or ""),
            wait=str(wait) if isinstance(wait, timedelta) else "",
            attribution=f"{attribution.name} {attribution.url}" if isinstance(attribution, Attribution) else "",
            note=attribution.terms if isinstance(attribution, Attribution) else "",
            settings=tuple(setting.variable for setting in listed),
        )
        missing = [one for one in listed if one.required and one.name not in self.settings.get(name, {})]
        if group == "job_sources" and missing:
            return evolve(
                entry, state="needs settings", note=f"set {missing[0].variable}; {missing[0].how}".rstrip("; ")
            )
        return entry

    @staticmethod
    def _can_be_probed(entry: Entry) -> bool:
        return entry.group == "job_sources" and entry.state == "ready" and entry.name not in PRIVATE_SOURCES

    async def _probe(self, entry: Entry) -> None:
        try:
            source = self.sources.source(SourceName(entry.name))
            async with aclosing(source.postings(Search(limit=1, requests=2))) as postings:  # type: ignore[type-var]
                found = [item async for item in postings if not isinstance(item, Bookmark)]
            outcome = "ok" if found else "empty"
        except CopilotError as error:
            outcome = f"{outcome_of(error)}: {error}"
        kept = self._remembered() | {entry.name: {"at": self.clock.now().isoformat(), "outcome": outcome}}
        self.probes.write_text(json.dumps(kept, indent=1), "utf-8")

    def _remembered(self) -> dict[str, dict[str, str]]:
        try:
            kept: dict[str, dict[str, str]] = json.loads(self.probes.read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return kept


def _default(kind: type[Any], name: str) -> object:
    """Return a declared value: a class attribute, or the default of a field."""
    field = fields_dict(kind).get(name)
    if field is None:
        return getattr(kind, name, None)
    if isinstance(field.default, Factory):  # type: ignore[arg-type]  # attrs types its class as a function
        return field.default.factory()  # type: ignore[union-attr]  # as above
    return None if field.default is NOTHING else field.default


def _with_probe(entry: Entry, remembered: Mapping[str, Mapping[str, str]]) -> Entry:
    probe = remembered.get(entry.name)
    if entry.group != "job_sources" or probe is None:
        return entry
    return evolve(entry, verified=f"live {probe['at'][:10]}: {probe['outcome']}")
