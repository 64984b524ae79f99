"""Work is asked for, seen, stopped and tried again by hand."""

import pytest
from command_line import Copilot

pytestmark = pytest.mark.slow


def test_a_task_from_asking_to_its_end(copilot: Copilot) -> None:
    asked = copilot("tasks", "add", "no_op", "--key", "once", "--json")
    assert asked.code == 0, asked.err
    again = copilot("tasks", "add", "no_op", "--key", "once", "--json")
    assert (again.document["id"], again.document["new"]) == (asked.document["id"], False)
    worked = copilot("worker", "--until-idle", "--json")
    assert worked.code == 0, worked.err
    shown = copilot("tasks", "show", asked.document["id"], "--json").document
    assert (shown["state"], shown["attempts"], shown["story"]) == ("done", 1, [])
    assert copilot("tasks", "--state", "done").out.count("no_op") == 1
    assert copilot("tasks", "purge", "--ended-before", "0", "--json").document == {"purged": 1}
    assert copilot("tasks", "--json").document == {"tasks": []}


def test_a_waiting_task_is_cancelled_and_tried_again(copilot: Copilot) -> None:
    task = copilot("collect", "nurse", "--source", "nobody", "--no-remote", "--background", "--json").document["id"]
    assert copilot("tasks", "show", task, "--json").document["payload"] == {
        "text": "nurse", "remote": False, "sources": ["nobody"], "limit": 200,
    }  # fmt: skip
    assert "is cancelled" in copilot("tasks", "cancel", task).out
    assert "waits again" in copilot("tasks", "retry", task).out
    refused = copilot("tasks", "retry", task)
    assert refused.code == 1
    assert "waiting" in refused.err


def test_what_failed_tells_its_story_to_doctor_too(copilot: Copilot) -> None:
    task = copilot("tasks", "add", "collect", "sources=nobody", "--json").document["id"]
    copilot("worker", "--until-idle")
    told = copilot("tasks", "show", task).out
    assert "dead" in told
    assert "nobody" in told
    findings = {one["what"]: one for one in copilot("doctor", "--json").document["findings"]}
    assert "1 dead" in findings["tasks"]["detail"]
    assert findings["tasks"]["remedy"] == "copilot tasks --state dead"


def test_what_is_wrong_is_said_with_the_remedy(copilot: Copilot) -> None:
    for arguments, code, said in (
        (("add", "mine_bitcoin"), 2, "read_for_meaning"),
        (("add", "collect", "limit=many"), 2, "whole number"),
        (("add", "collect", "nurse"), 2, "KEY=VALUE"),
        (("--state", "asleep"), 2, "waiting, running"),
        (("show", "nonsense"), 1, "no task nonsense"),
        (("cancel", "nonsense"), 1, "no task nonsense"),
    ):
        ran = copilot("tasks", *arguments)
        assert ran.code == code, arguments
        assert said in ran.err, arguments


def test_a_port_that_leaves_none_for_the_other_processes_is_refused_at_once(copilot: Copilot) -> None:
    ran = copilot("worker", "--processes", "2", "--metrics-port", "65535")
    assert (ran.code, "too few for 2 processes" in ran.err) == (2, True)
