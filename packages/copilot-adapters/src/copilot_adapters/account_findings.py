"""What `doctor` finds of accounts, and of the letters about them."""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from attrs import frozen

from copilot_adapters.diagnosis import Finding
from copilot_adapters.settings import Settings
from copilot_core.entities.account import Role
from copilot_core.errors import CopilotError
from copilot_core.ports.account_mail import AccountMail
from copilot_core.use_cases.accounts.list_accounts import ListAccounts

if TYPE_CHECKING:
    from copilot_adapters.storage import SqlStorage

PAGE = 500
Roles = Counter[Role]


@frozen
class AccountFindings:
    """Counts accounts and greets the mail server; changes nothing, so an old database is left alone."""

    settings: Settings
    storage: "SqlStorage"
    list_accounts: ListAccounts
    mail: Callable[[], AccountMail]

    async def __call__(self) -> list[Finding]:
        """Return the findings; accounts are counted where the database is up to date."""
        from copilot_adapters.storage.migration import REVISIONS  # noqa: PLC0415 - `doctor` alone needs it

        try:
            ready = await self.storage.revision() == REVISIONS[-1]
            roles = await self._roles() if ready else Counter()
        except CopilotError as error:
            return [Finding(state="warn", what="accounts", detail=str(error), remedy="see the finding on the database")]
        counted = [self._accounts(roles)] if ready else []
        return [*counted, await self._mail(roles), *self._links(roles)]

    async def _roles(self) -> Roles:
        roles: Roles = Counter()
        page = await self.list_accounts(PAGE)
        while page:
            roles.update(account.role for account in page)
            page = await self.list_accounts(PAGE, page[-1].person)
        return roles

    def _accounts(self, roles: Roles) -> Finding:
        if not roles:
            return Finding(state="ok", what="accounts", detail="none: this installation is one person's own")
        registration = self.settings.accounts.registration.value
        detail = f"{roles.total()}, of them admins {roles[Role.ADMIN]}; registration {registration}"
        if not roles[Role.ADMIN]:
            remedy = "nobody looks after this installation: copilot admin create EMAIL"
            return Finding(state="warn", what="accounts", detail=detail, remedy=remedy)
        return Finding(state="ok", what="accounts", detail=detail)

    async def _mail(self, roles: Roles) -> Finding:
        mail = self.settings.mail
        if not mail.host:
            remedy = "set COPILOT_MAIL__HOST and COPILOT_MAIL__SENDER" if roles else ""
            return Finding(state="warn" if roles else "ok", what="mail", detail="letters go to the log", remedy=remedy)
        from copilot_adapters.account_mail.smtp import Smtp  # noqa: PLC0415 - where a server is set

        server = self.mail()
        try:
            if isinstance(server, Smtp):
                await server.greet()
        except CopilotError as error:
            return Finding(state="fail", what="mail", detail=str(error), remedy="start it, or correct COPILOT_MAIL__…")
        return Finding(state="ok", what="mail", detail=f"{mail.host}:{mail.port} answers ({mail.tls})")

    def _links(self, roles: Roles) -> list[Finding]:
        web = self.settings.web
        if web.url or not roles or not self.settings.mail.host:
            return []
        remedy = "set COPILOT_WEB__URL to the address people reach it at"
        return [Finding(state="warn", what="links", detail=f"letters lead to {web.address}", remedy=remedy)]
