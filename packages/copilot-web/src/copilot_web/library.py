"""The library in Litestar's hands: each provider of the container becomes a dependency of the same name."""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from attrs import define, field
from dependency_injector.providers import Factory
from litestar import Litestar
from litestar.di import Provide

from copilot_adapters.container import Container, closing_container
from copilot_adapters.settings import Settings


class Itself(Provide):
    """A provider that equals itself alone: Litestar holds each against each other one, for every handler."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__


@define(eq=False)
class Library:
    """The container of the event loop that serves; it is composed when the application starts."""

    settings: Settings
    sample: bool = False
    _container: Container | None = field(default=None, init=False)

    @property
    def container(self) -> Container:
        """Return the container; the application runs."""
        assert self._container is not None, "the application has not started"  # noqa: S101 - a programming error
        return self._container

    @asynccontextmanager
    async def open(self, _app: Litestar) -> AsyncIterator[None]:
        """Compose, and close everything in the end."""
        async with closing_container(settings=self.settings, sample=self.sample) as container:
            self._container = container
            yield
        self._container = None

    async def has_accounts(self) -> bool:
        """Tell whether people sign in here."""
        return await self.container.any_account()()

    def dependencies(self) -> dict[str, Provide]:
        """Return what handlers may ask for by name: all that the library can do."""
        able = (name for name, one in Container.providers.items() if isinstance(one, Factory))
        return {name: self.provide(name) for name in able}

    def provide(self, name: str) -> Provide:
        """Return one of the container's providers as a dependency."""
        return Itself(self._maker(name))

    def _maker(self, name: str) -> Callable[[], Coroutine[Any, Any, Any]]:
        async def make() -> Any:  # noqa: ANN401 - each is what its provider makes
            return getattr(self.container, name)()

        return make
