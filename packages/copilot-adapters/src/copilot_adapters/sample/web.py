"""The sample's openings in the shapes of five boards, in place of the web."""

import html
import json
import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import urlsplit

from attrs import frozen

from copilot_adapters.sample.openings import EMPLOYERS, Opening, openings
from copilot_core.errors import NotFound
from copilot_core.ports.clock import Clock
from copilot_core.ports.web import Answer

BOARDS = ("arbeitnow", "greenhouse", "lever", "remotive", "weworkremotely")


def token(employer: str) -> str:
    """Return the name an employer's own board has in addresses."""
    return re.sub(r"[^a-z0-9]+", "-", employer.lower()).strip("-")


COMPANIES = sorted({token(name) for names in EMPLOYERS.values() for name in names})
SETTINGS = {"greenhouse": {"companies": COMPANIES}, "lever": {"companies": COMPANIES}}
"""Settings of the boards that ask for an employer."""


@frozen
class SampleWeb:
    """Answers as five boards would, out of invented openings; nothing leaves the machine."""

    clock: Clock

    async def get(
        self,
        url: str,
        *,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        accept: str = "json",
        guarded: bool = False,
    ) -> Answer:
        """Answer for the board whose host is asked; every other address is unknown."""
        board = _board_of(url)
        page = int((params or {}).get("page", 1))
        beyond = page > 1 or int((params or {}).get("skip", 0)) > 0
        rows = [] if beyond else [one for one in openings(self.clock.now()) if one.board == board]
        if board in SETTINGS:
            asked = set(urlsplit(url).path.split("/"))
            rows = [one for one in rows if token(one.employer) in asked]
        kind = "application/rss+xml" if board == "weworkremotely" else "application/json"
        return Answer(url=url, status=200, body=SHAPES[board](rows).encode(), content_type=kind)

    async def post(
        self, url: str, *, json: object, headers: Mapping[str, str] | None = None, accept: str = "json"
    ) -> Answer:
        """No board of the sample is asked by POST."""
        raise NotFound("web_not_found", url=url)


def _board_of(url: str) -> str:
    host = urlsplit(url).hostname or ""
    for board in BOARDS:
        if board in host:
            return board
    raise NotFound("web_not_found", url=url)


def _remotive(rows: list[Opening]) -> str:
    jobs = [
        {
            "id": one.number,
            "url": f"https://remotive.example/jobs/{one.number}",
            "title": one.title,
            "company_name": one.employer,
            "category": "Sample",
            "tags": [],
            "job_type": "full_time",
            "publication_date": f"{one.posted_at:%Y-%m-%dT%H:%M:%S}",
            "candidate_required_location": one.place,
            "salary": one.pay_line,
            "description": one.html,
        }
        for one in rows
    ]
    return json.dumps({"0-legal-notice": "invented", "job-count": len(jobs), "jobs": jobs})


def _arbeitnow(rows: list[Opening]) -> str:
    data = [
        {
            "slug": f"sample-{one.number}",
            "company_name": one.employer,
            "title": one.title,
            "description": f"{one.html}<p>Gehalt: {_german_pay(one)}</p>",
            "remote": False,
            "url": f"https://arbeitnow.example/jobs/{one.number}",
            "tags": [],
            "job_types": ["Vollzeit"],
            "location": one.place,
            "created_at": int(one.posted_at.timestamp()),
        }
        for one in rows
    ]
    return json.dumps({"data": data, "links": {"next": None}, "meta": {"current_page": 1}})


def _german_pay(one: Opening) -> str:
    low, high, period = one.pay
    return f"{low:,} € bis {high:,} € brutto im {'Monat' if period == 'month' else 'Jahr'}".replace(",", ".")


def _greenhouse(rows: list[Opening]) -> str:
    jobs = [
        {
            "id": 7_000_000 + one.number,
            "internal_job_id": one.number,
            "title": one.title,
            "updated_at": one.posted_at.isoformat(),
            "first_published": one.posted_at.isoformat(),
            "requisition_id": f"S-{one.number}",
            "location": {"name": one.place},
            "absolute_url": f"https://greenhouse.example/{token(one.employer)}/jobs/{one.number}",
            "content": html.escape(f"{one.html}<p>Pay: {one.pay_line}</p>"),
            "departments": [],
            "offices": [],
            "metadata": [],
            "company_name": one.employer,
            "language": one.language,
        }
        for one in rows
    ]
    return json.dumps({"jobs": jobs, "meta": {"total": len(jobs)}})


def _lever(rows: list[Opening]) -> str:
    return json.dumps([_lever_posting(one) for one in rows])


def _lever_posting(one: Opening) -> dict[str, object]:
    low, high, period = one.pay
    currency = "EUR" if one.family == "german" else "USD"
    return {
        "id": f"00000000-0000-4000-8000-{one.number:012d}",
        "text": one.title,
        "createdAt": int(one.posted_at.timestamp() * 1000),
        "categories": {
            "location": one.place,
            "commitment": "Full-time",
            "team": one.family,
            "allLocations": [one.place],
        },
        "workplaceType": "on-site",
        "country": "DE" if one.family == "german" else "US",
        "description": f"<p>{one.about}</p>",
        "descriptionPlain": one.about,
        "lists": [
            {"text": head, "content": "".join(f"<li>{line}</li>" for line in lines)} for head, lines in one.parts
        ],
        "additional": f"<p>{one.employer}</p>",
        "additionalPlain": one.employer,
        "salaryRange": {"min": low, "max": high, "currency": currency, "interval": f"per-{period}-wage"},
        "hostedUrl": f"https://lever.example/{token(one.employer)}/{one.number}",
        "applyUrl": f"https://lever.example/{token(one.employer)}/{one.number}/apply",
    }


def _weworkremotely(rows: list[Opening]) -> str:
    items = "".join(_item(one) for one in rows)
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Sample</title>{items}</channel></rss>'


def _item(one: Opening) -> str:
    link = f"https://weworkremotely.example/remote-jobs/{one.number}"
    text = html.escape(f"<p><strong>Headquarters:</strong> {one.place}</p>{one.html}<p>Pay: {one.pay_line}</p>")
    return (
        f"<item><title>{html.escape(f'{one.employer}: {one.title}')}</title><region>{html.escape(one.place)}</region>"
        f"<category>Sample</category><type>Full-Time</type><description>{text}</description>"
        f"<pubDate>{_rfc_date(one.posted_at)}</pubDate><guid>{link}</guid><link>{link}</link></item>"
    )


def _rfc_date(moment: datetime) -> str:
    return format_datetime(moment)


SHAPES = {
    "arbeitnow": _arbeitnow,
    "greenhouse": _greenhouse,
    "lever": _lever,
    "remotive": _remotive,
    "weworkremotely": _weworkremotely,
}
