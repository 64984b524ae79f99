"""`copilot up`, `copilot web`, `copilot link`, `copilot openapi`."""

from typing import TYPE_CHECKING, Annotated

import typer

from copilot_adapters.cli.output import emit
from copilot_adapters.cli.session import Session, session_of
from copilot_web.bench_command import bench_live

if TYPE_CHECKING:
    from copilot_adapters.settings import Settings

Host = Annotated[str | None, typer.Option(help="Address to listen on (COPILOT_WEB__HOST).")]
Port = Annotated[int | None, typer.Option(min=0, max=65535, help="Port; 0: any that is free (COPILOT_WEB__PORT).")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document when ready.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (up, web, link, openapi, bench_live):
        app.command()(command)


def web(context: typer.Context, host: Host = None, port: Port = None, as_json: AsJson = False) -> None:
    """Serve the API under /api/v1, until SIGTERM or Ctrl-C; prints a link that lets one browser in, or where to sign in."""
    from copilot_web.starting import Start

    Start(_in_force(session_of(context), host, port), as_json=as_json).run()


def up(
    context: typer.Context,
    host: Host = None,
    port: Port = None,
    show: Annotated[bool, typer.Option("--open", help="Open the link in the browser.")] = False,
    as_json: AsJson = False,
) -> None:
    """Serve the API and do the work in the background, by one command; prints a link that lets one browser in."""
    from copilot_web.starting import Start

    session = session_of(context)
    home = ("--home", str(session.home)) if session.home else ()
    Start(_in_force(session, host, port), as_json=as_json, show=show, worker=(*home, "worker")).run()


def link(
    context: typer.Context,
    host: Host = None,
    port: Port = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Print another link that lets one browser in, to what `copilot web` or `copilot up` serves without accounts."""
    from copilot_core.errors import Rejected
    from copilot_web.serving import address_of, link_to, try_out

    settings = _in_force(session_of(context), host, port)
    settings.make_home()
    if try_out(settings):
        raise Rejected("links_over", address=settings.web.address)
    made = link_to(settings, address_of(settings.web.host, settings.web.port))
    emit({"link": made}, as_json=as_json, show=lambda out: out.print(made, soft_wrap=True, highlight=False))


def openapi(context: typer.Context) -> None:
    """Print the OpenAPI document."""
    import json
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from copilot_web.app import make_app

    with TemporaryDirectory() as nowhere:
        settings = session_of(context).settings().model_copy(update={"home": Path(nowhere)})
        print(json.dumps(make_app(settings).openapi_schema.to_schema(), indent=1, ensure_ascii=False))  # noqa: T201 - this is the command line


def _in_force(session: Session, host: str | None, port: int | None) -> "Settings":
    settings = session.settings()
    given = {"host": host, "port": port}
    changed = {name: value for name, value in given.items() if value is not None}
    return settings.model_copy(update={"web": settings.web.model_copy(update=changed)})
