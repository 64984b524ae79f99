"""The fake keeps the contract of the port it stands in for."""

import pytest

from copilot_core.testing.clusters_contract import ClustersContract
from copilot_core.testing.memory_books import MemoryBooks


class TestMemoryClusters(ClustersContract):
    @pytest.fixture
    def books(self) -> MemoryBooks:
        return MemoryBooks()
