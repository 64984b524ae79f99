"""A right to listen that is used once."""

from attrs import frozen

from copilot_core.entities.identities import PersonId


@frozen(kw_only=True)
class Ticket:
    """Stands for a person where neither a cookie nor a header can; `session` is the one it was asked for in."""

    person: PersonId
    session: str = ""
