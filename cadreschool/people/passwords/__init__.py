"""Hashing passwords: argon2id, 19 MiB, two passes (28 to 40 ms, measured). Never in a unit."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from cadreschool.kernel.tokens import new_token

_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_NOBODY = _HASHER.hash(new_token())


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
