"""Erase what was left of people who are gone."""

from typing import Final

from attrs import frozen

from copilot_core.ports.storage import Storage
from copilot_core.use_cases.accounts.erase_everything import EraseEverything

MOST: Final = 100
"""People in one run; the next takes the others."""


@frozen
class EraseStrangers:
    """Erase what belongs to nobody who has an account: a request that was under way when its person was erased wrote it."""

    storage: Storage
    erase: EraseEverything

    async def __call__(self) -> int:
        """Return of how many people something was left."""
        async with self.storage.reading(latest=True) as books:
            strangers = await books.personal_data.strangers(MOST)
        for person in strangers:
            await self.erase(person=person)
        return len(strangers)
