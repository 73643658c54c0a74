"""Changing a policy: here and not in the kernel, because it is audited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from cadreschool.audit.actions import record
from cadreschool.kernel.policy_store import set_policy


def change_policies(values: Mapping[str, str], *, by: int | None, at: datetime) -> list[str]:
    """Store these choices {name: value}; return the names of those that changed."""
    changed = []
    for name, value in values.items():
        step = set_policy(name, value, at=at)
        if step is not None:
            before, after = step
            record("policy.change", "policy", name, by=by, at=at, before=before, after=after)
            changed.append(name)
    return changed
