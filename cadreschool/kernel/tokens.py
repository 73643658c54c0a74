"""Unguessable tokens and how they are kept: digests in the database, secrets in private files."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

TOKEN_BYTES = 32


def new_token() -> str:
    """Return a random token of 256 bits, safe in a cookie or an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_digest(token: str) -> str:
    """Return the digest under which a token is stored (SHA-256: tokens need no slow hash)."""
    return hashlib.sha256(token.encode()).hexdigest()


def kept_secret(file: Path, make: Callable[[], str]) -> str:
    """Return the secret in a file; the first who asks makes it, readable by its owner only.

    Written beside its place and then named, so that a process killed meanwhile leaves no half of
    it; of two who make one at the same time, both go on with the first.
    """
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = file.with_name(f"{file.name}.{secrets.token_hex(4)}.part")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(make())
            out.flush()
            os.fsync(out.fileno())
        with suppress(FileExistsError):
            _name(partial, file)
        partial.unlink(missing_ok=True)
    return file.read_text(encoding="utf-8").strip()


def _name(partial: Path, file: Path) -> None:
    """Give a finished file its name, unless the name is taken."""
    try:
        file.hardlink_to(partial)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        partial.rename(file)
