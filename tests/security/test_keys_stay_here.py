"""The process that opens hostile files holds no keys."""

import asyncio
import sys
from typing import Any

import pytest

from copilot_adapters.document_readers import apart


async def test_the_process_that_opens_a_file_is_given_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPILOT_JOB_SOURCES__ADZUNA__APP_KEY", "s3cr3t")
    monkeypatch.setenv("copilot_database_url", "s3cr3t")
    real = asyncio.create_subprocess_exec

    async def start(*_command: str, **options: Any) -> asyncio.subprocess.Process:
        return await real(sys.executable, "-c", "import os; print(dict(os.environ))", **options)

    monkeypatch.setattr(asyncio, "create_subprocess_exec", start)
    seen: list[bytes] = []
    monkeypatch.setattr(apart, "_document", lambda out, *_: seen.append(out))
    await apart.read_apart("pdf", b"", "resume.pdf", apart.Limits())
    assert b"PATH" in seen[0]
    assert b"s3cr3t" not in seen[0]
