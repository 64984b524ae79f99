"""Lines that tell what happens: one shape for all programs, and no secret in any."""

import logging
import re
import sys
from collections.abc import Collection, MutableMapping
from contextlib import AbstractContextManager
from typing import Any, Final, TextIO

import structlog
from attrs import frozen

from copilot_adapters.guard_settings import LogFormat
from copilot_adapters.masking import Mask, secrets_in
from copilot_adapters.settings import Settings

OURS = ("copilot", "uvicorn")
"""Loggers that the level is for; the others tell only what is wrong: a database's would tell each value it stores."""

STEERING: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
LINE_ENDS: Final = re.compile("[\t\n]")

Facts = MutableMapping[str, Any]
"""What a line tells, as structlog passes it on."""


def configure_logs(settings: Settings, *, secrets: Collection[str] = (), stream: TextIO | None = None) -> None:
    """Let everything that is told in this process come out on stderr, in the form that settings choose.

    `secrets` are values that are known to be some; those in the settings are found here.
    """
    handler = _Lines(stream or sys.stderr)
    handler.setFormatter(_formatter(settings, Mask(frozenset({*secrets, *secrets_in(settings)})), handler.stream))
    level = settings.log.level.upper()
    root = logging.getLogger()
    for before in [one for one in root.handlers if isinstance(one, _Lines)]:
        root.removeHandler(before)
    root.addHandler(handler)
    root.setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_beginning(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


class _Lines(logging.StreamHandler[TextIO]):
    """Ours among the handlers; another one's stay."""


def about(**facts: str) -> AbstractContextManager[None]:
    """Let every line that is told within carry these facts."""
    return structlog.contextvars.bound_contextvars(**facts)


def _beginning() -> list[structlog.typing.Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _formatter(settings: Settings, mask: Mask, stream: TextIO) -> logging.Formatter:
    """Secrets are taken out last, of what other libraries tell too, and of traces."""
    as_json = settings.log.format is LogFormat.JSON
    last: list[structlog.typing.Processor] = [_Masking(mask)]
    if as_json:
        last.append(structlog.processors.JSONRenderer())
    else:
        plain = structlog.dev.ConsoleRenderer(colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback)
        last += [_on_one_line, plain]
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*_beginning(), structlog.stdlib.ExtraAdder()],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            *last,
        ],
    )


@frozen
class _Masking:
    """A processor: the same facts without secrets."""

    mask: Mask

    def __call__(self, _logger: object, _method: str, facts: Facts) -> Facts:
        return self.mask.mapping(facts)  # type: ignore[arg-type]  # structlog's keys are texts


def _on_one_line(_logger: object, _method: str, facts: Facts) -> Facts:
    """Write control and direction characters as escapes; only a trace has lines of its own, and they are set back."""
    return {_shown(name): _trace(value) if name == "exception" else _shown(value) for name, value in facts.items()}


def _shown(value: Any) -> Any:  # noqa: ANN401 - whatever is told
    return LINE_ENDS.sub(_escape, STEERING.sub(_escape, value)) if isinstance(value, str) else value


def _trace(value: object) -> str:
    return STEERING.sub(_escape, str(value)).replace("\n", "\n    ")


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
