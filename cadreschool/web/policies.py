"""The school's policies in this worker's memory, read again when their number has moved.

Knows nothing of any page. The number comes with the viewer, in the one query of a request.
"""

from __future__ import annotations

from typing import cast

from flask import Flask, current_app

from cadreschool.kernel.policy import Policies
from cadreschool.kernel.policy_store import stored_policies
from cadreschool.people.rules import DoorRules, door_rules
from cadreschool.web.guards import site_state

_MEMORY = "policies"


def init_app(app: Flask) -> None:
    """Begin with what the program brings."""
    app.extensions[_MEMORY] = Policies()


def policies() -> Policies:
    """Return every choice as it stands now."""
    present = cast("Policies", current_app.extensions[_MEMORY])
    number = site_state().policies
    if number and number != present.number:  # none is also what an error page knows
        present = stored_policies()
        current_app.extensions[_MEMORY] = present
    return present


def door() -> DoorRules:
    """Return the rules of the password profile that holds now."""
    return door_rules(policies().password_profile)
