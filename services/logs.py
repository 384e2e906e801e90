"""Logs as events with stable names: pretty on a terminal, JSON elsewhere, one canonical line per delivery.

Event names are dotted words (``delivery.done``) and never built from values. The job's id is bound for the length
of a delivery, so every line within it carries it.
"""

import logging
import sys

import structlog

from services.settings import Settings


def configure(service: str, settings: Settings) -> None:
    """Set up logging for this process; every line says which service wrote it. Standard error, unbuffered."""
    pretty = settings.log_format == "pretty" or (not settings.log_format and sys.stderr.isatty())
    # Never the values of local variables: they hold settings, keys and prompts.
    tracebacks = structlog.processors.ExceptionRenderer(
        structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
    )
    console = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.RichTracebackFormatter(show_locals=False))
    renderer: structlog.typing.Processor = console if pretty else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.UnicodeDecoder() if pretty else tracebacks,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[settings.log_level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    structlog.contextvars.bind_contextvars(service=service)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(name)s: %(message)s")


def get(name: str) -> structlog.typing.FilteringBoundLogger:
    """A logger for one module."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger(module=name)
    return logger
