"""Bring applications as a table."""

from collections.abc import Callable, Mapping, Sequence

from attrs import frozen

from copilot_core.entities.application_batch import RowOutcome, TableOutcome
from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.entities.posting import Posting
from copilot_core.errors import CopilotError, NotFound, Rejected
from copilot_core.ports.clock import Clock
from copilot_core.ports.storage import Storage
from copilot_core.rules.application_table import COLUMNS, Line, read_line
from copilot_core.rules.table_columns import mapping_of
from copilot_core.rules.table_of_text import Row, read_table
from copilot_core.use_cases.applications.note_application import NoteApplication
from copilot_core.use_cases.applications.track_job import TrackJob
from copilot_core.use_cases.jobs.add_job import MANUAL
from copilot_core.use_cases.jobs.store_postings import StorePostings, sighting_id

BATCH = 100
KNOWN = frozenset({"application_exists", "applied_already"})
Read = tuple[Line, Posting]


@frozen
class ImportApplications:
    """Track the jobs of a table's lines, each at its stage; a line that cannot be taken is told, the others stay.

    `posting` makes a posting of a line's words. A dry run reads everything and keeps nothing.
    """

    storage: Storage
    clock: Clock
    store: StorePostings
    track: TrackJob
    note: NoteApplication
    posting: Callable[..., Posting]

    async def __call__(
        self, data: bytes, mapping: Mapping[str, str], *, dry_run: bool = True, person: PersonId = LOCAL_PERSON
    ) -> TableOutcome:
        """Return what became of each line; raise `Rejected`: `table_unreadable`, `column_unknown`, `column_missing`."""
        table = read_table(data)
        taken = mapping_of(table, COLUMNS, mapping, needed=("title", "company"))
        read = [self._read(row, taken) for row in table.rows]
        lines = [one for one in read if not isinstance(one, RowOutcome)]
        refused = [one for one in read if isinstance(one, RowOutcome)]
        done = [_told(line, "tracked") for line, _ in lines] if dry_run else await self._keep(lines, person)
        rows = tuple(sorted((*refused, *done), key=lambda one: one.line))
        return TableOutcome(dry_run=dry_run, columns=table.columns, mapping=taken, rows=rows)

    def _read(self, row: Row, mapping: Mapping[str, str]) -> Read | RowOutcome:
        try:
            line = read_line(row, mapping, self.clock.now())
            made = self.posting(title=line.title, company=line.company, url=line.url, place=line.place)
        except Rejected as error:
            return RowOutcome(line=row.line, outcome="refused", why=error.sentence)
        return line, made

    async def _keep(self, lines: Sequence[Read], person: PersonId) -> list[RowOutcome]:
        for start in range(0, len(lines), BATCH):
            await self.store(MANUAL, [made for _, made in lines[start : start + BATCH]], owner=person)
        return [await self._kept(line, made, person) for line, made in lines]

    async def _kept(self, line: Line, made: Posting, person: PersonId) -> RowOutcome:
        try:
            return await self._track(line, made, person)
        except (NotFound, Rejected) as error:
            return _told(line, "refused", error)

    async def _track(self, line: Line, made: Posting, person: PersonId) -> RowOutcome:
        async with self.storage.reading() as books:
            job = await books.catalogue.home(sighting_id(MANUAL, made.external_id, person), person)
        seen = await self.track(job, line.stage, person=person, since=line.since)
        known = not KNOWN.isdisjoint(said.code for said in seen.warnings)
        if line.note and not known:
            await self.note(seen.application.id, line.note, person=person)
        return RowOutcome(
            line=line.number,
            outcome="known" if known else "tracked",
            title=line.title,
            company=line.company,
            stage=seen.application.stage,
            application=seen.application.id,
            job=job,
        )


def _told(line: Line, outcome: str, error: CopilotError | None = None) -> RowOutcome:
    return RowOutcome(
        line=line.number,
        outcome=outcome,
        title=line.title,
        company=line.company,
        stage=line.stage,
        why=error.sentence if error else None,
    )
