"""`copilot eval parsing`: how well resumes are read, field by field, per layout."""

import asyncio
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from attrs import frozen

from copilot_adapters.document_readers.docx import Docx
from copilot_adapters.document_readers.pdf import Pdf
from copilot_adapters.evaluations.parsing_made import made
from copilot_adapters.evaluations.parsing_score import FIELDS, Tally, compare
from copilot_adapters.evaluations.parsing_truth import Truth, truth_of
from copilot_core.entities.resume import Reading
from copilot_core.errors import CopilotError, Rejected
from copilot_core.rules.resume.read import read_resume

TRUTHS = Path(__file__).with_name("parsing_truths")


@frozen
class Case:
    """One file with its truth; `layout` is what results are gathered by."""

    layout: str
    name: str
    data: bytes
    truth: Truth


@frozen
class Result:
    """One file's outcome."""

    case: Case
    tally: Tally
    problem: str = ""


def evaluate(data: Path | None = None, *, quick: bool = False) -> dict[str, object]:
    """Read every file of `data` (`NAME.pdf|docx` beside `NAME.yaml`), or the recorded and the made ones."""
    cases = list(_given(data)) if data is not None else [*_recorded(), *_made(quick=quick)]
    if not cases:
        raise Rejected("evaluation_data", path=str(data), problem="holds no NAME.pdf or NAME.docx beside a NAME.yaml")
    results = asyncio.run(_read_all(cases))
    return _summary(results)


def render(result: dict[str, object]) -> str:
    """Return the figures as a table, worst layout first."""
    rows = result["layouts"]
    assert isinstance(rows, list)  # noqa: S101 - the shape is ours
    lines = [f"{'layout':34} {'n':>3} {'F1':>6} {'micro':>6}  weakest fields"]
    for row in rows:
        weak = sorted(row["fields"].items(), key=lambda item: item[1])[:3]
        told = ", ".join(f"{name} {value:.2f}" for name, value in weak if value < 1)
        lines.append(f"{row['layout']:34} {row['n']:>3} {row['f1']:6.3f} {row['micro']:6.3f}  {told}")
    lines.append(f"{'all':34} {result['n']:>3} {result['f1']:6.3f} {result['micro']:6.3f}")
    return "\n".join(lines)


def _given(folder: Path) -> Iterator[Case]:
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in {".pdf", ".docx"})
    for path in files:
        truth = path.with_suffix(".yaml")
        if truth.is_file():
            layout = path.parent.name if path.parent != folder else path.stem
            yield Case(layout, path.name, path.read_bytes(), truth_of(truth))


def _recorded() -> Iterator[Case]:
    named = os.environ.get("COPILOT_SHARED")
    if not named:
        raise Rejected("evaluation_data", path="COPILOT_SHARED", problem="is not set: give --data DIR instead")
    folder = Path(named) / "data" / "resumes" / "layouts"
    if not folder.is_dir():
        raise Rejected("evaluation_data", path=str(folder), problem="is no folder")
    for path in sorted((folder / "rendercv").glob("*.pdf")):
        yield Case(f"recorded {path.stem}", path.name, path.read_bytes(), truth_of(path.with_suffix(".yaml")))
    for truth in sorted(TRUTHS.glob("*.yaml")):
        path = folder / f"{truth.stem}.pdf"
        yield Case(f"recorded {truth.stem}", path.name, path.read_bytes(), truth_of(truth))


def _made(*, quick: bool) -> Iterator[Case]:
    for one in made(2 if quick else None):
        yield Case(f"made {one.layout}", one.name, one.data, one.truth)


async def _read_all(cases: Sequence[Case]) -> list[Result]:
    room = asyncio.Semaphore(2)

    async def one(case: Case) -> Result:
        async with room:
            return await _read(case)

    return list(await asyncio.gather(*(one(case) for case in cases)))


async def _read(case: Case) -> Result:
    reader = Docx() if case.name.lower().endswith(".docx") else Pdf()
    try:
        reading = read_resume(await reader.read(case.data, case.name))
    except CopilotError as problem:
        return Result(case, compare(Reading(text=""), case.truth), str(problem))
    return Result(case, compare(reading, case.truth))


def _summary(results: Iterable[Result]) -> dict[str, object]:
    layouts: dict[str, list[Result]] = {}
    for result in results:
        layouts.setdefault(result.case.layout, []).append(result)
    whole = Tally()
    rows = []
    for layout, members in layouts.items():
        tally = Tally()
        for member in members:
            tally.merge(member.tally)
        whole.merge(tally)
        rows.append(
            {"layout": layout, **_figures(tally, len(members)), "problems": [m.problem for m in members if m.problem]}
        )
    rows.sort(key=lambda row: (row["f1"], row["layout"]))
    return {**_figures(whole, sum(map(len, layouts.values()))), "layouts": rows}


def _figures(tally: Tally, n: int) -> dict[str, object]:
    fields = {name: round(value, 4) for name in FIELDS if (value := tally.f1(name)) is not None}
    return {"n": n, "f1": round(tally.mean, 4), "micro": round(tally.micro, 4), "fields": fields}
