"""What somebody signed in tried to change and was refused: a row in the audit, so many and no more.

Only what was sent (POST) is written down: a page that is fetched writes nothing, its refusal is in
the log. A form with a mistake is no refusal: it comes back to be mended.
"""

from __future__ import annotations

import logging
from http import HTTPStatus

from flask import Flask, request
from werkzeug.wrappers import Response

from cadreschool.audit.actions import record_refusal
from cadreschool.kernel import clock
from cadreschool.kernel.db import write
from cadreschool.kernel.errors import CadreSchoolError
from cadreschool.web.guards import viewer_or_none

_REFUSALS = frozenset(
    {
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.CONFLICT,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.TOO_MANY_REQUESTS,
    }
)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

log = logging.getLogger("cadreschool.refusals")


def init_app(app: Flask) -> None:
    """Look at every answer on its way out."""

    @app.after_request
    def write_down(response: Response) -> Response:
        if request.method not in _SAFE and response.status_code in _REFUSALS:
            _write_down(response.status_code)
        return response


def _write_down(status: int) -> None:
    """Write the row in a unit of its own; what cannot be written is at least logged."""
    known = viewer_or_none()
    if known is None:
        return
    route, path, at = request.endpoint or "-", request.path, clock.now()
    try:
        write(lambda: record_refusal(route, path, status, by=known.cadre_id, at=at))
    except CadreSchoolError as error:
        log.warning("refusal not written down: %s", type(error).__name__)
