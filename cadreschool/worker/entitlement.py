"""Whether somebody may have what a job makes: asked when it runs and when its file is fetched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations.queries import organisation_for


def is_entitled(viewer: Viewer, payload: Mapping[str, Any]) -> bool:
    """Tell whether the viewer holds the appointments that the payload names, where it names any.

    `role` is what the page asked for; `also` what let its maker see more there than others do.
    """
    roles = [Role(payload[name]) for name in ("role", "also") if name in payload]
    organisation_id = payload.get("organisation_id")
    if organisation_id is None:
        return all(role in viewer.whole_school_roles for role in roles)
    try:
        for role in roles:
            organisation_for(viewer, int(organisation_id), role=role)
    except NotFoundError:
        return False
    return True
