"""How the log is written: one line an event, with the ids that connect it to others, for people or for machines."""

import logging

import structlog
from structlog.types import Processor

FORMATS = ("text", "json")
QUIET = ("alembic", "apscheduler")
"""Libraries whose own steps are noise to an office; their warnings are not."""
ADDRESSES = ("httpx", "httpcore", "aiohttp", "telegram", "urllib3")
"""Libraries that may name the address of a request, which contains the token, in lines below a warning."""

_BEFORE: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,  # which update, message or job this is about
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def configure(level: str, form: str) -> None:
    """To stderr. `form`: text for who reads along, json for what collects logs."""
    handler = logging.StreamHandler()
    handler.setFormatter(formatter(form))
    logging.basicConfig(level=level, handlers=[handler])
    for name in (*QUIET, *ADDRESSES):
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))


def formatter(form: str) -> logging.Formatter:
    last: tuple[Processor, ...] = (
        (structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False))
        if form == "json"
        else (structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),)
    )
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=_BEFORE, processors=(remove, *last))
