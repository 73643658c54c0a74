"""What waits for a supervisor: their own part of the tree, never what they wrote themselves."""

from __future__ import annotations

import pytest

from cadreschool.kernel.db import db, write
from cadreschool.learning.practice_records import actions
from tests.school.cast import MONDAY
from tests.school.recording import a_draft, hand_over, put_name_to, secret_that
from tests.school.steps import viewer_of


@pytest.fixture
def handed(app, cast):
    """Return the ids of what 李梅, 王强 and 孙主席 submitted."""
    with app.app_context():
        found = {
            name: hand_over(viewer_of(getattr(cast, name)), a_draft(name))
            for name in ("li_mei", "wang_qiang", "sun")
        }
        db.session.remove()
    return found


def _titles(page):
    return [row.get_text(" ", strip=True) for row in page.select("ul.rows > li p.quiet")]


def test_a_supervisor_sees_what_waits_in_their_part_of_the_tree(browse, handed):
    waiting = _titles(browse.enter("zhou").get("supervise.practice_records"))

    assert len(waiting) == 1
    assert waiting[0].startswith("王强，建材工会；2026年3月2日的事")


def test_nobody_finds_what_they_wrote_themselves(browse, handed):
    waiting = _titles(browse.enter("sun").get("supervise.practice_records"))

    assert [one[:2] for one in waiting] == ["李梅", "王强"]


def test_a_sample_waits_for_another_than_who_signed(app, browse, cast, handed):
    with app.app_context():
        secret = secret_that(handed["wang_qiang"], draws=True)
        put_name_to(viewer_of(cast.zhou), handed["wang_qiang"], secret=secret)
        db.session.remove()

    mine = browse.enter("zhou").get("supervise.practice_records", list="check")
    others = browse.another().enter("sun").get("supervise.practice_records", list="check")

    assert "没有等着抽查的" in mine.get_text()
    assert [one[:2] for one in _titles(others)] == ["王强"]


def test_what_was_done_is_listed_and_opens_while_it_may_be_read(app, browse, cast, handed):
    with app.app_context():
        zhou, author, record = (
            viewer_of(cast.zhou),
            viewer_of(cast.wang_qiang),
            handed["wang_qiang"],
        )
        write(lambda: actions.send_back(zhou, record, version=1, words="缺结果。", at=MONDAY))
        db.session.remove()
    browse.enter("zhou")
    before = browse.get("supervise.practice_records", list="done")
    with app.app_context():
        draft = a_draft("wang_qiang", base=1, result="双方同意补发，写了协议，已经兑现。")
        write(lambda: actions.save_draft(author, draft, at=MONDAY))
        db.session.remove()
    after = browse.get("supervise.practice_records", list="done")

    assert "退回：缺结果。" in before.get_text()
    assert len(before.select("ul.rows h2 a")) == 1
    assert after.select("ul.rows a") == []
    assert "作者正在修改" in after.get_text()


def test_nothing_waits_says_so(browse, cast):
    page = browse.enter("sun").get("supervise.practice_records")
    assert "没有等着签认的" in page.get_text()
    assert browse.get("supervise.practice_records", list="done", page="9999")


def test_there_is_no_way_to_sign_several_at_once(browse, handed):
    page = browse.enter("sun").get("supervise.practice_records")
    assert page.select("main form") == []


def test_a_list_costs_the_same_with_one_and_with_two(app, browse, cast, handed, count_queries):
    numbers = []
    for login in ("zhou", "sun"):
        browse.enter(login)
        with count_queries() as queries:
            browse.client.get(browse.address("supervise.practice_records"))
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
