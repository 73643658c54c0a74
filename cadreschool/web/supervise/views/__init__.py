"""The views of the 督学台; each module registers its own on the one blueprint."""

from __future__ import annotations

from cadreschool.web.supervise.views import (
    abilities,
    completion,
    home,
    people,
    portfolios,
    practice_records,
    profiles,
    records,
    reports,
    scenarios,
    stuck,
)
from cadreschool.web.supervise.views.blueprint import blueprint

__all__ = [
    "abilities",
    "blueprint",
    "completion",
    "home",
    "people",
    "portfolios",
    "practice_records",
    "profiles",
    "records",
    "reports",
    "scenarios",
    "stuck",
]
