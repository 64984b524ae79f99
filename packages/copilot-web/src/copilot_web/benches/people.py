"""People with accounts, signed in, who ask."""

from datetime import timedelta
from secrets import token_hex
from uuid import uuid4

from copilot_adapters.container import Container
from copilot_core.entities.account import Account, Device, SignedIn
from copilot_core.entities.identities import PersonId
from copilot_core.rules.accounts import typed

DEVICE = Device(agent="bench", address="127.0.0.1")
LATELY = timedelta(seconds=1)


async def signed_in(container: Container, number: int) -> list[SignedIn]:
    """Make accounts with a confirmed address, and sign each in."""
    password = f"{token_hex(4)} brown owls at the {token_hex(4)} lake"
    hashed = await container.password_hasher().hash(typed(password))
    made_at = container.clock().now() - LATELY
    accounts = [
        Account(
            person=PersonId(uuid4().hex),
            email=f"{token_hex(8)}@example.org",
            password=hashed,
            made_at=made_at,
            verified_at=made_at,
        )
        for _ in range(number)
    ]
    async with container.storage().transaction() as books:
        for account in accounts:
            await books.accounts.add(account)
    return [await container.log_in()(one.email, password, DEVICE) for one in accounts]
