"""Log lines: JSON, one per request, with the request's id.

Never a query string, a body, a cookie or who it was: what people did is told by audit rows.
"""

from __future__ import annotations

import logging

from flask import Flask, g, request
from werkzeug.wrappers import Response

from cadreschool.kernel import trace
from cadreschool.kernel.log_lines import log_to_standard_error

log = logging.getLogger("cadreschool.requests")


def init_app(app: Flask) -> None:
    """Log to standard error, and give every request its id."""
    log_to_standard_error()

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
