"""Writes to the union tree (`tree`) and to the counters on it (`counters`)."""

from cadreschool.organisations.actions.counters import count
from cadreschool.organisations.actions.tree import (
    create_organisation,
    found_organisation,
    guide_organisation,
    lock_tree,
    mark_closed,
    move_organisation,
    open_organisation,
    rename_organisation,
    reorder_organisation,
)

__all__ = [
    "count",
    "create_organisation",
    "found_organisation",
    "guide_organisation",
    "lock_tree",
    "mark_closed",
    "move_organisation",
    "open_organisation",
    "rename_organisation",
    "reorder_organisation",
]
