"""The views of the 管理台; each module registers its own on the one blueprint."""

from __future__ import annotations

from cadreschool.web.office.views import (
    announcements,
    appointments,
    audit,
    backups,
    codes,
    home,
    jobs,
    organisation_changes,
    organisations,
    parameters,
    people,
    person_changes,
    rosters,
    settings,
    signers,
    slips,
)
from cadreschool.web.office.views.blueprint import blueprint

__all__ = [
    "announcements",
    "appointments",
    "audit",
    "backups",
    "blueprint",
    "codes",
    "home",
    "jobs",
    "organisation_changes",
    "organisations",
    "parameters",
    "people",
    "person_changes",
    "rosters",
    "settings",
    "signers",
    "slips",
]
