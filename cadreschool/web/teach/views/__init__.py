"""The views of the 教研台; each module registers its own on the one blueprint."""

from __future__ import annotations

from cadreschool.web.teach.views import (
    amendments,
    bank_exports,
    bank_imports,
    bank_questions,
    bank_writing,
    banks,
    beginnings,
    courses,
    drills,
    editing,
    home,
    lessons,
    merging,
    papers,
    pictures,
    question_reports,
    review,
    scenarios,
    takers,
)
from cadreschool.web.teach.views.blueprint import blueprint

__all__ = [
    "amendments",
    "bank_exports",
    "bank_imports",
    "bank_questions",
    "bank_writing",
    "banks",
    "beginnings",
    "blueprint",
    "courses",
    "drills",
    "editing",
    "home",
    "lessons",
    "merging",
    "papers",
    "pictures",
    "question_reports",
    "review",
    "scenarios",
    "takers",
]
