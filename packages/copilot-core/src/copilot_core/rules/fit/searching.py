"""What to search the catalogue for on a person's behalf, and how several answers become one."""

from collections.abc import Sequence

from copilot_core.entities.identities import JobId
from copilot_core.rules.fit.person import WORD, Profile
from copilot_core.rules.fit.vocabulary import FILLER_SKILLS, FILLERS, LEVEL_WORDS, ROLE_WORDS
from copilot_core.rules.tokens import TERMS

RANK_OFFSET = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke, Büttcher 2009)."""


def search_terms(person: Profile) -> tuple[str, ...]:
    """Return at most twelve words that find the person's jobs: of wanted titles, of titles held, of skills."""
    of_titles = [word for title in person.titles for word in WORD.findall(title.text.lower())]
    of_skills = [proofs[0].text for proofs in person.skills.values()]
    words = [*of_titles, *(word for skill in of_skills for word in WORD.findall(skill.lower()))]
    dull = FILLERS | FILLER_SKILLS | LEVEL_WORDS | ROLE_WORDS
    telling = dict.fromkeys(word for word in words if word not in dull and not word.isdigit())
    roles = dict.fromkeys(word for word in of_titles if word in ROLE_WORDS)
    return tuple({**dict.fromkeys(list(telling)[:TERMS]), **roles})[:TERMS]


def fused(rankings: Sequence[Sequence[JobId]]) -> tuple[JobId, ...]:
    """Return one ranking of several, by the sum of reciprocal ranks; ties by id."""
    scores: dict[JobId, float] = {}
    for ranking in rankings:
        for rank, job in enumerate(ranking, 1):
            scores[job] = scores.get(job, 0.0) + 1 / (RANK_OFFSET + rank)
    return tuple(sorted(scores, key=lambda job: (-scores[job], job)))
