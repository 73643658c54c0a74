"""Hashing passwords: argon2id, 19 MiB, two passes (28 to 40 ms, measured). Never in a unit."""

from __future__ import annotations

import secrets
from base64 import b64encode

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)


def _nobodys() -> str:
    """Return what looks like a hash of ours and fits no password: a start need not make one."""
    salt, made = (
        b64encode(secrets.token_bytes(length)).decode().rstrip("=")
        for length in (_HASHER.salt_len, _HASHER.hash_len)
    )
    effort = f"m={_HASHER.memory_cost},t={_HASHER.time_cost},p={_HASHER.parallelism}"
    return f"$argon2id$v=19${effort}${salt}${made}"


_NOBODY = _nobodys()


def password_hash(password: str) -> str:
    """Return the hash to store."""
    return _HASHER.hash(password)


def is_password(password: str, stored: str | None) -> bool:
    """Tell whether this is the password; takes as long when nobody has it."""
    try:
        _HASHER.verify(stored or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None
