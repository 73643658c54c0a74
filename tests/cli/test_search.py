"""`flask search rebuild`."""

from __future__ import annotations

from collections.abc import Callable

from click.testing import Result
from flask import Flask

from cadreschool.courses.search.actions import clear_index
from cadreschool.kernel.db import write


def test_the_index_is_made_anew(flask: Callable[..., Result]) -> None:
    result = flask("search", "rebuild")

    assert result.exit_code == 0
    assert "已重做索引：2 门课程，" in result.output


def test_the_doctor_notices_courses_that_cannot_be_found(
    flask: Callable[..., Result], app: Flask
) -> None:
    with app.app_context():
        write(clear_index)

    assert "[注意] 2 门课程搜不到" in flask("doctor").output
    flask("search", "rebuild")
    assert "搜不到" not in flask("doctor").output
