"""Peak memory of a process that searches and matches among so many jobs, without a model."""

import asyncio
import resource
import sys
from importlib.resources import files

from copilot_adapters.benches.scratch import multiply, scratch
from copilot_core.entities.job_query import JobQuery

KILOBYTES = 1024 if sys.platform == "linux" else 1024 * 1024


async def _work(count: int) -> None:
    async with scratch(embedder="none") as container:
        await multiply(container, count)
        await container.search_jobs()(JobQuery(text="nurse"))
        data = files("copilot_adapters.sample").joinpath("resume.md").read_bytes()
        await container.find_matches()((data, "resume.md"), top=20)


if __name__ == "__main__":
    asyncio.run(_work(int(sys.argv[1])))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES)  # noqa: T201 - read by the bench
