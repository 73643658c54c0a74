"""The path of a category: $course$/top/工会法/第三章 is 工会法/第三章."""

from __future__ import annotations

import re

_CONTEXT = re.compile(r"\s*\$[a-z]+\$\s*/?")
_TOP = re.compile(r"\s*top\s*(?:/|$)")
_LONGEST = 200


def category_path(text: str) -> str:
    """Return the path without what means something to Moodle alone."""
    path = _TOP.sub("", _CONTEXT.sub("", text, count=1), count=1)
    return " ".join(path.split())[:_LONGEST]
