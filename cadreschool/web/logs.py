"""Log lines: JSON, one per request, with the request's id.

Never a query string, a body, a cookie or who it was: what people did is told by audit rows.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from flask import Flask, g, request
from werkzeug.wrappers import Response

from cadreschool.kernel import trace

log = logging.getLogger("cadreschool.requests")


class JsonFormatter(logging.Formatter):
    """Write a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; a traceback is one field of it."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": trace.request_id(),
            "message": record.getMessage(),
        }
        line.update(getattr(record, "fields", {}))
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def init_app(app: Flask) -> None:
    """Log to standard error, and give every request its id."""
    logger = logging.getLogger("cadreschool")
    if not logger.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonFormatter())
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False

    @app.before_request
    def begin() -> None:
        g.request_id = trace.new_request_id()

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-ID"] = trace.request_id()
        if request.endpoint != "static":
            log.info(
                "%s %s",
                request.method,
                request.path,
                extra={
                    "fields": {"status": response.status_code, "endpoint": request.endpoint or ""}
                },
            )
        return response
