"""Nobody fills the disk with resumes."""

from pathlib import Path

import pytest
from resumes_world import RESUME, adding

from copilot_core.entities.identities import PersonId
from copilot_core.errors import Rejected
from copilot_core.use_cases.resumes.add_resume import MOST


async def test_a_person_has_so_many_resumes_and_no_more(tmp_path: Path) -> None:
    add = adding(tmp_path)
    files = [f"Maren Holt\nBaker\n\nNumber {number}\n".encode() for number in range(MOST)]
    for number, file in enumerate(files):
        await add(file, f"{number}.txt")
    with pytest.raises(Rejected) as refused:
        await add(RESUME.encode(), "another.txt")
    assert refused.value.code == "resumes_too_many"
    await add(files[0], "again.txt")
    await add(RESUME.encode(), "somebody-elses.txt", PersonId("anna"))
