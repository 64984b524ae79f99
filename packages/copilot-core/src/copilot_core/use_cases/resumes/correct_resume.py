"""Correct what was read out of a resume."""

from collections.abc import Collection
from datetime import datetime

from attrs import asdict, evolve, fields_dict, frozen

from copilot_core.entities.corrections import Corrections, Edit
from copilot_core.entities.identities import LOCAL_PERSON, PersonId, ResumeId
from copilot_core.entities.resume import Resume
from copilot_core.errors import NotFound
from copilot_core.ports.clock import Clock
from copilot_core.ports.storage import Storage
from copilot_core.rules.resume.corrected import corrected
from copilot_core.use_cases.resumes.change_resume import ChangeResume

MOST = 50
"""Versions that are kept, the newest."""


@frozen
class CorrectResume:
    """Put what the person says in place of what was read; reading the same file anew keeps it."""

    storage: Storage
    clock: Clock

    async def __call__(
        self,
        resume_id: ResumeId,
        said: Corrections,
        *,
        as_read: Collection[str] = (),
        person: PersonId = LOCAL_PERSON,
        version: int | None = None,
    ) -> Resume:
        """Return it; what `said` leaves out stays, fields of `as_read` become again what the file says.

        Raise `NotFound("resume_unknown")`, `Rejected("resume_date_wrong")`.
        """
        given = {name: value for name, value in asdict(said, recurse=False).items() if value is not None}
        forgotten = dict.fromkeys(set(as_read) & fields_dict(Corrections).keys())

        def correct(was: Resume) -> Resume:
            return edited(was, evolve(was.corrections, **{**given, **forgotten}), self.clock.now())

        return await ChangeResume(self.storage)(resume_id, correct, person=person, version=version)


def edited(was: Resume, corrections: Corrections, now: datetime) -> Resume:
    """Return a resume with other corrections, as its next version."""
    edit = Edit(number=was.version + 1, at=now, corrections=corrections)
    reading = corrected(was.original, corrections)
    return evolve(was, reading=reading, as_read=was.original, edits=(*was.edits, edit)[-MOST:])


def corrections_at(resume: Resume, number: int) -> Corrections:
    """Return what a version had corrected; 1 is the file as it was read."""
    if number == 1:
        return Corrections()
    for edit in resume.edits:
        if edit.number == number:
            return edit.corrections
    known = ", ".join(str(one) for one in (1, *(edit.number for edit in resume.edits)))
    raise NotFound("resume_version_unknown", resume=resume.id, version=number, known=known)
