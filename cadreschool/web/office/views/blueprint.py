"""The blueprint of the 管理台, and who may use which part of it."""

from __future__ import annotations

from flask import Blueprint

from cadreschool.kernel.viewer import Role
from cadreschool.people.activation.permissions import ISSUERS
from cadreschool.web.guards import holds

blueprint = Blueprint("office", __name__)

administrators = holds(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
"""Every administrator, each within their own part of the tree."""
system_admin = holds(Role.SYSTEM_ADMIN)
security_admin = holds(Role.SECURITY_ADMIN)
code_issuer = holds(*ISSUERS)
"""Who makes one-time codes; for whom, people.activation.permissions knows."""
policy_maker = holds(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, whole_school=True)
"""Who decides what the school decides for itself, each their own part of it."""
school_admin = holds(Role.SYSTEM_ADMIN, whole_school=True)
"""A system administrator of the whole school: backups, jobs, settings."""
auditor = holds(Role.AUDIT_ADMIN, whole_school=True)
