"""The contract of `Clusters`, kept by both databases."""

from collections.abc import AsyncIterator

import pytest

from copilot_adapters.storage import SqlStorage
from copilot_core.ports.storage import Books
from copilot_core.testing.clusters_contract import ClustersContract


class TestSqlClusters(ClustersContract):
    @pytest.fixture
    async def books(self, storage: SqlStorage) -> AsyncIterator[Books]:
        async with storage.transaction() as books:
            yield books
