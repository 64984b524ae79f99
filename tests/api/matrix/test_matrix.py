"""Every operation of the document, asked by everybody: its owner gets it, and nobody else gets or changes anything."""

from collections import defaultdict
from collections.abc import AsyncIterator

import pytest
from api_world import World, open_world
from attrs import evolve
from figures import note
from seeds.cast import cast_of
from seeds.matrix import Matrix
from seeds.operations import Operation, operations
from seeds.people import quick
from seeds.rows import rows_of
from seeds.table import BEYOND, SEEDS

from copilot_adapters.settings import Settings


@pytest.fixture
async def unlimited(empty_settings: Settings) -> AsyncIterator[World]:
    """The application over an empty database; nobody asks too often."""
    async with open_world(quick(empty_settings)) as world:
        yield world


async def test_there_is_a_seed_for_every_operation_and_no_other(unlimited: World) -> None:
    known = {one.id for one in operations(unlimited.schema)}
    assert known - SEEDS.keys() == set(), "these operations have no seed in tests/seeds"
    assert (SEEDS.keys() | BEYOND.keys()) - known == set(), "these seeds have no operation"


PARTS = 4
"""The operations are dealt out to so many worlds: a small one is looked through fast."""


@pytest.mark.proof
@pytest.mark.timeout(400)
@pytest.mark.parametrize("part", range(PARTS))
async def test_owners_get_their_own_and_nobody_else_anything(unlimited: World, part: int) -> None:
    rows = rows_of(unlimited.settings.database)
    async with cast_of(unlimited) as cast:
        matrix = Matrix(cast, rows)
        for operation in list(operations(unlimited.schema))[part::PARTS]:
            await matrix.run(operation)
    rows.close()
    told: dict[str, dict[str, int]] = defaultdict(dict)
    for (who, outcome), count in matrix.outcomes.items():
        told[who][outcome] = count
    figures = {"operations": matrix.operations, "cells": matrix.cells, "checks": matrix.checks}
    note("matrix", rows.engine.dialect.name, **figures, outcomes=told)
    assert not matrix.faults, "\n".join(matrix.faults)


HIDDEN = ("listJobs", "showJob", "listResumes", "markJob", "removeApplication", "cancelTask")


async def test_who_got_in_as_another_would_be_noticed(unlimited: World) -> None:
    rows = rows_of(unlimited.settings.database)
    async with cast_of(unlimited) as cast:
        matrix = Matrix(evolve(cast, other=cast.owner), rows)
        for operation in operations(unlimited.schema):
            if operation.id in HIDDEN:
                await matrix.run(operation)
    rows.close()
    noticed = {fault.partition(" ")[0] for fault in matrix.faults if "· other" in fault}
    assert noticed == set(HIDDEN)


async def test_an_operation_without_a_seed_would_be_noticed(unlimited: World) -> None:
    rows = rows_of(unlimited.settings.database)
    async with cast_of(unlimited) as cast:
        matrix = Matrix(cast, rows)
        await matrix.run(Operation("get", "/api/v1/new", {"operationId": "showNew", "security": [{}], "responses": {}}))
    rows.close()
    assert matrix.faults == ["showNew · owner: there is no seed in tests/seeds"]
