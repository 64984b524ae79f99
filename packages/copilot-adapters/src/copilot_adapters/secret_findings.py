"""What `doctor` finds of the key that seals keys."""

import os
from typing import TYPE_CHECKING

from attrs import frozen

from copilot_adapters.diagnosis import OWNER_ONLY, Finding
from copilot_adapters.secret_key import FILE, signing_secret
from copilot_adapters.settings import Settings
from copilot_core.errors import CopilotError

if TYPE_CHECKING:
    from copilot_adapters.storage import SqlStorage

WHAT = "secret key"


@frozen
class SecretFindings:
    """Tries the key on what it sealed; makes none."""

    settings: Settings
    storage: "SqlStorage"

    async def __call__(self) -> list[Finding]:
        """Return the finding."""
        given, file = bool(self.settings.secret_key.get_secret_value()), self.settings.home / FILE
        if not given and not file.exists():
            detail = f"{file} will be made when it is needed"
            return [self._for_several() or Finding(state="ok", what=WHAT, detail=detail)]
        if not given and os.name == "posix" and file.stat().st_mode & OWNER_ONLY:
            detail = f"{file} can be read by others"
            return [Finding(state="warn", what=WHAT, detail=detail, remedy=f"chmod 600 {file}")]
        try:
            strange = await self._strange()
        except CopilotError as error:
            return [Finding(state="fail", what=WHAT, detail=str(error), remedy="see the message")]
        if strange:
            detail = f"signing keys that another one sealed: {strange}"
            remedy = "give every process the same COPILOT_SECRET_KEY; after a change this is over in a month"
            return [Finding(state="warn", what=WHAT, detail=detail, remedy=remedy)]
        where = "COPILOT_SECRET_KEY" if given else str(file)
        return [(None if given else self._for_several()) or Finding(state="ok", what=WHAT, detail=where)]

    def _for_several(self) -> Finding | None:
        """Return what to say where several machines may share the database."""
        if self.settings.database.startswith("sqlite"):
            return None
        remedy = "set the same COPILOT_SECRET_KEY on every machine that uses this database"
        return Finding(state="warn", what=WHAT, detail=f"{self.settings.home / FILE}, of this machine", remedy=remedy)

    async def _strange(self) -> int:
        """Count the keys that cannot be opened, where the database is up to date."""
        from copilot_adapters.storage.migration import REVISIONS  # noqa: PLC0415 - `doctor` alone needs it

        tell = signing_secret(self.settings)
        tell()
        try:
            from copilot_adapters.token_signers.seal import Seal  # noqa: PLC0415 - an extra
        except ModuleNotFoundError:
            return 0
        if await self.storage.revision() != REVISIONS[-1]:
            return 0
        async with self.storage.reading(latest=True) as books:
            return sum(Seal(tell).opened(one) is None for one in await books.signing_keys.all())
