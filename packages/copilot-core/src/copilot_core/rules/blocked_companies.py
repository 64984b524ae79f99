"""Companies, and agencies, whose jobs a person does not want to see."""

from attrs import evolve

from copilot_core.entities.job_query import JobQuery
from copilot_core.entities.seeker import Wishes
from copilot_core.errors import NotFound, Rejected
from copilot_core.rules.folding import fold

MOST = 500
LONGEST = 200


def without_blocked(query: JobQuery, wishes: Wishes) -> JobQuery:
    """Return the query without the jobs of blocked companies; what was marked or is asked for by name is shown."""
    if query.marked is not None or query.company.strip() or not wishes.blocked_companies:
        return query
    return evolve(query, without=frozenset(wishes.blocked_companies))


def blocking(wishes: Wishes, company: str) -> Wishes:
    """Return wishes that block a company, too; raise `Rejected("company_nameless")`, `Rejected("blocked_too_many")`."""
    name = " ".join(company.split())
    if not 1 <= len(name) <= LONGEST:
        raise Rejected("company_nameless", most=LONGEST)
    if any(fold(one) == fold(name) for one in wishes.blocked_companies):
        return wishes
    if len(wishes.blocked_companies) >= MOST:
        raise Rejected("blocked_too_many", most=MOST)
    return evolve(wishes, blocked_companies=(*wishes.blocked_companies, name))


def unblocking(wishes: Wishes, company: str) -> Wishes:
    """Return wishes that block a company no more; raise `NotFound("company_not_blocked")`."""
    left = tuple(one for one in wishes.blocked_companies if fold(one) != fold(company))
    if len(left) == len(wishes.blocked_companies):
        raise NotFound("company_not_blocked", company=company[:LONGEST])
    return evolve(wishes, blocked_companies=left)
