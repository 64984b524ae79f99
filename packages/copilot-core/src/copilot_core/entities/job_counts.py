"""How many jobs answer a question."""

from attrs import field, frozen


@frozen(kw_only=True)
class JobCounts:
    """How many jobs answer a query, and how many of these each further filter would leave; as in `JobPage`."""

    total: int
    more: bool = False
    facets: dict[str, dict[str, int]] = field(factory=dict)
