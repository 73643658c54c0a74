"""One-time codes: how they are made, written and read, and how long they are good. Pure.

80 random bits: they cannot be guessed, so a plain digest keeps them (argon2 for 100,000 of them
would take half an hour).
"""

from __future__ import annotations

import base64
import secrets
from datetime import timedelta

from cadreschool.kernel.text import squeeze
from cadreschool.kernel.tokens import token_digest
from cadreschool.people.rules import Bucket, buckets

GOOD_FOR = timedelta(days=30)
_BYTES = 10
_GROUP = 4
# Crockford's signs: no I, L, O and U. Whoever reads an O or an l from paper is understood.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RFC_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_WRITE = str.maketrans(_RFC_SIGNS, _SIGNS)
_READ = str.maketrans("OIL", "011")


def new_code() -> str:
    """Return a new code of sixteen signs."""
    return base64.b32encode(secrets.token_bytes(_BYTES)).decode("ascii").translate(_WRITE)


def written(code: str) -> str:
    """Return a code as it is printed: in groups of four."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def code_digest(text: str) -> str:
    """Return the digest of a code as somebody types it: spaces, dashes and case do not matter."""
    signs = "".join(one for one in squeeze(text).upper() if one.isalnum())
    return token_digest(signs.translate(_READ))


def activation_buckets(login: str, address: str) -> tuple[Bucket, ...]:
    """Return the buckets a try with a code draws from; guessing codes locks nobody's sign-in."""
    own, *shared = buckets(login, address, None)
    return Bucket(f"activation:{login}"[:100], own.limit, own.seconds), *shared
