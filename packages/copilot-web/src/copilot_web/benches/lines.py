"""Lines of what was measured."""

from collections.abc import Sequence

Line = dict[str, object]


def line(name: str, value: float, unit: str, target: float | None = None) -> Line:
    """Return a figure beside what is wanted."""
    return {"name": name, "value": value, "unit": unit, "target": target}


def times(name: str, spent: Sequence[float], target: float | None = None) -> list[Line]:
    """Return seconds as milliseconds: the median beside what is wanted, and the slowest of a hundred."""
    p50, p99 = (round(part(spent, share) * 1000, 1) for share in (0.5, 0.99))
    return [line(f"{name}, p50", p50, "ms", target), line(f"{name}, p99", p99, "ms")]


def part(values: Sequence[float], share: float) -> float:
    """Return the value below which this share of them lies."""
    return sorted(values)[min(len(values) - 1, round(share * (len(values) - 1)))]


def render(lines: Sequence[Line]) -> str:
    """Put the lines into a table."""
    return "\n".join(f"{one['name']:<68}{one['value']:>9} {one['unit']:<4}{one['target'] or ''}" for one in lines)
