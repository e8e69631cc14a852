"""Events of the running program on stderr: lines for people, or JSON for machines."""

from __future__ import annotations

import logging
import sys

import structlog
from structlog.typing import Processor

_SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def start_logging(level: str = "info", log_format: str = "text") -> None:
    """Send the events of Ogniwo and of its libraries to stderr, in one format.

    Parameters
    ----------
    level : {"debug", "info", "warning", "error"}
        The least serious event that is written.
    log_format : {"text", "json"}
    """
    to_stderr = logging.StreamHandler(sys.stderr)
    to_stderr.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_rendering(log_format)],
        )
    )
    logging.basicConfig(handlers=[to_stderr], level=level.upper(), force=True)
    for chatty in ("alembic", "waitress.queue"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # What the driver could not do ends as an error of ours, with the next step; its own lines before that only alarm.
    logging.getLogger("neo4j").setLevel(logging.WARNING if level == "debug" else logging.CRITICAL)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _rendering(log_format: str) -> list[Processor]:
    if log_format == "json":
        # Values of variables stay out: among them are names of persons and bodies of requests.
        without_values = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        return [
            structlog.processors.ExceptionRenderer(without_values),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    plain = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)
    return [plain]
