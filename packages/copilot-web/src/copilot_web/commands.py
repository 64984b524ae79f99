"""`copilot web`: serve the API."""

from typing import Annotated

import typer

from copilot_adapters.cli.session import session_of


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(web)


def web(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0: any that is free.")] = 8000,
) -> None:
    """Serve the API under /api/v1."""
    import uvicorn  # noqa: PLC0415 - `--help` stays light

    from copilot_adapters.logs import configure_logs  # noqa: PLC0415 - as above
    from copilot_web.app import make_app  # noqa: PLC0415 - as above
    from copilot_web.local import local_token  # noqa: PLC0415 - as above

    settings = session_of(context).settings()
    app = make_app(settings)
    configure_logs(settings, secrets=[local_token(settings.home)])
    uvicorn.run(app, host=host, port=port, log_config=None, access_log=False, proxy_headers=False, server_header=False)
