"""Bring jobs as a table."""

from collections.abc import Callable, Collection, Mapping, Sequence

from attrs import evolve, frozen

from copilot_core.entities.application_batch import RowOutcome, TableOutcome
from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.entities.posting import Posting
from copilot_core.errors import NotFound, Rejected
from copilot_core.ports.storage import Storage
from copilot_core.rules.table_columns import mapping_of
from copilot_core.rules.table_of_text import Row, read_table
from copilot_core.use_cases.jobs.add_job import MANUAL
from copilot_core.use_cases.jobs.store_postings import StorePostings, sighting_id

BATCH = 100
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "job title", "position", "role", "job", "stelle", "titel", "beruf"),
    "company": ("company", "employer", "company name", "organization", "firma", "unternehmen", "arbeitgeber"),
    "url": ("url", "link", "job url", "posting", "adresse"),
    "place": ("place", "location", "city", "ort", "standort"),
    "description": ("description", "text", "beschreibung"),
    "pay_text": ("pay", "salary", "wage", "gehalt"),
}
"""What a column can be taken for, and how it is usually named."""


@frozen
class ImportJobs:
    """Keep the jobs of a table's lines, for their owner alone; a line that is no job is told, the others stay.

    `posting` makes a posting of a line's words. A dry run reads everything and keeps nothing.
    """

    storage: Storage
    store: StorePostings
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
        known = await self._known(lines, person)
        done = [_told(*one, known) for one in lines]
        if not dry_run:
            done = await self._keep(lines, done, person)
        rows = tuple(sorted((*refused, *done), key=lambda one: one.line))
        return TableOutcome(dry_run=dry_run, columns=table.columns, mapping=taken, rows=rows)

    def _read(self, row: Row, mapping: Mapping[str, str]) -> tuple[int, Posting] | RowOutcome:
        told = {name: row.cells.get(column, "") for name, column in mapping.items()}
        try:
            return row.line, self.posting(**told)
        except Rejected as error:
            return RowOutcome(line=row.line, outcome="refused", why=error.sentence)

    async def _known(self, lines: Sequence[tuple[int, Posting]], person: PersonId) -> set[str]:
        async with self.storage.reading() as books:
            return set(await books.sightings.known(MANUAL, [made.external_id for _, made in lines], person))

    async def _keep(
        self, lines: Sequence[tuple[int, Posting]], told: Sequence[RowOutcome], person: PersonId
    ) -> list[RowOutcome]:
        for start in range(0, len(lines), BATCH):
            await self.store(MANUAL, [made for _, made in lines[start : start + BATCH]], owner=person)
        return [await self._kept(one, made, person) for one, (_, made) in zip(told, lines, strict=True)]

    async def _kept(self, told: RowOutcome, made: Posting, person: PersonId) -> RowOutcome:
        try:
            async with self.storage.reading() as books:
                job = await books.catalogue.home(sighting_id(MANUAL, made.external_id, person), person)
        except NotFound as error:
            return evolve(told, outcome="refused", why=error.sentence)
        return evolve(told, job=job)


def _told(line: int, made: Posting, known: Collection[str]) -> RowOutcome:
    outcome = "known" if made.external_id in known else "kept"
    return RowOutcome(line=line, outcome=outcome, title=made.title, company=made.company)
