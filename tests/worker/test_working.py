"""What waits is done, by processes as people start them."""

import asyncio
import json
import os
import signal
import socket
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from redis import Redis
from worker_world import PATIENCE, Installation, in_state

from copilot_core.entities.identities import TaskId
from copilot_core.entities.task import Queue, TaskState

pytestmark = pytest.mark.slow

DONE, RUNNING, WAITING = in_state(TaskState.DONE), in_state(TaskState.RUNNING), in_state(TaskState.WAITING)


async def test_a_worker_does_what_waits_and_ends_when_nothing_is_left(installation: Installation) -> None:
    ids = await installation.ask("no_op", times=30)
    worker = installation.command("worker", "--until-idle", "--json")
    out, err = worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 0, err
    assert json.loads(out) == {"ended": {"cancelled": 0, "dead": 0, "done": 30}}
    assert {(await installation.task(one)).state for one in ids} == {TaskState.DONE}


async def test_several_processes_end_when_nothing_is_left(installation: Installation) -> None:
    ids = await installation.ask("no_op", times=30)
    worker = installation.command("worker", "--until-idle", "--processes", "2", "--json")
    out, err = worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 0, err
    assert json.loads(out) == {"processes": 2, "restarts": 0}
    assert {(await installation.task(one)).state for one in ids} == {TaskState.DONE}


async def test_what_is_asked_for_while_a_worker_runs_is_begun_soon(installation: Installation) -> None:
    installation.worker()
    (first,) = await installation.ask("no_op")
    await installation.until(first, DONE)
    (second,) = await installation.ask("no_op")
    found = await installation.until(second, DONE)
    assert found.started_at is not None
    assert (found.started_at - found.created_at).total_seconds() < 2


async def test_a_failing_task_waits_and_keeps_its_story(embedded: Installation) -> None:
    (broken,) = await embedded.ask("rest", {"seconds": "many"})
    embedded.worker()
    found = await embedded.until(broken, lambda task: bool(task.story))
    assert (found.state, found.story[0].why.code) == (TaskState.WAITING, "task_broke")


async def test_a_task_nobody_can_do_is_dead_at_once(embedded: Installation) -> None:
    (strange,) = await embedded.ask("fold_paper")
    embedded.worker()
    found = await embedded.until(strange, in_state(TaskState.DEAD))
    assert [failure.why.code for failure in found.story] == ["task_kind_unknown"]


async def test_a_task_that_takes_too_long_is_stopped(installation: Installation) -> None:
    (slow,) = await installation.ask("rest", {"seconds": 60.0}, time_limit=0.5, most_attempts=1)
    installation.worker()
    found = await installation.until(slow, in_state(TaskState.DEAD))
    assert [failure.why.code for failure in found.story] == ["task_too_slow"]


async def test_a_running_task_stops_within_two_seconds_of_the_wish(installation: Installation) -> None:
    (slow,) = await installation.ask("rest", {"seconds": 60.0})
    installation.worker()
    await installation.until(slow, RUNNING)
    await asyncio.sleep(1.0)
    asked = time.monotonic()
    await installation.cancel(slow)
    await installation.until(slow, in_state(TaskState.CANCELLED))
    assert time.monotonic() - asked < 3, "two seconds, and one for a busy machine"


async def test_a_worker_asked_to_stop_gives_back_what_runs(installation: Installation) -> None:
    (slow,) = await installation.ask("rest", {"seconds": 60.0})
    worker = installation.worker()
    await installation.until(slow, RUNNING)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE) == 0
    found = await installation.task(slow)
    assert (found.state, found.attempts, found.losses, found.story) == (TaskState.WAITING, 0, 0, ())


async def test_a_worker_asked_to_stop_lets_what_is_nearly_done_end(installation: Installation) -> None:
    (short,) = await installation.ask("rest", {"seconds": 1.0})
    worker = installation.worker(COPILOT_WORKER__GRACE="10")
    await installation.until(short, RUNNING)
    worker.send_signal(signal.SIGINT)
    assert worker.wait(PATIENCE) == 0
    assert (await installation.task(short)).state is TaskState.DONE


async def test_a_worker_asked_twice_ends_at_once(embedded: Installation) -> None:
    (slow,) = await embedded.ask("rest", {"seconds": 60.0})
    worker = embedded.worker(COPILOT_WORKER__GRACE="30")
    await embedded.until(slow, RUNNING)
    worker.send_signal(signal.SIGTERM)
    await asyncio.sleep(0.5)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(5) != 0


async def test_another_worker_finishes_what_a_killed_one_held(installation: Installation) -> None:
    (short,) = await installation.ask("rest", {"seconds": 2.0})
    victim = installation.worker()
    await installation.until(short, RUNNING)
    victim.kill()
    installation.worker()
    found = await installation.until(short, DONE)
    assert (found.attempts, found.losses) == (2, 1)


async def test_work_that_blocks_its_process_keeps_its_claim(installation: Installation) -> None:
    (stubborn,) = await installation.ask("block", {"seconds": 7.0})
    installation.worker()
    installation.worker()
    found = await installation.until(stubborn, DONE)
    assert (found.attempts, found.losses) == (1, 0), "its lease of three seconds was renewed"


async def test_what_kills_its_workers_is_buried(embedded: Installation) -> None:
    (deadly,) = await embedded.ask("kill")
    for _ in range(3):
        victim = embedded.worker()
        await asyncio.to_thread(victim.wait, PATIENCE)
    embedded.worker()
    found = await embedded.until(deadly, in_state(TaskState.DEAD))
    assert found.story[-1].why.code == "task_worker_lost"


async def test_a_message_that_was_lost_is_sent_again(hosted: Installation) -> None:
    (lost,) = await hosted.ask("no_op")
    with Redis.from_url(hosted.redis_url) as client:
        client.flushdb()
    hosted.worker()
    await hosted.until(lost, DONE)


async def test_a_worker_leaves_other_queues_alone(installation: Installation) -> None:
    (theirs,) = await installation.ask("no_op", queue=Queue.EMBED)
    (ours,) = await installation.ask("no_op", queue=Queue.MATCH)
    worker = installation.command("worker", "--queues", "match, collect", "--until-idle")
    assert worker.wait(PATIENCE) == 0
    assert (await installation.task(ours)).state is TaskState.DONE
    assert (await installation.task(theirs)).state is TaskState.WAITING


async def test_the_figures_tell_what_was_done_and_what_waits(embedded: Installation) -> None:
    ids = await embedded.ask("no_op", times=3)
    await embedded.ask("no_op", queue=Queue.EMBED)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    embedded.command("worker", "--queues", "maintain", "--metrics-port", str(port))
    for one in ids:
        await embedded.until(one, DONE)
    text = await _figures(port, 'copilot_tasks{queue="maintain",state="done"} 3.0')
    assert 'copilot_tasks_started_total{task="no_op"} 3.0' in text
    assert 'copilot_tasks_ended_total{state="done",task="no_op"} 3.0' in text
    assert 'copilot_tasks{queue="embed",state="waiting"} 1.0' in text
    assert 'copilot_oldest_waiting_seconds{queue="embed"}' in text


async def _figures(port: int, line: str) -> str:
    def read() -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
            return str(answer.read().decode())

    until = time.monotonic() + PATIENCE
    while line not in (text := await asyncio.to_thread(read)):
        assert time.monotonic() < until, text
        await asyncio.sleep(0.2)
    return text


async def test_a_process_that_died_is_started_again_and_all_stop_together(embedded: Installation) -> None:
    overseer = embedded.command("worker", "--processes", "2")
    first = await _children(overseer.pid, lambda found: len(found) == 2)
    os.kill(min(first), signal.SIGKILL)
    second = await _children(overseer.pid, lambda found: len(found) == 2 and found != first)
    (done,) = await embedded.ask("no_op")
    await embedded.until(done, DONE)
    overseer.send_signal(signal.SIGTERM)
    assert overseer.wait(PATIENCE) == 0
    assert not any(_runs(pid) for pid in first | second)


async def test_processes_end_when_who_started_them_is_killed(embedded: Installation) -> None:
    overseer = embedded.command("worker", "--processes", "2")
    (done,) = await embedded.ask("no_op")
    await embedded.until(done, DONE)
    workers = await _children(overseer.pid, lambda found: len(found) == 2)
    overseer.kill()
    overseer.wait(PATIENCE)
    until = time.monotonic() + PATIENCE
    while any(_runs(pid) for pid in workers):
        assert time.monotonic() < until, workers
        await asyncio.sleep(0.1)


async def _children(pid: int, good: Callable[[set[int]], bool]) -> set[int]:
    until = time.monotonic() + PATIENCE
    while not good(found := _children_now(pid)):
        assert time.monotonic() < until, found
        await asyncio.sleep(0.1)
    return found


def _runs(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def _children_now(pid: int) -> set[int]:
    return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()}


async def test_a_port_that_is_taken_is_named(embedded: Installation) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        worker = embedded.command("worker", "--metrics-port", str(port))
        _, err = worker.communicate(timeout=PATIENCE)
    assert (worker.returncode, f"127.0.0.1:{port}" in err) == (2, True), err


async def test_processes_asked_to_stop_give_back_what_runs(embedded: Installation) -> None:
    ids = await embedded.ask("no_op")
    overseer = embedded.command("worker", "--processes", "2")
    await embedded.until(ids[0], DONE)
    overseer.send_signal(signal.SIGINT)
    assert overseer.wait(PATIENCE) == 0


async def test_an_unknown_queue_is_named(embedded: Installation) -> None:
    worker = embedded.command("worker", "--queues", "post")
    _, err = worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 2
    assert "post" in err
    assert "collect, embed, match, notify, maintain" in " ".join(err.split())


async def test_only_one_of_those_that_work_alone_stays(embedded: Installation) -> None:
    (slow,) = await embedded.ask("rest", {"seconds": 1.0}, queue=Queue.EMBED)
    first = embedded.command("worker", "--alone", "--queues", "collect")
    await asyncio.sleep(2.0)
    second = embedded.command("worker", "--alone", "--until-idle", "--queues", "embed", "--json")
    out, _ = second.communicate(timeout=PATIENCE)
    assert json.loads(out) == {"ended": {}}
    assert first.poll() is None
    assert (await embedded.task(TaskId(slow))).state is TaskState.WAITING
