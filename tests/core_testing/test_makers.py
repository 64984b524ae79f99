"""The makers state sensible things, and take any change."""

import subprocess
import sys
from datetime import timedelta

import pytest

from copilot_core import testing
from copilot_core.testing import NOON, StillClock, make_job, make_posting, make_resume, make_seeker, make_sighting


def test_every_public_name_exists() -> None:
    for name in testing.__all__:
        assert getattr(testing, name) is not None


def test_fakes_and_makers_do_without_pytest() -> None:
    program = (
        "import sys; sys.modules['pytest'] = None\n"
        "from copilot_core.testing import CannedWeb, StillClock, make_job, make_posting, make_resume\n"
        "print(make_job().summary.title)"
    )
    ran = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert ran.stdout.strip() == "Registered Nurse"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        testing.nonsense  # noqa: B018


def test_two_different_postings_have_two_ids_and_equal_ones_one() -> None:
    assert make_posting(title="Nurse").external_id != make_posting(title="Cook").external_id
    assert make_posting() == make_posting()


def test_a_field_that_does_not_exist_is_a_mistake_of_the_test() -> None:
    with pytest.raises(TypeError, match="titel"):
        make_posting(titel="Nurse")


def test_a_job_shows_its_sightings() -> None:
    early = make_sighting(make_posting(title="Cook"), source="remotive", first_seen=NOON - timedelta(days=2))
    job = make_job(make_sighting(make_posting(title="Cook")), early)
    assert job.summary.title == "Cook"
    assert job.summary.sources == ("acme", "remotive")
    assert job.summary.first_seen == early.first_seen


def test_a_quote_of_a_made_resume_is_in_its_text() -> None:
    reading = make_resume("Ida Muster\nCook").reading
    assert reading.name is not None
    assert reading.text[reading.name.start : reading.name.end] == reading.name.value == "Ida Muster"


def test_wishes_are_stated_one_by_one() -> None:
    assert make_seeker(want=("nurse",)).wishes.want == ("nurse",)


def test_a_still_clock_stands_until_it_is_moved() -> None:
    clock = StillClock()
    assert clock.now() == clock.now() == NOON
    clock.move(timedelta(hours=1))
    assert clock.now() == NOON + timedelta(hours=1)
