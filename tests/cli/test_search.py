"""`flask search rebuild`."""

from __future__ import annotations

from collections.abc import Callable

from click.testing import Result


def test_the_index_is_made_anew(flask: Callable[..., Result]) -> None:
    result = flask("search", "rebuild")

    assert result.exit_code == 0
    assert "已重做索引：2 门课程，" in result.output
