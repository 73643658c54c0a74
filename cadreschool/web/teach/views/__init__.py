"""The views of the 教研台; each module registers its own on the one blueprint."""

from __future__ import annotations

from cadreschool.web.teach.views import (
    amendments,
    beginnings,
    courses,
    editing,
    home,
    lessons,
    merging,
    pictures,
    review,
)
from cadreschool.web.teach.views.blueprint import blueprint

__all__ = [
    "amendments",
    "beginnings",
    "blueprint",
    "courses",
    "editing",
    "home",
    "lessons",
    "merging",
    "pictures",
    "review",
]
