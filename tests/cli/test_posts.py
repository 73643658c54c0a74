"""One cadre comes, is transferred, leaves and returns, from the command line."""

from __future__ import annotations

from collections.abc import Callable

from click.testing import Result
from flask import Flask

from cadreschool.people.postings.queries import postings_of
from tests.browse import Browse
from tests.school.cast import PASSWORD, Cast

Typing = Callable[..., Result]


def _line_of_posts(app: Flask, cadre_id: int) -> list[tuple[str, str, bool, bool]]:
    with app.app_context():
        return [
            (one.organisation_name, one.post_name, one.is_main, one.until_on is None)
            for one in postings_of(cadre_id)
        ]


def _members(flask: Typing, union: str) -> str:
    lines = flask("organisations", "list").output.splitlines()
    return next(line for line in lines if f"{union}（" in line).partition("本级 ")[2]


def test_a_cadre_is_added_with_a_code(flask: Typing, cast: Cast) -> None:
    told = flask("people", "add", "13800000001", "赵 新", "纺织工会", "女工委员", "兼")

    assert told.output.startswith("已添加赵新（纺织工会）。激活码：")
    assert _members(flask, "纺织工会") == "3 人）"


def test_a_transfer_keeps_the_line_of_posts(flask: Typing, app: Flask, cast: Cast) -> None:
    told = flask("people", "transfer", "limei", "建材工会", "--post", "委员")

    assert told.output == "李梅现在是建材工会的工会委员（兼职）。\n"
    assert _line_of_posts(app, cast.li_mei) == [
        ("建材工会", "工会委员", True, True),
        ("纺织工会", "工会主席", True, False),
    ]
    assert (_members(flask, "纺织工会"), _members(flask, "建材工会")) == ("1 人）", "2 人）")


def test_who_leaves_is_not_counted_until_they_return(flask: Typing, app: Flask, cast: Cast) -> None:
    left = flask("people", "leave", "limei", "--reason", "换届")
    between = _members(flask, "纺织工会")
    twice = flask("people", "leave", "limei")
    moved = flask("people", "transfer", "limei", "建材工会")
    back = flask("people", "return", "limei", "建材工会")

    assert left.output.startswith("李梅已离任，最后一天是 ")
    assert between == "1 人）"
    assert "李梅已经离任。" in twice.output
    assert "请先办理返岗。" in moved.output
    assert back.output == "李梅已返岗，在建材工会任工会主席。\n"
    assert _members(flask, "建材工会") == "2 人）"
    assert flask("reports", "verify").exit_code == 0


def test_a_further_post_is_not_counted_and_ends(flask: Typing, app: Flask, cast: Cast) -> None:
    told = flask("people", "post", "limei", "建材工会", "调解员", "兼职")
    twice = flask("people", "post", "limei", "建材工会", "调解员", "兼职")
    members = _members(flask, "建材工会")
    ended = flask("people", "unpost", "limei", "建材工会")

    assert told.output == "李梅在建材工会兼任劳动争议调解员。\n"
    assert "李梅已经在“建材工会”任职。" in twice.output
    assert members == "1 人）"
    assert ended.output.startswith("李梅不再在建材工会兼任，最后一天是 ")
    assert ("建材工会", "劳动争议调解员", False, False) in _line_of_posts(app, cast.li_mei)


def test_a_deactivated_account_is_closed_at_once_and_opens_again(
    flask: Typing, browse: Browse
) -> None:
    browse.enter("li_mei")
    browse.get("study.home")
    flask("people", "deactivate", "limei", "--reason", "手机丢失")
    browse.get("study.home", status=303)
    browse.get("account.sign_in")
    refused = browse.post("account.create_sign_in", login="limei", password=PASSWORD)
    unknown = browse.post("account.create_sign_in", login="nobody", password=PASSWORD)
    flask("people", "reactivate", "limei")

    assert refused.status_code == unknown.status_code == 422
    browse.sign_in("li_mei").get("study.home")


def test_what_cannot_be_is_refused_with_its_reason(flask: Typing, cast: Cast) -> None:
    post = flask("people", "transfer", "limei", "建材工会", "--post", "董事长")
    later = flask("people", "transfer", "limei", "建材工会", "--on", "2999-01-01")
    early = flask("people", "leave", "limei", "--on", "2001-01-01")
    taken = flask("people", "add", "limei", "赵新", "纺织工会", "委员", "兼职")

    assert "不认识岗位“董事长”。" in post.output
    assert "到岗日期不能晚于今天。" in later.output
    assert "离岗日期早于这个岗位开始的日期。" in early.output
    assert "这个登录名已经有人使用。" in taken.output
