"""Paths of the union tree: pure."""

from __future__ import annotations


def child_path(parent_path: str, child_id: int) -> str:
    """Return the path of a child: `/1/31/` and 340 give `/1/31/340/`."""
    return f"{parent_path}{child_id}/"


def path_range(path: str) -> tuple[str, str]:
    """Return the half-open range of paths at or below `path` (bytewise; `0` follows `/`)."""
    return path, path[:-1] + "0"


def ancestor_ids(path: str) -> list[int]:
    """Return the ids from the root down to the organisation itself."""
    return [int(part) for part in path.strip("/").split("/")]
