"""The log of a server: one JSON object a line on stderr, without anybody's data and without tracebacks.

Set COUNTER_TUI_LOG=info to have a line for each request, too.
"""

import datetime
import json
import logging
import os
import sys

VARIABLE = "COUNTER_TUI_LOG"
ACCESS = logging.getLogger("counter_tui.access")
_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


class JsonLines(logging.Formatter):
    """Formats a record as one JSON object; of an exception only its kind, whose text may quote a row."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line: `at` (UTC), `level`, `logger`, `message`, and what else was given as `fields`."""
        moment = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        line: dict[str, object] = {
            "at": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = record.exc_info[0].__name__
        return json.dumps(line | getattr(record, "fields", {}), ensure_ascii=False)


def begin() -> None:
    """Log everything from now on as JSON lines to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    level = _LEVELS.get(os.environ.get(VARIABLE, "").lower(), logging.WARNING)
    logging.getLogger("counter_tui").setLevel(level)
