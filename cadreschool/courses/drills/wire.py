"""A drill as JSON and back, for what is derived from an edition."""

from __future__ import annotations

from typing import Any

from cadreschool.courses.drills.values import Drill, Point


def to_data(drill: Drill) -> dict[str, Any]:
    """Write a drill down."""
    return {
        "least": drill.least,
        "most": drill.most,
        "points": [[point.name, point.text] for point in drill.points],
        "exemplar": drill.exemplar,
        "remarks": drill.remarks,
    }


def from_data(data: dict[str, Any]) -> Drill:
    """Read a drill back."""
    points = tuple(Point(name, text) for name, text in data["points"])
    return Drill(data["least"], data["most"], points, data["exemplar"], data["remarks"])
