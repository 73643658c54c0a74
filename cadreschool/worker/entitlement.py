"""Whether somebody may have what a job makes: asked when it runs and when its file is fetched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations.queries import organisation_for


def is_entitled(viewer: Viewer, payload: Mapping[str, Any]) -> bool:
    """Tell whether the viewer holds the appointment that the payload names, where it names it."""
    if "role" not in payload:
        return True
    role = Role(payload["role"])
    if payload.get("organisation_id") is None:
        return role in viewer.whole_school_roles
    try:
        organisation_for(viewer, int(payload["organisation_id"]), role=role)
    except NotFoundError:
        return False
    return True
