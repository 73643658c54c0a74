"""`flask organisations`: the tree of an empty school, union by union."""

from __future__ import annotations

from collections.abc import Callable

from click.testing import Result

from tests.school.cast import Cast

Typing = Callable[..., Result]


def test_a_tree_grows_union_by_union(flask: Typing, nobody: None) -> None:
    flask("organisations", "add", "云岭县总工会", "县级总工会")
    flask("organisations", "add", "青石镇工会联合会", "乡镇", "--under", "云岭县总工会")
    added = flask(
        "organisations", "add", "建材工会", "基层", "--under", "云岭县总工会-青石镇工会联合会"
    )

    assert added.output == "已建立“建材工会”（基层工会）。\n"
    assert flask("organisations", "list").output == (
        "云岭县总工会（县级总工会，本级 0 人）\n"
        "  青石镇工会联合会（乡镇（街道）工会，本级 0 人）\n"
        "    建材工会（基层工会，本级 0 人）\n"
        "3 个组织，0 人。\n"
    )


def test_unions_are_listed_in_their_own_order_with_their_members(flask: Typing, cast: Cast) -> None:
    lines = flask("organisations", "list").output.splitlines()

    assert [line.strip().partition("（")[0] for line in lines[:-1]] == [
        "云岭县总工会",
        "城关街道工会联合会",
        "纺织工会",
        "青石镇工会联合会",
        "建材工会",
    ]
    assert lines[2] == "    纺织工会（基层工会，本级 2 人）"
    assert lines[-1] == "5 个组织，5 人。"


def test_what_cannot_be_added_is_told(flask: Typing, cast: Cast) -> None:
    kind = flask("organisations", "add", "甲厂工会", "公司")
    name = flask("organisations", "add", "=", "基层")
    above = flask("organisations", "add", "甲厂工会", "基层", "--under", "黑山县总工会")
    twice = flask("organisations", "add", "云岭县总工会", "县")

    assert "不认识类别“公司”。可写：全国总工会、" in kind.output
    assert "工会名称应是 2 至 120 个字。" in name.output
    assert "没有叫“黑山县总工会”的组织。" in above.output
    assert "最上级已有“云岭县总工会”。" in twice.output
    assert {one.exit_code for one in (kind, name, above, twice)} == {1}
