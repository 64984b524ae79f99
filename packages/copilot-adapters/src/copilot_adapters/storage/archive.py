"""Backups of the database."""

from asyncio import to_thread
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import IO

from attrs import field, frozen

from copilot_adapters.storage.archive_file import Manifest, opened, reader
from copilot_adapters.storage.archive_target import appearing
from copilot_adapters.storage.backing_up import BackingUp
from copilot_adapters.storage.engine import Engines, make_engines
from copilot_adapters.storage.migration import REVISIONS, make_ready
from copilot_adapters.storage.postgres import Postgres
from copilot_adapters.storage.restoring import Restoring
from copilot_adapters.storage.sqlite import try_out
from copilot_adapters.storage.text_index import Fts5, TextIndex, TsVector
from copilot_core.errors import Rejected
from copilot_core.ports.archive import PREFIX, SUFFIX, Backup
from copilot_core.ports.clock import Clock
from copilot_core.rules.tokens import Analyser, Stem


@frozen
class SqlArchive:
    """Adapter of `copilot_core.ports.archive.Archive`, on connections of its own."""

    url: str = field(repr=False)
    stem: Stem
    clock: Clock
    postgres: Postgres = Postgres()

    async def back_up(self, file: Path) -> Backup:
        with ExitStack() as stack:
            target = stack.enter_context(appearing(file))
            async with self._engines() as engines:
                await make_ready(engines)
                async with engines.read(primary=True) as connection:
                    await BackingUp(connection, target)(self.clock.now())
            manifest = await to_thread(_verified, target, file)
        return _backup(file, manifest)

    async def restore(self, file: Path, *, replace: bool = False, force: bool = False) -> Backup:
        with opened(file) as backup:
            if backup.manifest.revision not in REVISIONS:
                raise Rejected("storage_newer", revision=backup.manifest.revision, known=REVISIONS[-1])
            await to_thread(backup.verify)
            async with self._engines() as engines, engines.migrate() as connection:
                index: TextIndex = Fts5() if engines.dialect == "sqlite" else TsVector()
                await Restoring(connection, backup, index, Analyser(self.stem))(replace=replace, force=force)
            return _backup(file, backup.manifest)

    async def thin(self, folder: Path, keep: int) -> int:
        return await to_thread(_thin, folder, keep)

    @asynccontextmanager
    async def _engines(self) -> AsyncIterator[Engines]:
        await try_out(self.url)
        engines = make_engines(self.url, self.postgres)
        try:
            yield engines
        finally:
            await engines.close()


def _verified(target: IO[bytes], file: Path) -> Manifest:
    with reader(target, file) as backup:
        backup.verify()
        return backup.manifest


def _backup(file: Path, manifest: Manifest) -> Backup:
    return Backup(
        file=file,
        size=file.stat().st_size,
        made_at=manifest.made_at,
        revision=manifest.revision,
        program=manifest.program,
        rows={name: entry.rows for name, entry in manifest.tables.items()},
    )


def _thin(folder: Path, keep: int) -> int:
    old = sorted(folder.glob(f"{PREFIX}*{SUFFIX}"), reverse=True)[keep:]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)
