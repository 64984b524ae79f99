"""Figures for Prometheus."""

import secrets

from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException

from copilot_web.figures import Figures
from copilot_web.problems import NotSignedIn
from copilot_web.visitors import PUBLIC

TEXT = "text/plain; version=0.0.4; charset=utf-8"


@get("/metrics", operation_id="showMetrics", opt={PUBLIC: True}, tags=["health"], include_in_schema=False)
async def show_metrics(request: Request[None, None, State], figures: NamedDependency[Figures]) -> Response[bytes]:
    """Return what was counted, to whoever has the token; without one there is nothing here."""
    if not figures.token:
        raise NotFoundException
    scheme, _, given = (request.headers.get("authorization") or "").partition(" ")
    if scheme.lower() != "bearer" or not secrets.compare_digest(given.encode(), figures.token.encode()):
        raise NotSignedIn
    return Response(figures.text(), media_type=TEXT, headers={"Cache-Control": "no-store"})
