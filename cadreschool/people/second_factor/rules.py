"""Numbers that a phone and the school compute alike (RFC 6238: SHA-1, six digits, 30 s). Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import struct
from datetime import datetime, timedelta
from urllib.parse import quote

from cadreschool.kernel.text import squeeze
from cadreschool.people.activation.rules import new_code

PERIOD = 30
DIGITS = 6
HALF_LASTS = timedelta(minutes=10)
"""How long the number may be filled in after the password was right."""
RECOVERY_CODES = 8
_BYTES = 20
_DRIFT = (0, -1, 1)  # half minutes by which a phone's clock may be off
_GROUP = 4


def new_secret() -> str:
    """Return a new secret of 160 bits, as phones take it."""
    return base64.b32encode(secrets.token_bytes(_BYTES)).decode("ascii")


def step_of(at: datetime) -> int:
    """Return the half minute `at` lies in, counted from 1970."""
    return int(at.timestamp()) // PERIOD


def number_at(secret: str, step: int) -> str:
    """Return the number of one half minute."""
    key = base64.b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 0xF
    whole = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{whole % 10**DIGITS:0{DIGITS}d}"


def matching_step(secret: str, typed: str, *, at: datetime) -> int | None:
    """Return the half minute whose number was typed; None when it is none of those near now."""
    number, now = squeeze(typed).replace("-", ""), step_of(at)
    found = None
    for drift in _DRIFT:
        if hmac.compare_digest(number_at(secret, now + drift).encode(), number.encode()):
            found = now + drift
    return found


def looks_like_number(typed: str) -> bool:
    """Tell a phone's number from a recovery code, which is longer."""
    number = squeeze(typed).replace("-", "")
    return len(number) <= DIGITS + 2


def address_for_phone(secret: str, *, login: str, school: str) -> str:
    """Return the otpauth address that a phone reads from the QR code."""
    return (
        f"otpauth://totp/{quote(school)}:{quote(login)}"
        f"?secret={secret}&issuer={quote(school)}&digits={DIGITS}&period={PERIOD}"
    )


def spaced(secret: str) -> str:
    """Return a secret as one types it into a phone: in groups of four."""
    return " ".join(secret[at : at + _GROUP] for at in range(0, len(secret), _GROUP))


def new_recovery_codes() -> list[str]:
    """Return the codes for the day the phone is gone: 80 random bits each."""
    return [new_code() for _ in range(RECOVERY_CODES)]
