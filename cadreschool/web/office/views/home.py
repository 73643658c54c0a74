"""The first page of the 管理台."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from cadreschool.kernel.viewer import Role
from cadreschool.organisations.queries import roots_for
from cadreschool.web.guards import viewer
from cadreschool.web.office.views.blueprint import administrators, blueprint


@blueprint.get("/office/")
@administrators
def home() -> ResponseReturnValue:
    """Show what the viewer administers."""
    who = viewer()
    roles = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
    roots = [
        {"role": role.label, "name": node.name, "kind_name": node.kind_name}
        for role in roles
        for node in roots_for(who, role)
    ]
    return render_template("office/home.html", roots=roots)
