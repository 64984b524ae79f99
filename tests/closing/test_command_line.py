"""`copilot job` looks again and shows the evidence; `copilot jobs` leaves out what is closed."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from attrs import define
from command_line import Copilot

pytestmark = pytest.mark.slow

PAGE = """<html><body><h1>Baker</h1><p>{}</p><script type="application/ld+json">
{{"@type": "JobPosting", "title": "Baker", "hiringOrganization": "Good Bread", "description": "You bake bread."}}
</script></body></html>"""


@define
class Site:
    """A page on loopback, and how often it was asked for."""

    address: str = ""
    words: str = "Apply now"
    status: int = 200
    asked: int = 0


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/jobs/1"
            made.asked += found
            body = PAGE.format(made.words).encode()
            self.send_response(made.status if found else 404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        made.address = f"http://127.0.0.1:{server.server_port}/jobs/1"
        yield made
        server.shutdown()
        thread.join()


@pytest.fixture
def copilot(tmp_path: Path) -> Copilot:
    home = tmp_path / "home"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COPILOT_")}
    return Copilot(
        home,
        clean
        | {
            "COPILOT_HOME": str(home),
            "COPILOT_EMBEDDER": "none",
            "COPILOT_BACKGROUND": "true",
            "COPILOT_COLLECTION__ALLOW_LOOPBACK": "true",
        },
    )


def added(copilot: Copilot, site: Site) -> str:
    """Bring the page's job, and let two days pass."""
    ran = copilot("add", site.address, "--json")
    assert ran.code == 0, ran.err
    job = str(ran.document["id"])
    age(copilot)
    site.asked = 0
    return job


def age(copilot: Copilot) -> None:
    with sqlite3.connect(copilot.home / "copilot.sqlite") as database:
        database.execute("UPDATE sightings SET last_seen = '2020-01-01 00:00:00.000000'")
    database.close()


def test_a_statement_closes_with_the_evidence(copilot: Copilot, site: Site) -> None:
    job = added(copilot, site)
    site.words = "No longer accepting applications"
    shown = copilot("job", job)
    assert shown.code == 0, shown.err
    assert "its page says: “No longer accepting applications”" in shown.out
    assert copilot("jobs", "--json").document["jobs"] == []
    [listed] = copilot("jobs", "--closed", "--json").document["jobs"]
    assert listed["closed"]["why"]["code"] == "closing_said"
    assert "Baker (closed)" in copilot("jobs", "--closed").out
    document = copilot("job", job, "--no-check", "--json").document
    assert document["inquiries"][0]["state"] == "closed"
    assert document["unchecked"] == []


def test_what_could_not_be_checked_is_told_and_fails_nothing(copilot: Copilot, site: Site) -> None:
    job = added(copilot, site)
    site.status = 503
    shown = copilot("job", job)
    assert shown.code == 0
    assert "not re-checked: " in shown.out
    assert "You bake bread." in shown.out
    assert len(copilot("jobs", "--json").document["jobs"]) == 1


def test_no_request_when_it_is_not_wanted(copilot: Copilot, site: Site) -> None:
    job = added(copilot, site)
    assert copilot("job", job, "--no-check").code == 0
    assert copilot("job", job, env={"COPILOT_BACKGROUND": "false"}).code == 0
    assert site.asked == 0
    assert copilot("job", job).code == 0
    assert site.asked == 1
    assert copilot("job", job).code == 0
    assert site.asked == 1, "an answer is believed for a day"
