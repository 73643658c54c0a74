"""The blueprint of the 督学台, and who may use it."""

from __future__ import annotations

from flask import Blueprint

from cadreschool.kernel.viewer import Role
from cadreschool.web.guards import holds

blueprint = Blueprint("supervise", __name__)

supervisor = holds(Role.SUPERVISOR)
