"""Whose file is read, and how much of it: the one value that all reads of a file are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, true

from cadreschool.kernel.clock import day_of
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations.queries import is_visible_to
from cadreschool.reports.rosters.rules import Period

ELSEWHERE = "所辖以外的工会"


@dataclass(frozen=True, slots=True)
class Scope:
    """A cadre's file as a viewer sees it. Without a viewer it is one's own.

    `spans` are the days whose facts are shown; None: all.
    """

    cadre_id: int
    viewer: Viewer | None = None
    spans: Sequence[Period] | None = None

    @property
    def is_own(self) -> bool:
        """Tell whether it is one's own file."""
        return self.viewer is None

    def holds(self, moment: datetime | None) -> bool:
        """Tell whether something of that moment belongs to the file."""
        if moment is None:
            return False
        if self.spans is None:
            return True
        return any(first <= day_of(moment) <= last for first, last in self.spans)

    def is_near(self) -> ColumnElement[bool]:
        """Return the expression "a union whose name may be told", to be selected along."""
        return true() if self.viewer is None else is_visible_to(self.viewer, Role.SUPERVISOR)
