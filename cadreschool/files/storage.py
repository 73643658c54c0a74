"""The media folder: content-addressed, durable before any row speaks of a file."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from cadreschool.kernel.tokens import new_token

MEDIA_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
}
"""What may be kept and served, by the ending of its name."""
_DIGEST = re.compile(r"[0-9a-f]{64}")


def keep(content: bytes, folder: Path) -> str:
    """Write a file durably (file, rename, folder) unless it is there; return its digest."""
    digest = hashlib.sha256(content).hexdigest()
    target = path_of(digest, folder)
    if target.exists() and target.stat().st_size == len(content):
        return digest
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{digest}.{new_token()[:8]}.part")  # threads may keep the same
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(target)
    if os.name == "posix":
        descriptor = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    return digest


def path_of(digest: str, folder: Path) -> Path:
    """Return where a file lies; anything but a digest is refused."""
    if not _DIGEST.fullmatch(digest):
        msg = f"not a digest: {digest!r}"
        raise ValueError(msg)
    return folder / digest[:2] / digest
