"""The blueprint of the 教研台, and who may use which part of it."""

from __future__ import annotations

from flask import Blueprint

from cadreschool.kernel.viewer import Role
from cadreschool.web.guards import holds

blueprint = Blueprint("teach", __name__)

teachers = holds(Role.TRAINER, Role.REVIEWER)
trainer = holds(Role.TRAINER)
reviewer = holds(Role.REVIEWER)
