"""`flask reports verify`: a counter that lies is named, with what the facts say."""

from __future__ import annotations

from collections.abc import Callable

from click.testing import Result
from flask import Flask

from cadreschool.kernel.db import db, write
from cadreschool.organisations.actions import count
from tests.school.cast import Cast

Typing = Callable[..., Result]


def test_true_counters_are_no_difference(flask: Typing) -> None:
    result = flask("reports", "verify")

    assert result.output == "计数与事实的差异：0 处。\n"
    assert result.exit_code == 0


def test_counters_that_differ_from_the_facts_are_named(
    flask: Typing, app: Flask, cast: Cast
) -> None:
    def spoil() -> None:
        count(cast.textile, "", "members")
        count(cast.building, "speaking", "finished", by=2)

    with app.app_context():
        write(spoil)
    result = flask("reports", "verify")

    assert sorted(result.output.splitlines()) == sorted(
        [
            f"组织 {cast.textile} （成员） members：计数 3，按事实应为 2。",
            f"组织 {cast.building} speaking finished：计数 2，按事实应为 0。",
            "计数与事实的差异：2 处。",
        ]
    )
    assert result.exit_code == 1


def test_a_fact_that_was_never_counted_is_named(flask: Typing, app: Flask, cast: Cast) -> None:
    with app.app_context():
        write(lambda: db.session.execute(db.text("DELETE FROM counter WHERE what = 'members'")))
    result = flask("reports", "verify")

    assert f"组织 {cast.textile} （成员） members：计数 0，按事实应为 2。" in result.output
    assert result.exit_code == 1


def test_a_cadre_whose_union_is_not_that_of_the_posting_is_named(
    flask: Typing, app: Flask, cast: Cast
) -> None:
    with app.app_context():
        spoilt = db.text("UPDATE posting SET post = 'delegate' WHERE cadre_id = :cadre")
        write(lambda: db.session.execute(spoilt, {"cadre": cast.li_mei}))
    result = flask("reports", "verify")

    assert f"人员 {cast.li_mei} 的工会、岗位或在任状态与任职记录不一致。" in result.output
    assert result.exit_code == 1
