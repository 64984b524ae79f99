"""A worker as it is, that can do the work which is struck, with a clock that jumps."""

from pathlib import Path

from dependency_injector.providers import Object
from real.violence.strike import STRIKE, JumpingClock, strike

from copilot_adapters.container import Container
from copilot_adapters.settings import load_settings
from copilot_worker.deeds import DEEDS
from copilot_worker.process import serve


def main() -> None:
    settings = load_settings()
    Container.clock.override(Object(JumpingClock(Path(settings.home) / "clock")))
    serve(settings, deeds={**DEEDS, STRIKE: strike})


if __name__ == "__main__":
    main()
