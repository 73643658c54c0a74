"""The canonical sources of a course, and their digest.

Knows that two folders which differ only in byte order marks, line ends, the Unicode form of a
character or files of the operating system are the same course. Pictures are left untouched. Does
not know whether the sources are any good.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping

from cadreschool.kernel.sources import canonical_text

_TEXT_ENDINGS = (".md", ".yaml", ".yml", ".txt")


def is_text(path: str) -> bool:
    """Tell whether a file is read as text."""
    return path.casefold().endswith(_TEXT_ENDINGS)


def is_hidden(path: str) -> bool:
    """Tell whether a file belongs to the operating system or an editor, not to the author."""
    parts = path.split("/")
    return any(part.startswith(".") and part != ".." for part in parts) or parts[-1].casefold() in {
        "thumbs.db",
        "desktop.ini",
    }


def canonical(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the canonical sources, in the order of their paths; doing it twice changes nothing."""
    named = {unicodedata.normalize("NFC", path): data for path, data in sorted(files.items())}
    return {
        path: canonical_text(data) if is_text(path) else data
        for path, data in sorted(named.items())
        if not is_hidden(path)
    }


def digest(files: Mapping[str, bytes]) -> str:
    """Return the digest of canonical sources: names and contents."""
    total = hashlib.sha256()
    for path, data in sorted(files.items()):
        total.update(f"{path}\0{hashlib.sha256(data).hexdigest()}\n".encode(errors="replace"))
    return total.hexdigest()
