"""The writing half of a POST: one unit, once per form, answered the same when it comes twice."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable
from datetime import datetime

from flask import current_app, flash, redirect, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from cadreschool.kernel import clock, keys
from cadreschool.kernel.db import write
from cadreschool.kernel.errors import ConflictError, NotFoundError
from cadreschool.kernel.keys import Reply, Request
from cadreschool.kernel.viewer import Viewer
from cadreschool.people.actions import prolong
from cadreschool.web.policies import door

_KEY = re.compile(r"[0-9A-Za-z-]{16,64}")
_NOT_BODY = frozenset({"csrf_token", "request_key"})
MISSING_KEY = "表单不完整：缺少请求编号。请刷新页面后再提交。"


def write_once(viewer: Viewer, unit: Callable[[], Reply]) -> Reply:
    """Run `unit` for this request and store its reply; the same request again gets that reply.

    On PostgreSQL the same request may be carried out while this one waits for its rows, and then
    finds the state moved on by its own twin: it gets the twin's reply.
    """
    identity, rules = _identity(viewer), door()

    def whole() -> Reply:
        stored = keys.stored_reply(identity)
        if stored is not None:
            return stored
        reply = unit()
        at = clock.now()
        if viewer.grants or rules.idle is not None:
            prolong(viewer, at=at, door=rules)
        keys.store_reply(identity, reply, at=at)
        return reply

    try:
        return write(whole)
    except (ConflictError, NotFoundError):
        stored = keys.stored_reply(identity)
        if stored is None:
            raise
        return stored


def staying(viewer: Viewer, *, at: datetime) -> Callable[[], None]:
    """Return what a unit runs where reading alone must not end a sign-in under way.

    Only where the school lets everybody's sign-in end after half an hour without a sign.
    """
    rules = door()

    def stay() -> None:
        if rules.idle is not None:
            prolong(viewer, at=at, door=rules)

    return stay


def answered(viewer: Viewer) -> Reply | None:
    """Return the reply this very request got before.

    For changes whose first half would refuse the second time, since the first was carried out.
    """
    return keys.stored_reply(_identity(viewer))


def follow(reply: Reply) -> Response:
    """Go where a reply says, with its notice for that page."""
    if reply.notice:
        flash(reply.notice)
    return redirect(reply.location, reply.status)


def _identity(viewer: Viewer) -> Request:
    key = request.form.get("request_key", "")
    if not _KEY.fullmatch(key):
        raise BadRequest(MISSING_KEY)
    fields = sorted(
        (name, value) for name, value in request.form.items(multi=True) if name not in _NOT_BODY
    )
    files = sorted((name, _file_digest(one)) for name, one in request.files.items(multi=True))
    body = repr((request.path, fields, *files)).encode("utf-8", "surrogatepass")
    # Bodies hold passwords too: who has the database alone must not be able to try them out.
    secret = current_app.config["SECRET_KEY"].encode()
    digest = hmac.new(secret, body, hashlib.sha256).hexdigest()
    return Request(f"cadre:{viewer.cadre_id}", key, digest)


def _file_digest(file: FileStorage) -> str:
    """Return the digest of a file that was sent, wherever somebody has read it to; then rewind."""
    file.stream.seek(0)
    digest = hashlib.file_digest(file.stream, "sha256").hexdigest()  # type: ignore[arg-type]
    file.stream.seek(0)
    return digest
