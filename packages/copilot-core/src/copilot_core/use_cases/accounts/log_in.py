"""Sign in."""

from attrs import frozen

from copilot_core.entities.account import Account, Device, SignedIn
from copilot_core.errors import Rejected
from copilot_core.ports.limiter import Limiter
from copilot_core.ports.password_hasher import PasswordHasher
from copilot_core.ports.storage import Storage
from copilot_core.rules.accounts import folded_email, typed
from copilot_core.rules.fingerprints import fingerprint_of
from copilot_core.rules.networks import network_of
from copilot_core.use_cases.accounts.allow_log_in import AllowLogIn
from copilot_core.use_cases.accounts.begin_session import BeginSession


@frozen
class LogIn:
    """Begin a session for who knows the password of a confirmed address; nothing else tells whether it has an account."""

    storage: Storage
    hasher: PasswordHasher
    limiter: Limiter
    begin: BeginSession

    async def __call__(self, email: str, password: str, device: Device) -> SignedIn:
        """Return what it gives; raise `Rejected("log_in_wrong")`, or `Unavailable("log_in_later")` for who guesses."""
        address = _address(email)
        account, known_place = await self._look(address, device)
        allow, place = AllowLogIn(self.limiter), known_place or network_of(device.address)
        await allow(address, place, trusted=bool(known_place))
        right = await self._is_right(password, account)
        if account is None or not right:
            raise Rejected("log_in_wrong")
        await allow.forget(address, place)
        return await self.begin(account, await self._renewed(account, password), device)

    async def _look(self, address: str, device: Device) -> tuple[Account | None, str]:
        """Return the account, and the name of the device when one of its sessions is there."""
        async with self.storage.reading(latest=True) as books:
            account = await books.accounts.by_email(address)
            right = await books.sessions.right(fingerprint_of(device.refresh))
        if account is None or right is None or right.person != account.person or right.spent_at is not None:
            return account, ""
        return account, f"session {right.session}"

    async def _is_right(self, password: str, account: Account | None) -> bool:
        """Compare, and take as long where there is nothing to compare with."""
        same = await self.hasher.verify(typed(password), account.password if account else "")
        return same and account is not None and account.verified_at is not None

    async def _renewed(self, account: Account, password: str) -> str:
        if not self.hasher.outdated(account.password):
            return account.password
        return await self.hasher.hash(typed(password))


def _address(email: str) -> str:
    try:
        return folded_email(email)
    except Rejected as error:
        raise Rejected("log_in_wrong") from error
