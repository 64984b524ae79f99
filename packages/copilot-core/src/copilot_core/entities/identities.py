"""Identities: what keeps one thing apart from another."""

from typing import NewType

JobId = NewType("JobId", str)
SightingId = NewType("SightingId", str)
PersonId = NewType("PersonId", str)
ResumeId = NewType("ResumeId", str)
TaskId = NewType("TaskId", str)
SearchId = NewType("SearchId", str)
ApplicationId = NewType("ApplicationId", str)
SessionId = NewType("SessionId", str)
TokenId = NewType("TokenId", str)
SourceName = NewType("SourceName", str)
"""Entry-point name of a job source: `remotive`, `greenhouse`, `acme`."""

LOCAL_PERSON = PersonId("local")
"""The one person of an installation without accounts."""

PRIVATE_SOURCES = frozenset({SourceName("manual"), SourceName("webpage")})
"""What comes from these belongs to the person who brought it."""
