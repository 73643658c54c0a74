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


def test_a_union_is_renamed_moved_guided_and_tells_its_history(flask: Typing, cast: Cast) -> None:
    union = "青石镇工会联合会-建材工会"
    path = f"云岭县总工会-{union}"
    flask("organisations", "add", "云岭县建材产业工会", "产业工会", "--under", "云岭县总工会")
    renamed = flask("organisations", "rename", path, "新型建材工会", "--basis", "县总工〔2026〕3号")
    moved = flask("organisations", "move", "新型建材工会", "--under", "城关街道工会联合会")
    guided = flask("organisations", "guide", "新型建材工会", "云岭县建材产业工会")
    lines = flask("organisations", "history", "新型建材工会").output.splitlines()

    assert renamed.output == "“建材工会”已更名为“新型建材工会”。\n"
    assert moved.output == "“新型建材工会”现在隶属“城关街道工会联合会”。\n"
    assert guided.output == "“新型建材工会”现在由“云岭县建材产业工会”业务指导。\n"
    assert [line.partition(" ")[2] for line in lines] == [
        "建立，名称为“建材工会”",
        "由“建材工会”更名为“新型建材工会”（县总工〔2026〕3号）",
        "隶属由“青石镇工会联合会”改为“城关街道工会联合会”",
        "由“云岭县建材产业工会”业务指导",
    ]


def test_unions_merge_with_their_people_and_an_empty_one_is_closed(
    flask: Typing, cast: Cast
) -> None:
    refused = flask("organisations", "merge", "建材工会", "纺织工会")
    full = flask("organisations", "close", "建材工会", "--basis", "县总工〔2026〕4号")
    merged = flask("organisations", "merge", "建材工会", "纺织工会", "--basis", "县总工〔2026〕4号")
    listed = flask("organisations", "list").output
    flask("organisations", "add", "制衣工会", "基层", "--under", "纺织工会")
    closed = flask("organisations", "close", "制衣工会", "--basis", "县总工〔2026〕5号")

    assert "请写明依据：工会组织不能随意撤销、合并（工会法第十三条）。" in refused.output
    assert "“建材工会”还有 1 人任职，没有撤销。" in full.output
    assert merged.output == "“建材工会”已并入“纺织工会”。\n"
    assert "建材工会" not in listed
    assert "纺织工会（基层工会，本级 3 人）" in listed
    assert closed.output == "“制衣工会”已撤销。\n"
    assert flask("reports", "verify").exit_code == 0


def test_the_order_of_unions_is_that_of_custom(flask: Typing, cast: Cast) -> None:
    flask("organisations", "order", "青石镇工会联合会", "1")
    towns = [
        line.strip().partition("（")[0]
        for line in flask("organisations", "list").output.splitlines()
        if line.startswith("  ") and not line.startswith("    ")
    ]

    assert towns == ["青石镇工会联合会", "城关街道工会联合会"]


def test_changes_that_cannot_be_are_refused_with_their_reason(flask: Typing, cast: Cast) -> None:
    later = flask("organisations", "rename", "纺织工会", "织造工会", "--on", "2999-01-01")
    below = flask("organisations", "move", "城关街道工会联合会", "--under", "纺织工会")
    kind = flask("organisations", "add", "白水县总工会", "县", "--under", "纺织工会")
    guide = flask("organisations", "guide", "纺织工会", "青石镇工会联合会")
    same = flask("organisations", "rename", "青石镇工会联合会", "城关街道工会联合会")

    assert "生效日期不能晚于今天。" in later.output
    assert "“纺织工会”就在“城关街道工会联合会”之下" in below.output
    assert "县级总工会不能设在基层工会之下" in kind.output
    assert "业务指导单位须是产业工会（工会法第十一条）。" in guide.output
    assert "“云岭县总工会”下面已有“城关街道工会联合会”。" in same.output
