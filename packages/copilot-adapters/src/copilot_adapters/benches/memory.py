"""Peak memory of a process that searches and matches among so many jobs, without a model.

`python -m copilot_adapters.benches.memory fill FOLDER COUNT` makes the jobs, `… measure FOLDER` is the process measured.
"""

import asyncio
import resource
import sys
from importlib.resources import files
from pathlib import Path

from copilot_core.entities.job_query import JobQuery

KILOBYTES = 1024 if sys.platform == "linux" else 1024 * 1024


async def _fill(folder: Path, count: int) -> None:
    from copilot_adapters.benches.scratch import multiply, scratch_in  # noqa: PLC0415 - not in the process measured

    async with scratch_in(folder, embedder="none") as container:
        await multiply(container, count)


async def _measure(folder: Path) -> float:
    from copilot_adapters.container import closing_container  # noqa: PLC0415 - as `copilot` does
    from copilot_adapters.settings import Settings  # noqa: PLC0415 - as above

    async with closing_container(settings=Settings(home=folder, embedder="none", background=False)) as container:
        await container.search_jobs()(JobQuery(text="nurse"))
        data = files("copilot_adapters.sample").joinpath("resume.md").read_bytes()
        await container.find_matches()((data, "resume.md"), top=20)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES


if __name__ == "__main__":
    deed, home = sys.argv[1], Path(sys.argv[2])
    if deed == "fill":
        asyncio.run(_fill(home, int(sys.argv[3])))
    else:
        print(asyncio.run(_measure(home)))  # noqa: T201 - read by the bench
