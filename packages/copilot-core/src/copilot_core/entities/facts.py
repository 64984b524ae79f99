"""What the rules read out of one posting."""

from datetime import date

from attrs import frozen

from copilot_core.entities.evidence import Evidence
from copilot_core.entities.kinds import Employment, Seniority
from copilot_core.entities.place import Place, Remote, WorkFrom
from copilot_core.entities.requirement import Requirement
from copilot_core.entities.salary import Salary
from copilot_core.entities.skill import Occupation, SkillMention


@frozen(kw_only=True)
class Facts:
    """A posting understood; every part may be unknown. `evidence` are the words behind a part, by its name.

    `sponsorship` and `relocation` tell whether the employer says it helps with a visa or with moving; None: not said.
    `closes_at` is the last day to apply as the description says it.
    """

    places: tuple[Place, ...] = ()
    remote: Remote = Remote.UNKNOWN
    work_from: WorkFrom = WorkFrom()
    salary: Salary | None = None
    employment: frozenset[Employment] = frozenset()
    seniority: Seniority | None = None
    occupation: Occupation | None = None
    skills: tuple[SkillMention, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    language: str = ""
    sponsorship: bool | None = None
    relocation: bool | None = None
    closes_at: date | None = None
    evidence: tuple[tuple[str, Evidence], ...] = ()
