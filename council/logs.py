"""Structured lines on stderr, one JSON object each: never a name, a ballot, a token or a path with one in it."""

import logging
import os
import sys

import structlog


def quiet() -> None:
    """Say only what needs somebody, unless COUNCIL_LOG asks for more (info: every request)."""
    level = getattr(logging, os.environ.get("COUNCIL_LOG", "warning").upper(), logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(level), logger_factory=structlog.PrintLoggerFactory(sys.stderr),
                        processors=[structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True),
                                    structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)])
