"""Reads of sign-ins and browsers by the tokens that name them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from cadreschool.kernel.db import db
from cadreschool.kernel.tokens import token_digest
from cadreschool.people.models import KnownBrowser, SignIn


def is_sign_in(token: str, *, since: datetime | None = None) -> bool:
    """Tell whether this token names a sign-in; with `since`, one begun then or later and open."""
    where = [SignIn.token_digest == token_digest(token)]
    if since is not None:
        where += [SignIn.started_at >= since, SignIn.ended_at.is_(None)]
    return db.session.scalar(select(SignIn.id).where(*where)) is not None


def is_browser(token: str) -> bool:
    """Tell whether anybody has signed in from this browser before."""
    found = select(KnownBrowser.cadre_id).where(KnownBrowser.token_digest == token_digest(token))
    return db.session.scalar(found.limit(1)) is not None
