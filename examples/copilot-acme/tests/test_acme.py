"""Acme keeps to the contract of job sources."""

from typing import ClassVar

from copilot_acme import Acme
from copilot_core.ports.web import Web
from copilot_core.testing import JobSourceContract


class TestAcme(JobSourceContract):
    answers: ClassVar = {
        "/jobs.json": """{"jobs": [
            {"id": 7, "title": "Anvil Tester", "url": "https://acme.example/jobs/7"},
            {"id": 4, "title": "Rocket Mechanic", "url": "https://acme.example/jobs/4"}
        ]}"""
    }
    empty: ClassVar = {"/jobs.json": '{"jobs": []}'}

    def source(self, web: Web) -> Acme:
        return Acme(web)
