"""The same work without a guard: a greeting, and a page of jobs that is asked and encoded, no more."""

import json
from typing import Any

import uvicorn
from litestar import Litestar, get

from copilot_adapters.settings import Settings, load_settings
from copilot_core.entities.job_query import JobPage, JobQuery, Sort
from copilot_web.library import Library
from copilot_web.serving import Announcing, address_of, listen


@get("/hello")
async def greet() -> dict[str, str]:
    """Answer what costs nothing."""
    return {"hello": "world"}


def make_bare(settings: Settings) -> Litestar:
    """Compose the two handlers over the library, with nothing around them."""
    library = Library(settings)

    @get("/page")
    async def page(pay_min: float, limit: int) -> JobPage:
        query = JobQuery(pay_min=pay_min, sort=Sort.DATE, limit=limit, counted=False)
        answer: JobPage = await library.container.search_jobs()(query)
        return answer

    handlers: list[Any] = [greet, page]
    return Litestar(handlers, lifespan=[library.open], openapi_config=None, logging_config=None)


def main() -> None:
    """Serve on a port that is free, and print it."""
    with listen("127.0.0.1", 0) as listening:

        def ready() -> None:
            print(json.dumps({"address": address_of(*listening.getsockname()[:2])}), flush=True)  # noqa: T201 - for who started it

        config = uvicorn.Config(make_bare(load_settings()), log_config=None, access_log=False, lifespan="on")
        Announcing(config, ready).run(sockets=[listening])


if __name__ == "__main__":
    main()
