"""The views of the 学习台; each module registers its own on the one blueprint."""

from __future__ import annotations

from cadreschool.web.study.views import (
    announcements,
    calculators,
    checks,
    courses,
    diagnostics,
    drills,
    exams,
    exercises,
    laws,
    lessons,
    messages,
    mistakes,
    plans,
    practice,
    profile,
    profile_words,
    question_reports,
    scenarios,
    search,
    sittings,
)
from cadreschool.web.study.views.blueprint import blueprint

__all__ = [
    "announcements",
    "blueprint",
    "calculators",
    "checks",
    "courses",
    "diagnostics",
    "drills",
    "exams",
    "exercises",
    "laws",
    "lessons",
    "messages",
    "mistakes",
    "plans",
    "practice",
    "profile",
    "profile_words",
    "question_reports",
    "scenarios",
    "search",
    "sittings",
]
