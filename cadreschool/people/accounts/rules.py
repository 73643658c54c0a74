"""What a cadre may be called: pure."""

from __future__ import annotations

import re

from cadreschool.kernel.text import normalise

LONGEST_NAME = 60
_NAME = re.compile(r"[^\W\d_][\w·•.’' -]*")
_BETWEEN_CHARACTERS = re.compile(r"(?<=[\u3400-\u9fff·])\s+(?=[\u3400-\u9fff·])")


def cadre_name(text: str) -> str:
    """Return a name as it is kept: widths folded, no space inside a Chinese name."""
    return _BETWEEN_CHARACTERS.sub("", " ".join(normalise(text).split()))


def cadre_name_fault(name: str) -> str | None:
    """Return why this is no name, in Chinese."""
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name):
        return f"不像姓名：只写姓名，不超过 {LONGEST_NAME} 个字"
    return None
