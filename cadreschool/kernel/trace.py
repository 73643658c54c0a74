"""The id of the request or command under way: log lines and audit rows carry it."""

from __future__ import annotations

import secrets
from contextvars import ContextVar

_request_id: ContextVar[str] = ContextVar("request_id", default="-")


def new_request_id() -> str:
    """Begin a new trace and return its id (64 bits, readable over the telephone)."""
    request_id = secrets.token_hex(8)
    _request_id.set(request_id)
    return request_id


def request_id() -> str:
    """Return the id of what is under way, or "-" outside of any request."""
    return _request_id.get()
