"""Acme in pages keeps to the contract of job sources, its bookmarks too."""

import json
from typing import ClassVar

from copilot_acme.paged import AcmePages
from copilot_core.ports.web import Web
from copilot_core.testing import JobSourceContract


def page(*ids: int) -> str:
    jobs = [{"id": one, "title": "Anvil Tester", "url": f"https://acme.example/jobs/{one}"} for one in ids]
    return json.dumps({"jobs": jobs, "pages": 3})


class TestAcmePages(JobSourceContract):
    answers: ClassVar = {
        "/jobs.json?page=1": page(7, 6),
        "/jobs.json?page=2": page(5, 4),
        "/jobs.json?page=3": page(3),
    }
    empty: ClassVar = {"/jobs.json": '{"jobs": [], "pages": 0}'}

    def source(self, web: Web) -> AcmePages:
        return AcmePages(web)
