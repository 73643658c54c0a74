"""Unguessable tokens and how they are kept: the database holds only their digests."""

from __future__ import annotations

import hashlib
import secrets

TOKEN_BYTES = 32


def new_token() -> str:
    """Return a random token of 256 bits, safe in a cookie or an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_digest(token: str) -> str:
    """Return the digest under which a token is stored (SHA-256: tokens need no slow hash)."""
    return hashlib.sha256(token.encode()).hexdigest()
