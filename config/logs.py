"""Logs as JSON lines on standard output, every line with the correlation id of its message's way."""

import logging.config
import re
from collections.abc import MutableMapping
from typing import Any

import structlog

# Never in a log, whatever an exception or a library carries along.
_SECRET = re.compile(r"(?i)\b(bearer|api-key|basic)\s+[\w.~+/=-]{8,}|\b(sk|ck|EAA)[-_A-Za-z0-9]{16,}")
_PHONE = re.compile(r"(?<![\w.-])\+?\d{10,15}(?![\w-])")


def mask(text: str) -> str:
    """The text without credentials and telephone numbers."""
    return _PHONE.sub("[phone]", _SECRET.sub("[secret]", text))


def _mask_event(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name, value in event.items():
        if isinstance(value, str) and name not in ("timestamp", "correlation_id", "request_id"):
            event[name] = mask(value)
    return event


SHARED_PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.format_exc_info,
    _mask_event,
]


def logging_settings(level: str, layout: str) -> dict[str, Any]:
    """The standard library's logging configuration; structlog and plain loggers come out alike."""
    renderer: Any = (
        structlog.dev.ConsoleRenderer(colors=False)
        if layout == "console"
        else structlog.processors.JSONRenderer()
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
                "foreign_pre_chain": SHARED_PROCESSORS,
            }
        },
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["out"], "level": level},
        "loggers": {
            "django": {"level": level},
            "httpx2": {"level": "WARNING"},
            "httpcore2": {"level": "WARNING"},
            "openai": {"level": "WARNING"},
            "celery.app.trace": {"level": "WARNING"},
            "celery.worker.strategy": {"level": "WARNING"},
            "django_structlog.middlewares.request": {"level": "WARNING"},
        },
    }


def configure(settings: dict[str, Any]) -> None:
    """What Django calls to set up logging."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED_PROCESSORS,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(settings)
