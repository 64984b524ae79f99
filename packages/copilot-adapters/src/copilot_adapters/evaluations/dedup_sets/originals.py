"""Real postings, each once, to make labelled sets from."""

import csv
import gzip
import io
import re
from collections.abc import Iterable
from pathlib import Path
from random import Random

from copilot_adapters.evaluations.dedup_sets.rows import Row, bare
from copilot_adapters.evaluations.recorded_postings import recorded_postings

_SHORTEST = 400
_NO_LETTER = re.compile(r"\W+")


def originals(data: Path, seed: int, *, only: Iterable[str] = (), without: Iterable[str] = ()) -> list[Row]:
    """Return recorded postings of these sources in a seeded order.

    What the recordings themselves hold twice (title and company, or how the text begins or ends) is taken once.
    A posting that names no company is given one of its own.
    """
    seen: set[object] = set()
    rows: list[Row] = []
    for posting in recorded_postings(data):
        source, _, external_id = posting.id.partition(":")
        text = bare(posting.text)
        if (only and source not in only) or source in without or len(text) < _SHORTEST or not posting.title:
            continue
        letters = _NO_LETTER.sub("", text).casefold()
        marks = {(posting.title.casefold(), posting.company.casefold()), letters[:300], letters[-300:]}
        if seen.isdisjoint(marks):
            rows.append(
                Row(
                    source=source,
                    external_id=external_id,
                    url=f"https://{source}.example/jobs/{len(rows) + 100_000}",
                    title=posting.title,
                    company=posting.company or f"Firm {len(rows)}",
                    place=posting.place,
                    description=text,
                    salary=posting.salary,
                    cluster=posting.id,
                )
            )
        seen |= marks
    Random(seed).shuffle(rows)  # noqa: S311 - a seeded experiment
    return rows


_TEXTS = ("Job Description", "Minimum Qual Requirements", "Preferred Skills")


def nyc_rows(data: Path) -> list[Row]:
    """Return New York's postings: internal and external ones of one opening share a Job ID, which merging never sees."""
    content = gzip.decompress((data / "jobs" / "nyc_jobs_2019.csv.gz").read_bytes()).decode("utf-8", "replace")
    return [
        Row(
            source="nyc",
            external_id=str(number),
            title=row["Business Title"] or "",
            company=row["Agency"] or "",
            place=row["Work Location"] or "",
            description="\n".join(row[column] or "" for column in _TEXTS),
            salary=f"${row['Salary Range From']} - ${row['Salary Range To']} {row['Salary Frequency']}",
            cluster=row["Job ID"],
        )
        for number, row in enumerate(csv.DictReader(io.StringIO(content)))
    ]
