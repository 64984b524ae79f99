from pathlib import Path

import pytest
from resumes_world import RESUME, adding

from copilot_adapters.gazetteers.geonames import Geonames
from copilot_core.entities.kinds import Seniority
from copilot_core.entities.seeker import Permit, RemoteWish
from copilot_core.errors import Rejected
from copilot_core.use_cases.resumes.set_profile import SetProfile


async def test_a_first_profile_begins_with_what_the_resume_says(tmp_path: Path) -> None:
    add = adding(tmp_path)
    await add(RESUME.encode(), "resume.txt")
    wishes = (await SetProfile(add.storage, Geonames())({"remote": "hybrid"})).wishes
    assert wishes.want == ("Head Baker", "Baker")
    assert wishes.languages == {"de": "native", "en": "B2"}
    assert wishes.lives_in is not None
    assert (wishes.lives_in.city, wishes.lives_in.country) == ("Bremen", "DE")
    assert wishes.remote is RemoteWish.HYBRID


async def test_wishes_are_understood_and_the_others_stay(tmp_path: Path) -> None:
    change = SetProfile(adding(tmp_path).storage, Geonames())
    await change({"want": ["Nurse"], "pay": "4500 EUR/month", "permit": ["Germany=citizen", "US=needs sponsorship"]})
    wishes = (
        await change(
            {
                "language": ["German (native)", "en=C1"], "where": ["Berlin", "Austria"], "seniority": "senior",
                "relocate": False, "licence": ["RN"], "block": ["Evil Corp"], "clearance": "Secret",
            }
        )
    ).wishes  # fmt: skip
    assert wishes.want == ("Nurse",)
    assert (wishes.pay_min, wishes.pay_currency) == (54_000, "EUR")
    assert wishes.permits == {"DE": Permit.CITIZEN, "US": Permit.NEEDS_SPONSORSHIP}
    assert wishes.languages == {"de": "native", "en": "C1"}
    assert [place.country for place in wishes.where] == ["DE", "AT"]
    assert (wishes.seniority, wishes.relocate) == (Seniority.SENIOR, False)
    assert (wishes.licences, wishes.blocked_companies, wishes.clearance) == (("RN",), ("Evil Corp",), "Secret")


async def test_pay_without_a_currency_keeps_the_one_said_before(tmp_path: Path) -> None:
    change = SetProfile(adding(tmp_path).storage)
    await change({"pay": "60000 EUR"})
    wishes = (await change({"pay": "65k"})).wishes
    assert (wishes.pay_min, wishes.pay_currency) == (65_000, "EUR")


async def test_a_permit_may_hold_for_a_region(tmp_path: Path) -> None:
    change = SetProfile(adding(tmp_path).storage)
    wishes = (
        await change({"permit": ["EU=citizen", "European Economic Area=permanent", "US=needs sponsorship"]})
    ).wishes
    assert wishes.permits == {
        "EU": Permit.CITIZEN,
        "EEA": Permit.PERMANENT,
        "US": Permit.NEEDS_SPONSORSHIP,
    }


async def test_an_empty_word_forgets_a_wish(tmp_path: Path) -> None:
    change = SetProfile(adding(tmp_path).storage)
    await change({"pay": "60000 EUR", "want": ["Nurse"], "remote": "yes"})
    wishes = (await change({"pay": "", "want": [""], "remote": ""})).wishes
    assert (wishes.pay_min, wishes.pay_currency, wishes.want, wishes.remote) == (None, None, (), None)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("remote", "perhaps"),
        ("pay", "much"),
        ("permit", ["Narnia=citizen"]),
        ("permit", ["DE=owner"]),
        ("language", ["Klingon=B2"]),
        ("language", ["de=excellently"]),
        ("seniority", "guru"),
        ("relocate", "maybe"),
        ("colour", "blue"),
    ],
)
async def test_what_is_not_understood_is_refused_with_the_remedy(
    tmp_path: Path, option: str, value: str | list[str]
) -> None:
    with pytest.raises(Rejected) as refused:
        await SetProfile(adding(tmp_path).storage)({option: value})
    assert refused.value.code == "wish_unreadable"
    assert option in str(refused.value)
