"""What a person tracks and marks is worked on by workers, and is in a backup."""

from pathlib import Path

import pytest
from applications_world import ANNA, DAY, MINUTE, ApplicationsWorld, opening

from copilot_core.entities.application import Stage
from copilot_core.entities.job_mark import Mark
from copilot_core.entities.task import TaskState
from copilot_core.errors import Rejected
from copilot_core.rules.new_task import new_task
from copilot_core.rules.schedule import ENTRIES
from copilot_core.testing import StillHeart
from copilot_worker.deeds import ContainerDeeds


async def test_a_worker_tells_the_reminders_that_the_schedule_asks_for(world: ApplicationsWorld) -> None:
    await world.put(opening())
    one = (await world.track(opening(), person=ANNA)).application
    await world.container.remind_application()(one.id, world.clock.now() + DAY, person=ANNA)
    world.clock.move(DAY + MINUTE)
    [entry] = [entry for entry in ENTRIES if entry.name == "reminders"]
    [task] = await world.container.enqueue_tasks()([new_task(entry.task)])
    run = world.container.run_task(heart=StillHeart(), deeds=ContainerDeeds(world.container))
    assert await run(task, "w1") is TaskState.DONE
    [told] = await world.events("reminder", ANNA)
    assert told.payload["application"] == one.id


async def test_a_reminder_that_was_moved_meanwhile_is_not_told_early(world: ApplicationsWorld) -> None:
    await world.put(opening())
    one = (await world.track(opening())).application
    await world.container.remind_application()(one.id, world.clock.now() + DAY)
    await world.container.remind_application()(one.id, world.clock.now() + 3 * DAY)
    world.clock.move(2 * DAY)
    assert await world.container.tell_reminders()() == {"told": 0}
    world.clock.move(2 * DAY)
    assert await world.container.tell_reminders()() == {"told": 1}


async def test_applications_and_marks_are_in_a_backup(world: ApplicationsWorld, tmp_path: Path) -> None:
    await world.put(opening(1), opening(2))
    one = (await world.track(opening(1), Stage.APPLIED)).application
    mark = await world.container.mark_job()(opening(2).id, Mark.DISMISSED, note="no")
    await world.container.back_up()(tmp_path / "one.zip")
    await world.container.remove_application()(one.id)
    await world.container.mark_job()(opening(2).id, None)
    await world.container.restore()(tmp_path / "one.zip", replace=True)
    assert (await world.show(one)).application == one
    assert await world.container.show_mark()(opening(2).id) == mark


async def test_a_version_that_is_old_changes_nothing_and_tells_nobody(world: ApplicationsWorld) -> None:
    await world.put(opening())
    one = (await world.track(opening(), Stage.APPLIED)).application
    now = (await world.move(one, Stage.REJECTED)).application
    told = await world.events("application")
    with pytest.raises(Rejected, match="version 2"):
        await world.container.note_application()(one.id, "late", version=1)
    assert (await world.show(one)).application == now
    assert await world.events("application") == told
