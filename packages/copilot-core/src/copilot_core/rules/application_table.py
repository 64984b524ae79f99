"""Applications as lines of a table: what a person's columns mean, and what stands in them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Final

from attrs import frozen

from copilot_core.entities.application import Application, Deed, Stage
from copilot_core.errors import Rejected
from copilot_core.rules.application_moves import BEFORE
from copilot_core.rules.exported_tables import CsvFile
from copilot_core.rules.folding import fold
from copilot_core.rules.table_of_text import Row

EXPORTED: Final = CsvFile(
    name="applications.csv",
    columns=("id", "title", "company", "url", "stage", "applied_at", "created_at", "changed_at", "remind_at", "note"),
)
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title", "job title", "position", "role", "job", "stelle", "titel", "beruf"),
    "company": ("company", "employer", "company name", "organization", "firma", "unternehmen", "arbeitgeber"),
    "url": ("url", "link", "job url", "posting", "adresse"),
    "place": ("place", "location", "city", "ort", "standort"),
    "stage": ("stage", "status", "state", "stand", "phase"),
    "applied_at": ("applied at", "applied", "date applied", "application date", "date", "beworben am", "datum"),
    "note": ("note", "notes", "comment", "comments", "notiz", "notizen", "bemerkung"),
}
"""What a column can be taken for, and how it is usually named."""

STAGES: Final[Mapping[str, Stage]] = {
    **{stage.value: stage for stage in Stage},
    **dict.fromkeys(("", "wishlist", "bookmarked", "interested", "to apply", "gemerkt"), Stage.SAVED),
    **dict.fromkeys(("in progress", "applying", "in vorbereitung"), Stage.PREPARING),
    **dict.fromkeys(("submitted", "sent", "beworben", "no response"), Stage.APPLIED),
    **dict.fromkeys(("interview", "screening", "phone screen", "interviewed", "gesprach"), Stage.INTERVIEWING),
    **dict.fromkeys(("offered", "offer received", "angebot"), Stage.OFFER),
    **dict.fromkeys(("hired", "offer accepted", "zusage"), Stage.ACCEPTED),
    **dict.fromkeys(("declined", "not selected", "closed", "absage", "abgelehnt"), Stage.REJECTED),
    **dict.fromkeys(("withdrew", "archived", "zuruckgezogen"), Stage.WITHDRAWN),
}
DATES: Final = ("%d.%m.%Y", "%Y/%m/%d", "%d %b %Y", "%b %d, %Y", "%B %d, %Y")


@frozen(kw_only=True)
class Line:
    """One application of a table."""

    number: int
    title: str
    company: str
    url: str
    place: str
    stage: Stage
    since: datetime | None
    note: str


def read_line(row: Row, mapping: Mapping[str, str], now: datetime) -> Line:
    """Understand a row; raise `Rejected` with what is wrong with it."""
    told = {name: row.cells.get(mapping[name], "") if name in mapping else "" for name in COLUMNS}
    return Line(
        number=row.line,
        title=told["title"],
        company=told["company"],
        url=_address(told["url"]),
        place=told["place"],
        stage=_stage(told["stage"]),
        since=_since(told["applied_at"], now),
        note=told["note"],
    )


def exported(application: Application) -> dict[str, object]:
    """Return an application as a row of `EXPORTED`."""
    sent = [move.at for move in application.moves if move.stage not in BEFORE | {Stage.WITHDRAWN}]
    notes = [one.text for one in application.timeline if one.what is Deed.NOTED]
    return {
        "id": application.id,
        "title": application.title,
        "company": application.company,
        "url": application.url,
        "stage": application.stage.value,
        "applied_at": sent[0].isoformat() if sent else "",
        "created_at": application.created_at.isoformat(),
        "changed_at": application.changed_at.isoformat(),
        "remind_at": application.remind_at.isoformat() if application.remind_at else "",
        "note": "\n".join(notes),
    }


def _address(said: str) -> str:
    if said and not said.startswith(("http://", "https://")):
        raise Rejected("cell_unreadable", field="url", value=said[:100], remedy="https://…")
    return said


def _stage(said: str) -> Stage:
    found = STAGES.get(fold(said).replace("_", " "))
    if found is None:
        raise Rejected("cell_unreadable", field="stage", value=said[:100], remedy=", ".join(Stage))
    return found


def _since(said: str, now: datetime) -> datetime | None:
    if not said:
        return None
    found = _time(said)
    if found is None or found > now:
        raise Rejected("cell_unreadable", field="applied_at", value=said[:100], remedy="2026-05-31, 31.05.2026")
    return found


def _time(said: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(said)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        days = (_day(said, form) for form in DATES)
        day = next((one for one in days if one), None)
        return datetime.combine(day, time(), UTC) if day else None


def _day(said: str, form: str) -> date | None:
    try:
        return datetime.strptime(said, form).replace(tzinfo=UTC).date()
    except ValueError:
        return None
