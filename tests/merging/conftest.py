"""What the tests of merging may ask for."""

import pytest
from merging_world import Advert, Shelf, make_advert, new_shelf


@pytest.fixture
def shelf() -> Shelf:
    return new_shelf()


@pytest.fixture
def advert() -> Advert:
    return make_advert
