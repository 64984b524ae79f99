"""What the API can do, for people to read."""

from typing import Any

from litestar import MediaType, Request, Response, Router, get
from litestar.response import Redirect

from copilot_web import reference
from copilot_web.visitors import PUBLIC

PAGE = "reference_page"
"""Made once: it takes a fifth of a second, and anybody may ask for it."""
ONLY_OURS = {"Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'"}


@get("/")
async def show_beginning() -> Redirect:
    """Lead to what there is to see."""
    return Redirect("/api/v1/docs")


@get("/api/v1/docs", media_type=MediaType.HTML, sync_to_thread=True)
def show_reference(request: Request[Any, Any, Any]) -> Response[str]:
    """Show all operations and shapes on one page."""
    state = request.app.state
    if PAGE not in state:
        state[PAGE] = reference.page(request.app.openapi_schema.to_schema())
    return Response(state[PAGE], media_type=MediaType.HTML, headers=ONLY_OURS)


@get("/api/v1/docs.css", media_type=MediaType.CSS)
async def show_style() -> str:
    """Give the page its looks."""
    return reference.STYLE


DOCUMENTS: Any = Router(
    "/", route_handlers=[show_beginning, show_reference, show_style], opt={PUBLIC: True}, include_in_schema=False
)
