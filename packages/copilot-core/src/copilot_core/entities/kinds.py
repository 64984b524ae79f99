"""Kinds of jobs: seniority and employment."""

from enum import StrEnum


class Seniority(StrEnum):
    """Level of a position, lowest first."""

    INTERN = "intern"
    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"
    LEAD = "lead"
    MANAGER = "manager"
    DIRECTOR = "director"
    EXECUTIVE = "executive"

    @property
    def rank(self) -> int:
        """Place in the order, from 0."""
        return list(Seniority).index(self)


class Employment(StrEnum):
    """How a person is employed."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    CONTRACT = "contract"
    TEMPORARY = "temporary"
    INTERNSHIP = "internship"
    VOLUNTEER = "volunteer"
    APPRENTICESHIP = "apprenticeship"
