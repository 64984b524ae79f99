"""The sources in `doctor`: what is not as it was."""

from typing import TYPE_CHECKING

from attrs import frozen

from copilot_adapters.diagnosis import Finding
from copilot_core.errors import CopilotError
from copilot_core.use_cases.platform.show_sources import ShowSources

if TYPE_CHECKING:
    from copilot_adapters.storage import SqlStorage

REMEDY = "copilot sources tells more; when the board changed, a newer version may read it"


@frozen
class SourceFindings:
    """One finding an alarm; nothing where there is no database to look into: that is another finding."""

    storage: "SqlStorage"
    show: ShowSources

    async def __call__(self) -> list[Finding]:
        """Return them by source."""
        from copilot_adapters.storage.migration import REVISIONS  # noqa: PLC0415 - `doctor` alone needs it

        try:
            if await self.storage.revision() != REVISIONS[-1]:
                return []
            return [
                Finding(state="warn", what=f"source {one.name}", detail=str(alarm.sentence), remedy=REMEDY)
                for one in await self.show()
                for alarm in one.alarms
            ]
        except CopilotError as error:
            return [Finding(state="warn", what="sources", detail=str(error), remedy="see the finding on the database")]
