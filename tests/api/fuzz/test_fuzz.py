"""Whatever is asked, by chance or as owners do, the answer is one that the document has."""

import os

import pytest
from figures import note
from fuzz_world import Fuzz, Machine, fuzzing
from schemathesis import GenerationMode

from copilot_adapters.settings import Settings

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "6"))
ROWS, STEPS = 15, 12


@pytest.mark.proof
@pytest.mark.timeout(600)
def test_every_answer_is_one_that_the_document_has(empty_settings: Settings) -> None:
    with fuzzing(empty_settings) as fuzz:
        _ask_all(fuzz)
        Machine(fuzz).run(ROWS, STEPS)
    missed = {one.id for one in fuzz.operations} - fuzz.reached
    database = "postgresql" if empty_settings.database.startswith("postgresql") else "sqlite"
    note(
        "fuzz",
        database,
        operations=len(fuzz.operations),
        reached_2xx=len(fuzz.reached),
        requests=fuzz.examples,
        in_rows=fuzz.in_rows,
        statuses={str(status): count for status, count in sorted(fuzz.statuses.items())},
        server_errors=fuzz.server_errors,
        failures=len(fuzz.faults),
    )
    assert not fuzz.faults, "\n".join(fuzz.faults[:30])
    assert not fuzz.server_errors
    assert fuzz.in_rows >= ROWS * STEPS / 2, "requests in rows ended early"
    assert not missed, f"nobody was answered 2xx by {sorted(missed)}"


def _ask_all(fuzz: Fuzz) -> None:
    known = {one.id: one for one in fuzz.operations}
    for result in fuzz.document.get_all_operations():
        found = result.ok()
        operation = known[found.definition.raw["operationId"]]
        fuzz.as_owner(operation, found.Case)
        for mode in GenerationMode:
            fuzz.by_chance(operation, found, mode, EXAMPLES)
