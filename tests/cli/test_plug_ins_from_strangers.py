"""A stranger's plug-in may do anything; it is reported by name and harms nothing else."""

from collections.abc import Callable
from pathlib import Path
from textwrap import indent

import pytest
from command_line import Copilot

pytestmark = pytest.mark.slow

PlugIn = Callable[[str, str], dict[str, str]]

BOARD = """
import time, sys, asyncio
from datetime import timedelta
from attrs import frozen
from copilot_core.entities.posting import Attribution, Posting

@frozen
class Board:
    attribution: Attribution = Attribution(name="Good", url="https://good.example")
    min_interval: timedelta = timedelta(0)

    async def postings(self, search):
"""
YIELD = 'yield Posting(external_id="1", url="https://good.example/1", title="Baker", company="Good")\n'


def board(body: str) -> str:
    return BOARD + indent(body, " " * 8)


def test_a_strangers_board_is_collected_like_ours(copilot: Copilot, plug_in: PlugIn) -> None:
    ran = copilot("collect", "--source", "good", "--json", env=plug_in("good", board(YIELD)))
    assert ran.code == 0, ran.err
    assert ran.document["sources"]["good"] == ran.document["sources"]["good"] | {"outcome": "ok", "found": 1, "new": 1}


@pytest.mark.parametrize(
    ("source", "outcome", "said"),
    [
        ("raise RuntimeError('boom at import')", "misconfigured", "boom at import"),
        ("import sys; sys.exit(3)", "misconfigured", "SystemExit"),
        ("Board = 'no class'", "misconfigured", "no attrs class"),
        (board(YIELD + "raise KeyError('headline')\n"), "changed", "headline"),
        (board(YIELD + "raise SystemExit(3)\n"), "changed", "SystemExit"),
        (board(YIELD + "time.sleep(3600)\n"), "unreachable", "no end within"),
        (board(YIELD + "await asyncio.sleep(3600)\n"), "unreachable", "no end within"),
    ],
)
def test_a_failing_board_is_reported_by_name_and_what_came_before_stays(
    copilot: Copilot, plug_in: PlugIn, source: str, outcome: str, said: str
) -> None:
    env = plug_in("bad", source) | {"COPILOT_COLLECTION__DEADLINE": "3"}
    ran = copilot("collect", "--source", "bad", "--json", env=env, timeout=60)
    report = ran.document["sources"]["bad"]
    assert (ran.code, report["outcome"]) == (1, outcome), ran.err
    assert said in report["reason"]
    assert ran.document["jobs"] == (1 if "yield" in source else 0)


def test_rubbish_is_refused_and_the_rest_stays(copilot: Copilot, plug_in: PlugIn) -> None:
    rubbish = (
        "yield None\nyield {'title': 'x'}\n"
        'yield Posting(external_id=5, url=None, title=["x"], company=object())\n'
        'yield Posting(external_id="2", url="javascript:alert(1)", title="x" * 100000, company="y")\n' + YIELD
    )
    ran = copilot("collect", "--source", "bad", "--json", env=plug_in("bad", board(rubbish)))
    report = ran.document["sources"]["bad"]
    assert report["outcome"] == "ok", report
    assert report["found"] + report["refused"] == 5
    assert 3 <= report["refused"] <= 4


def test_one_failing_board_spoils_no_other(copilot: Copilot, plug_in: PlugIn) -> None:
    bad, good = plug_in("bad", "raise RuntimeError('boom')"), plug_in("good", board(YIELD))
    env = {"PYTHONPATH": bad["PYTHONPATH"], **good}
    ran = copilot("collect", "--source", "bad", "--source", "good", "--json", env=env)
    outcomes = {name: report["outcome"] for name, report in ran.document["sources"].items()}
    assert (ran.code, outcomes) == (0, {"bad": "misconfigured", "good": "ok"})


def test_plugins_lists_a_broken_one_with_its_reason(copilot: Copilot, plug_in: PlugIn) -> None:
    ran = copilot("plugins", "--json", env=plug_in("bad", "raise RuntimeError('boom')"))
    entry = next(one for one in ran.document["plugins"] if one["name"] == "bad")
    assert (entry["state"], entry["package"]) == ("broken", "bad 1.0")
    assert "boom" in entry["note"]


def test_an_unknown_board_lists_the_known(copilot: Copilot) -> None:
    ran = copilot("collect", "--source", "nosuchboard", "--json")
    assert "remotive" in ran.document["sources"]["nosuchboard"]["reason"]


def test_a_broken_document_reader_stops_no_other(copilot: Copilot, plug_in: PlugIn, tmp_path: Path) -> None:
    env = plug_in("odd", "raise RuntimeError('boom')")
    points = next(Path(env["PYTHONPATH"]).glob("*/entry_points.txt"))
    points.write_text("[copilot.document_readers]\nodd = odd_board:Board\n", "utf-8")
    (tmp_path / "me.md").write_text("# Nora Whitfield\n\nnora@example.com\n", "utf-8")
    ran = copilot("resume", "add", str(tmp_path / "me.md"), "--json", env=env)
    assert ran.code == 0, ran.err
    entry = next(one for one in copilot("plugins", "--json", env=env).document["plugins"] if one["name"] == "odd")
    assert entry["state"] == "broken"
