"""Letters on their way."""

import asyncio
import logging
from collections.abc import Callable, Collection
from contextvars import Context

from attrs import define, field

from copilot_core.errors import Unavailable
from copilot_core.ports.account_mail import AccountLetter, AccountMail

WAITS = (5.0, 30.0, 120.0, 600.0)
"""Seconds between attempts; the link of a letter that comes later is nearly over."""

MOST = 1_000
"""Letters under way: a server that takes none does not fill the memory."""

AT_THE_END = 5.0
"""Seconds for those under way when the program ends."""

log = logging.getLogger("copilot.mail")


@define(eq=False)
class PatientOutbox:
    """Adapter of `copilot_core.ports.account_mail.Outbox`: hands letters to a mail in the background of this event loop."""

    mail: Callable[[], AccountMail]
    waits: Collection[float] = WAITS
    most: int = MOST
    _going: set[asyncio.Task[None]] = field(factory=set, init=False, repr=False)

    async def put(self, letter: AccountLetter) -> None:
        """Begin to send; it is none of the request that asked."""
        if len(self._going) >= self.most:
            _lost(letter, f"{self.most} letters wait already")
            return
        task = asyncio.get_running_loop().create_task(self._carry(letter), context=Context())
        self._going.add(task)
        task.add_done_callback(self._going.discard)
        await asyncio.sleep(0)

    async def close(self) -> None:
        """Wait a little for those under way."""
        if not self._going:
            return
        _, late = await asyncio.wait(self._going, timeout=AT_THE_END)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _carry(self, letter: AccountLetter) -> None:
        try:
            await self._try(letter)
        except asyncio.CancelledError:
            _lost(letter, "the program ended")
            raise
        except Exception as error:  # noqa: BLE001 - nobody waits for it: what went wrong is told here or nowhere
            _lost(letter, f"{type(error).__name__}: {error}")

    async def _try(self, letter: AccountLetter) -> None:
        """Send; raise what the last attempt did."""
        for wait in self.waits:
            try:
                await self.mail().send(letter)
            except Unavailable as error:
                if error.permanent:
                    raise
                log.warning("a letter waits", extra={"purpose": letter.purpose.value, "problem": str(error)})
                await asyncio.sleep(wait)
            else:
                return
        await self.mail().send(letter)


def _lost(letter: AccountLetter, problem: str) -> None:
    log.error("a letter was not sent", extra={"purpose": letter.purpose.value, "problem": problem})
