"""A profile as two desks show it: the drawings, the same numbers as words, and what is missing.

The person's own desk, and that of a supervisor to whom it is open. Self-ratings and disputes are
the person's alone. Knows no address beyond the ones it is given.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from cadreschool.competencies.framework import Competency
from cadreschool.learning.profile.drawing import Spoke, Title, bar, radar
from cadreschool.learning.profile.queries import Axis, Profile
from cadreschool.learning.profile.rules import TOO_LITTLE, level_name, percent


def level_words(competency: Competency, level: int | None) -> str:
    """Name a level: its number and what it is called."""
    return "" if level is None else f"{level} {level_name(competency, level)}"


def shown(profile: Profile, address: Callable[[str], str] | None = None) -> dict[str, object]:
    """Return what the pages of a profile show; `address` leads to the evidence of a competency."""
    rows = [axis_row(axis) for axis in profile.axes]
    for row in rows:
        row["url"] = address(str(row["id"])) if address else ""
    words = "；".join(f"{row['name']}：{row['told']}" for row in rows)
    drawing = radar([_spoke(axis) for axis in profile.axes], Title("素质画像雷达图", f"{words}。"))
    return {
        "radar": Markup(drawing),  # noqa: S704 -- our own drawing
        "axes": rows,
        "is_empty": not any(axis.rows for axis in profile.axes),
        "has_targets": any(axis.target for axis in profile.axes),
        "has_ratings": any(axis.self_rating is not None for axis in profile.axes),
    }


def tenths(weight: float) -> str:
    """Write a weight with one decimal, cut as everywhere: what falls short is not written whole."""
    return f"{int(weight * 10 + 1e-9) / 10:g}"


def axis_row(axis: Axis) -> dict[str, object]:
    """Return one competency in words, with its bar."""
    competency, estimate = axis.competency, axis.estimate
    row: dict[str, object] = {
        "id": competency.id,
        "name": competency.name,
        "summary": competency.summary,
        "level": level_words(competency, axis.level) or TOO_LITTLE,
        "mean": percent(estimate.mean) if estimate else "",
        "interval": f"{percent(estimate.low)} 至 {percent(estimate.high)}" if estimate else "",
        "target": level_words(competency, axis.target),
        "rating": level_words(competency, axis.self_rating),
        "count": axis.count,
        "weight": tenths(axis.weight),
        "missing": axis.missing,
    }
    row["told"] = _told(row)
    title = Title(f"{competency.name}：{row['level']}", f"{row['told']}。")
    drawing = bar(_spoke(axis), title)
    return row | {"bar": Markup(drawing)}  # noqa: S704 -- our own drawing


def _told(row: dict[str, object]) -> str:
    """Say what a drawing shows of a competency."""
    if row["mean"]:
        parts = [f"{row['level']}，均值 {row['mean']}，八成区间 {row['interval']}"]
    else:
        parts = [f"{TOO_LITTLE}（{row['count']} 条）"]
    if row["target"]:
        parts.append(f"岗位要求 {row['target']}")
    if row["rating"]:
        parts.append(f"自评 {row['rating']}")
    return "，".join(parts)


def _spoke(axis: Axis) -> Spoke:
    competency, estimate = axis.competency, axis.estimate
    return Spoke(
        id=competency.id,
        name=competency.name,
        words=level_words(competency, axis.level) or f"{TOO_LITTLE}（{axis.count}）",
        level=axis.level,
        mean=estimate.mean if estimate else None,
        interval=(estimate.low, estimate.high) if estimate else None,
        target=axis.target,
        self_rating=axis.self_rating,
    )
