"""How well and how fast copies of a job are recognised: `copilot eval dedup`."""

import asyncio
from collections import Counter
from pathlib import Path

from copilot_adapters.evaluations.dedup_sets.generator import COPIES, NEGATIVES, altered, generate
from copilot_adapters.evaluations.dedup_sets.measuring import by_class, hardness, merge_rows, pairwise, share
from copilot_adapters.evaluations.dedup_sets.originals import nyc_rows, originals
from copilot_adapters.evaluations.dedup_sets.rows import Row, read_rows
from copilot_adapters.evaluations.recorded_postings import shared_data

SEED = 20261123

Result = dict[str, object]


def evaluate(data: Path | None = None, *, limit: int | None = None, seed: int = SEED) -> Result:
    """Measure on a file of labelled postings, or on the recorded ones; `limit` bounds the originals taken of each."""
    return asyncio.run(_evaluated(data, limit, seed))


async def _evaluated(data: Path | None, limit: int | None, seed: int) -> Result:
    if data is not None:
        return dict(pairwise(await merge_rows(list(read_rows(data)))))
    recorded = shared_data()
    return {
        "generator": await _generated(recorded, limit, seed),
        "glassdoor": await _glassdoor(recorded, limit, seed),
        "nyc": await _nyc(recorded, limit),
    }


async def _generated(recorded: Path, limit: int | None, seed: int) -> Result:
    real = originals(recorded, seed, without=("glassdoor", "nyc", "hn"))[:limit]
    merged = await merge_rows(list(generate(real, seed)), blocked=True)
    return {"originals": len(real), **pairwise(merged), **hardness(merged), **by_class(merged, COPIES, NEGATIVES)}


async def _glassdoor(recorded: Path, limit: int | None, seed: int) -> Result:
    real = originals(recorded, seed, only=("glassdoor",))[:limit]
    merged = await merge_rows(list(altered(real, seed)), blocked=True)
    return {"originals": len(real), **pairwise(merged), **hardness(merged)}


async def _nyc(recorded: Path, limit: int | None) -> Result:
    rows = nyc_rows(recorded)[: limit and limit * 4]
    merged = await merge_rows(rows, blocked=True)
    together = set(merged.found())
    there = Counter(row.cluster for row in rows)
    pairs = sum(size * (size - 1) // 2 for size in there.values())
    found = sum(rows[left].cluster == rows[right].cluster for left, right in together)
    negatives = {pair for pair in merged.blocked if rows[pair[0]].cluster != rows[pair[1]].cluster}
    negatives |= {pair for pair in together if rows[pair[0]].cluster != rows[pair[1]].cluster}
    negatives = {(min(pair), max(pair)) for pair in negatives}
    told_apart = {pair for pair in negatives if _seen(rows[pair[0]]) != _seen(rows[pair[1]])}
    false = len(told_apart & together)
    return {
        "n": len(rows),
        "found": share(found, pairs),
        "false_merges": share(false, len(told_apart)),
        "indistinguishable": len(negatives) - len(told_apart),
        "precision_of_distinguishable": round(found / max(found + false, 1), 5),
        "per_second": round(len(rows) / merged.seconds, 1),
    }


def _seen(row: Row) -> tuple[str, ...]:
    return row.title, row.company, row.place, row.description, row.salary


def render(result: Result) -> str:
    """Return the result as lines to read."""
    return "\n".join(_lines(result, 0))


def _lines(result: Result, depth: int) -> list[str]:
    lines: list[str] = []
    for name, value in result.items():
        if isinstance(value, dict) and "share" in value:
            lines.append(f"{'  ' * depth}{name:<{34 - 2 * depth}} {_share(value)}")
        elif isinstance(value, dict):
            lines += [f"{'  ' * depth}{name}", *_lines(value, depth + 1)]
        else:
            lines.append(f"{'  ' * depth}{name:<{34 - 2 * depth}} {value}")
    return lines


def _share(value: Result) -> str:
    return f"{value['share']}  (n {value['n']}, 95 % {value['interval']})"
