"""Paths of the union tree, and from which day a change may hold: pure."""

from __future__ import annotations

from datetime import date

from cadreschool.organisations.changes import LONGEST_BASIS, Change


def child_path(parent_path: str, child_id: int) -> str:
    """Return the path of a child: `/1/31/` and 340 give `/1/31/340/`."""
    return f"{parent_path}{child_id}/"


def path_range(path: str) -> tuple[str, str]:
    """Return the half-open range of paths at or below `path` (bytewise; `0` follows `/`)."""
    return path, path[:-1] + "0"


def ancestor_ids(path: str) -> list[int]:
    """Return the ids from the root down to the organisation itself."""
    return [int(part) for part in path.strip("/").split("/")]


def change_fault(
    change: Change, today: date, *, opened_on: date | None = None, needs_basis: bool = False
) -> str | None:
    """Return why a change cannot hold from its day, or rest on its ground, in Chinese."""
    if change.on > today:
        return "生效日期不能晚于今天"
    if opened_on is not None and change.on < opened_on:
        return "生效日期早于这个工会建立的日期"
    if not " ".join(change.basis.split()).isprintable():
        return "依据里有看不见的控制字符"
    if len(change.basis) > LONGEST_BASIS:
        return f"依据最多写 {LONGEST_BASIS} 个字"
    if needs_basis and not change.basis.strip():
        return "请写明依据：工会组织不能随意撤销、合并（工会法第十三条）"
    return None
