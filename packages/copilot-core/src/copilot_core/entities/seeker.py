"""The person looking for a job: what they want and what they may do."""

from enum import StrEnum

from attrs import field, frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.entities.kinds import Employment, Seniority
from copilot_core.entities.place import Place


class RemoteWish(StrEnum):
    """How the person wants to work: not remote, partly, also remote, or only remote."""

    NO = "no"
    HYBRID = "hybrid"
    YES = "yes"
    ONLY = "only"


class Permit(StrEnum):
    """What a person may do in a country."""

    CITIZEN = "citizen"
    PERMANENT = "permanent"
    VISA = "visa"
    NEEDS_SPONSORSHIP = "needs sponsorship"


@frozen(kw_only=True)
class Wishes:
    """What the person wants and may do; empty parts are unknown, and nothing is concluded from them.

    `permits` and `lives_in.country` use ISO 3166-1 alpha-2; `languages` maps ISO 639-1 to a CEFR level
    (`native`, `C1`, …, empty when unsaid). `pay_min` is a year's pay in `pay_currency`.
    """

    want: tuple[str, ...] = ()
    where: tuple[Place, ...] = ()
    remote: RemoteWish | None = None
    lives_in: Place | None = None
    relocate: bool | None = None
    permits: dict[str, Permit] = field(factory=dict)
    languages: dict[str, str] = field(factory=dict)
    pay_min: float | None = None
    pay_currency: str | None = None
    employment: frozenset[Employment] = frozenset()
    seniority: Seniority | None = None
    clearance: str | None = None
    licences: tuple[str, ...] = ()
    blocked_companies: tuple[str, ...] = ()


@frozen(kw_only=True)
class Seeker:
    """A person and their wishes."""

    id: PersonId = LOCAL_PERSON
    wishes: Wishes = Wishes()
