"""What is served under `/api/v1`: one router a noun."""

from litestar import Router

from copilot_web.guards import admitted
from copilot_web.routes.account import ACCOUNT
from copilot_web.routes.account_data import ACCOUNT_DATA
from copilot_web.routes.admin import ADMIN
from copilot_web.routes.applications import APPLICATIONS
from copilot_web.routes.auth import AUTH
from copilot_web.routes.blocked import BLOCKED
from copilot_web.routes.collections import COLLECTIONS
from copilot_web.routes.coverage import COVERAGE
from copilot_web.routes.documents import DOCUMENTS
from copilot_web.routes.events import EVENTS
from copilot_web.routes.health import HEALTH
from copilot_web.routes.installation import INSTALLATION
from copilot_web.routes.jobs import JOBS
from copilot_web.routes.live import LIVE, SOCKET
from copilot_web.routes.local import LOCAL
from copilot_web.routes.looking import LOOKING
from copilot_web.routes.many_applications import MANY_APPLICATIONS, TABLES
from copilot_web.routes.marks import MARKED, MARKS
from copilot_web.routes.matches import MATCHES
from copilot_web.routes.meta import META
from copilot_web.routes.metrics import show_metrics
from copilot_web.routes.profile import PROFILE
from copilot_web.routes.resume_papers import RESUME_PAPERS
from copilot_web.routes.resume_versions import RESUME_VERSIONS
from copilot_web.routes.resumes import RESUMES
from copilot_web.routes.searches import SEARCHES
from copilot_web.routes.sources import SOURCES
from copilot_web.routes.tasks import TASKS

API = Router(
    "/api/v1",
    route_handlers=[
        JOBS,
        MARKS,
        MARKED,
        LOOKING,
        APPLICATIONS,
        MANY_APPLICATIONS,
        TABLES,
        COLLECTIONS,
        SOURCES,
        COVERAGE,
        RESUMES,
        RESUME_VERSIONS,
        RESUME_PAPERS,
        PROFILE,
        BLOCKED,
        MATCHES,
        SEARCHES,
        TASKS,
        EVENTS,
        LIVE,
        INSTALLATION,
        META,
        AUTH,
        ACCOUNT,
        ACCOUNT_DATA,
        ADMIN,
    ],
    guards=[admitted],
)
ELSEWHERE = [HEALTH, show_metrics, DOCUMENTS, LOCAL, SOCKET]
"""What is not under the version: probes ask for it."""
