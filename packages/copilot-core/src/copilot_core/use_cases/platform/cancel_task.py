"""Stop work in the background."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId, TaskId
from copilot_core.entities.task import ENDED, Task, TaskState
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Storage
from copilot_core.use_cases.platform.find_task import FindTask
from copilot_core.use_cases.platform.note_tasks import NoteTasks
from copilot_core.use_cases.platform.wake_people import WakePeople


@frozen
class CancelTask:
    """A waiting task ends now, a running one is asked to stop: what it stored stays."""

    storage: Storage
    bus: EventBus

    async def __call__(self, task_id: TaskId, *, person: PersonId = LOCAL_PERSON, installation: bool = False) -> Task:
        """Return it as it stands then; one that has ended stays as it is."""
        async with self.storage.transaction(serial=False) as books:
            found = await FindTask(books.tasks)(task_id, person, installation=installation)
            if found.state in ENDED:
                return found
            asked = await books.tasks.cancel(task_id, found.person)
            ended = [asked] if asked.state is TaskState.CANCELLED else []
            people = await NoteTasks(books)(ended, TaskState.CANCELLED)
        await WakePeople(self.bus)(people)
        return asked
