"""Makes what settings choose."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from copilot_adapters.account_mail.printed import Printed
from copilot_adapters.account_mail.words import Words
from copilot_adapters.boards import Boards
from copilot_adapters.caches.memory import Memory as KeptInMemory
from copilot_adapters.event_buses import table as told_by_table
from copilot_adapters.event_buses.sqlite import ChangedFile
from copilot_adapters.limiters.memory import Memory
from copilot_adapters.plugins import DOCUMENT_READERS, EMBEDDERS, JOB_SOURCES, VECTOR_INDEXES, Plugins
from copilot_adapters.posting_pages.polite import PolitePages
from copilot_adapters.sample.web import BOARDS as SAMPLE_BOARDS
from copilot_adapters.sample.web import SETTINGS as SAMPLE_SETTINGS
from copilot_adapters.sample.web import SampleWeb
from copilot_adapters.secret_key import signing_secret
from copilot_adapters.settings import Settings
from copilot_adapters.storage import Postgres, SqlStorage
from copilot_adapters.task_queues import table as handed_by_table
from copilot_core.errors import CopilotError, Rejected
from copilot_core.ports.account_mail import AccountMail
from copilot_core.ports.cache import Cache
from copilot_core.ports.clock import Clock
from copilot_core.ports.document_reader import DocumentReader
from copilot_core.ports.embedder import Embedder
from copilot_core.ports.events import Bus
from copilot_core.ports.limiter import Limiter
from copilot_core.ports.password_hasher import PasswordHasher
from copilot_core.ports.storage import Storage
from copilot_core.ports.task_queue import TaskQueue
from copilot_core.ports.token_signer import TokenSigner
from copilot_core.ports.vector_index import RESUMES, VectorIndex
from copilot_core.ports.web import Web
from copilot_core.ports.web_copies import WebCopies
from copilot_core.rules.tokens import Stem

WEB_COPIES = "web-cache"
"""Folder in the home."""


def sample_settings(home: Path | None) -> Settings:
    """Return settings under which nothing leaves the machine and nothing real is touched."""
    from copilot_adapters.settings import load_settings  # noqa: PLC0415 - the only use

    base = load_settings(home=home)
    return base.model_copy(
        update={
            "home": base.home / "sample",
            "database_url": type(base.database_url)(""),
            "replica_url": type(base.replica_url)(""),
            "embedder": "none",
            "background": False,
            "job_sources": SAMPLE_SETTINGS,
            "collection": base.collection.model_copy(update={"sources": SAMPLE_BOARDS}),
        }
    )


def make_cache(settings: Settings) -> Cache:
    """Return what keeps dear answers: for all processes together, or for each by itself."""
    if not settings.redis:
        return KeptInMemory()
    from copilot_adapters.caches.redis import Redis  # noqa: PLC0415 - an extra

    return Redis(settings.redis)


def make_storage(settings: Settings, stem: Stem, cache: Cache) -> SqlStorage:
    """Return the database."""
    postgres = Postgres(**settings.postgres.model_dump())
    return SqlStorage(settings.database, stem, postgres, settings.replica, cache)


def make_web(settings: Settings, clock: Clock, *, sample: bool) -> Callable[[], Web]:
    """Return a maker of clients: the polite one, or the sample's."""
    if sample:
        return lambda: SampleWeb(clock)
    from copilot_adapters.web.kept_answers import KeptAnswers  # noqa: PLC0415 - the sample needs no HTTP
    from copilot_adapters.web.polite_web import PoliteWeb  # noqa: PLC0415 - as above

    memory = KeptAnswers(settings.home / WEB_COPIES)
    return lambda: PoliteWeb(allow_loopback=settings.collection.allow_loopback, memory=memory)


def make_web_copies(settings: Settings) -> WebCopies:
    """Return the copies that the polite client keeps."""
    from copilot_adapters.web.kept_answers import KeptAnswers  # noqa: PLC0415 - as above

    return KeptAnswers(settings.home / WEB_COPIES)


def make_boards(settings: Settings, web: Callable[[], Web]) -> Boards:
    """Return the boards at hand."""
    chosen, deadline = settings.collection.sources, settings.collection.deadline
    return Boards(Plugins(JOB_SOURCES), settings.job_sources, web, chosen, deadline)


def make_posting_pages(settings: Settings, web: Callable[[], Web], clock: Clock) -> PolitePages:
    """Return what looks at postings again."""
    return PolitePages(web, Plugins(JOB_SOURCES), settings.job_sources, clock)


def make_readers() -> tuple[DocumentReader, ...]:
    """Return every document reader that can be made; `copilot plugins` and `doctor` name those that cannot."""
    plugins = Plugins(DOCUMENT_READERS)
    readers: list[DocumentReader] = []
    for name in plugins.names():
        with suppress(CopilotError):
            readers.append(plugins.build(name, {}))
    return tuple(readers)


def make_embedder(settings: Settings) -> Embedder | None:
    """Return the chosen embedder; `none` stands for matching by words alone."""
    if settings.embedder == "none":
        return None
    made: Embedder = Plugins(EMBEDDERS).build(settings.embedder, {})
    return made


def make_index(settings: Settings, storage: Storage, embedder: Embedder | None) -> VectorIndex | None:
    """Return the chosen vector index of jobs, for the embedder's model."""
    return _index(settings, storage, embedder, "")


def make_resume_index(settings: Settings, storage: Storage, embedder: Embedder | None) -> VectorIndex | None:
    """Return the chosen vector index of resumes, for the embedder's model."""
    return _index(settings, storage, embedder, RESUMES)


def _index(settings: Settings, storage: Storage, embedder: Embedder | None, of: str) -> VectorIndex | None:
    if embedder is None:
        return None
    model = f"{of}{embedder.model}"
    given: dict[str, Any] = {"storage": storage, "model": model, "dimensions": embedder.dimensions}
    where = (
        {"url": settings.chroma_url}
        if settings.chroma_url
        else {"path": settings.home / ("chroma-resumes" if of else "chroma")}
    )
    made: VectorIndex = Plugins(VECTOR_INDEXES).build(settings.vector_index, {}, **given, **where)
    return made


def make_task_queue(settings: Settings) -> TaskQueue:
    """Return what carries tasks to the workers."""
    if not settings.redis:
        return handed_by_table.ReadFromTable()
    from copilot_adapters.task_queues.dramatiq import Dramatiq  # noqa: PLC0415 - an extra

    return Dramatiq(settings.redis)


def make_event_bus(settings: Settings) -> Bus:
    """Return what wakes those who wait for events."""
    if not settings.redis:
        _, _, file = settings.database.partition("sqlite+aiosqlite:///")
        return ChangedFile(file) if file else told_by_table.ReadFromTable()
    from copilot_adapters.event_buses.redis import Redis  # noqa: PLC0415 - an extra

    return Redis(settings.redis)


def make_limiter(settings: Settings) -> Limiter:
    """Return what counts how often somebody asks: all processes together, or each for itself."""
    if not settings.redis:
        return Memory()
    from copilot_adapters.limiters.fallback import Fallback  # noqa: PLC0415 - an extra
    from copilot_adapters.limiters.redis import Redis  # noqa: PLC0415 - as above

    return Fallback(Redis(settings.redis), Memory())


def make_password_hasher(settings: Settings) -> PasswordHasher:
    """Return what hashes passwords, as slowly as settings say."""
    with _needing("an account"):
        from copilot_adapters.password_hashers.argon2 import Argon2  # noqa: PLC0415 - an extra

    return Argon2(**settings.accounts.hashing.model_dump())


def make_token_signer(settings: Settings, storage: Storage, clock: Clock) -> TokenSigner:
    """Return what signs access tokens, with keys in the database."""
    with _needing("an account"):
        from copilot_adapters.token_signers.joserfc import Joserfc  # noqa: PLC0415 - an extra
        from copilot_adapters.token_signers.key_ring import KeyRing  # noqa: PLC0415 - as above
        from copilot_adapters.token_signers.seal import Seal  # noqa: PLC0415 - as above

    lasts = timedelta(minutes=settings.accounts.access_minutes)
    return Joserfc(KeyRing(storage, clock, Seal(signing_secret(settings)), lasts), clock)


def make_account_mail(settings: Settings, clock: Clock) -> AccountMail:
    """Return what sends letters: to the server that is set, else to the log."""
    words, mail = Words(settings.web.address), settings.mail
    if not mail.host:
        return Printed(words)
    from copilot_adapters.account_mail.smtp import Smtp  # noqa: PLC0415 - the only use

    secret = mail.password.get_secret_value()
    return Smtp(words, clock, mail.host, mail.port, mail.sender, mail.user, secret, mail.tls, mail.timeout)


@contextmanager
def _needing(what: str) -> Iterator[None]:
    """Say which extra brings what is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise Rejected("plugin_without_extra", plugin=what, module=error.name or "—", extra="accounts") from error
