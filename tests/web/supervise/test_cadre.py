"""One cadre's lessons with reasons: never what they answered."""

from __future__ import annotations

import pytest
import time_machine

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Role
from cadreschool.learning.moves import transfer_cadre, withdraw_cadre
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import appoint
from cadreschool.people.models import Cadre, Post, Tie
from cadreschool.people.postings.actions import open_posting
from cadreschool.people.postings.rules import NewPosting
from cadreschool.web.supervise.views import records
from tests.browse import check
from tests.school.cast import MONDAY
from tests.web.seeing import begin, links, table, take, text


def test_every_lesson_says_where_its_cadre_stands_and_why(browse, cast):
    with time_machine.travel(MONDAY, tick=False):
        li_mei = browse.another().enter("li_mei")
        take(li_mei, wrong=(1,))
        begin(li_mei, course_id="speaking", lesson_id="speaking-2")

        page = browse.enter("sun").get("supervise.cadre", cadre_id=cast.li_mei)

    said = text(page)
    for one in (
        "李梅",
        "工会主席",
        "缺第2课（共2课）；第2课检测尚未交卷",
        "2026年3月2日检测80分",
        "检测尚未交卷",
        "还没有开始的课程倾听（1课）",
    ):
        assert one in said


def test_the_page_is_the_same_whether_answers_were_right_or_wrong(browse, cast):
    with time_machine.travel(MONDAY, tick=False) as now:
        li_mei = browse.another().enter("li_mei")
        take(li_mei, wrong=(1, 2))
        first = browse.enter("sun").get("supervise.cadre", cadre_id=cast.li_mei)
        now.shift(600)
        take(li_mei, wrong=(4, 5))
        second = browse.enter("sun").get("supervise.cadre", cadre_id=cast.li_mei)

    assert text(first) == text(second), "only the best score shows"
    assert "题干" not in text(first)
    assert "KEY-" not in text(first)


@pytest.mark.parametrize(
    ("name", "whom", "status"),
    [
        ("sun", "li_mei", 200),
        ("sun", "wang_qiang", 200),
        ("sun", "sun", 200),
        ("zhou", "wang_qiang", 200),
        ("zhou", "li_mei", 404),
        ("zhou", "sun", 404),
        ("li_mei", "li_mei", 403),
        ("chen_xiao", "li_mei", 403),
    ],
)
def test_only_supervisors_above_see_a_cadre(browse, cast, name, whom, status):
    browse.enter(name).get("supervise.cadre", cadre_id=getattr(cast, whom), status=status)


def test_a_foreign_cadre_looks_like_one_who_is_not_there(browse, cast):
    browse.enter("zhou")

    foreign = browse.get("supervise.cadre", cadre_id=cast.li_mei, status=404)
    missing = browse.get("supervise.cadre", cadre_id=999, status=404)

    assert text(foreign)[:-16] == text(missing)[:-16], "all but the number of the request"


def test_a_page_opens_only_so_many_lessons_and_leads_to_the_others(browse, cast, monkeypatch):
    monkeypatch.setattr(records, "MOST_LESSONS", 2)
    with time_machine.travel(MONDAY, tick=False):
        li_mei = browse.another().enter("li_mei")
        take(li_mei)
        take(li_mei, course_id="listening", lesson_id="listening-1")
    browse.enter("sun")

    page = browse.get("supervise.cadre", cadre_id=cast.li_mei)
    assert "第" not in text(page.select_one("#course-2").parent)
    assert len(page.select("ol.rows li")) == 2, "the course under way"
    (more,) = [link for link in links(page) if "course=" in link]
    assert more == f"/supervise/cadres/{cast.li_mei}/?course=listening"

    page = browse.open(more)
    assert len(page.select("ol.rows li")) == 1, "the course chosen"


# Posts -------------------------------------------------------------------------------------------


@pytest.fixture
def transferred(app, browse, cast):
    """Let 李梅 pass a lesson, move to 建材工会 on the third day, and finish a course there."""
    with time_machine.travel(MONDAY, tick=False) as now:
        take(browse.another().enter("li_mei"))
        now.shift(3 * 86400)
        new = NewPosting(Post.MEDIATOR, Tie.FULL_TIME, clock.today())

        def unit():
            transfer_cadre(cast.li_mei, cast.building, new, by=None, at=clock.now())

        with app.app_context():
            write(unit)
        take(browse.another().enter("li_mei"), course_id="listening", lesson_id="listening-1")


def _supervise(app, cadre_id, union_id):
    def unit():
        cadre, union = db.session.get(Cadre, cadre_id), db.session.get(Organisation, union_id)
        day = clock.day_of(MONDAY)
        appoint(cadre, Role.SUPERVISOR, union, from_on=day, by=None, at=MONDAY)

    with app.app_context():
        write(unit)


def test_the_new_union_sees_the_whole_record_and_no_name_of_the_old_one(transferred, browse, cast):
    page = browse.enter("zhou").get("supervise.cadre", cadre_id=cast.li_mei)

    said = text(page)
    assert "缺第2课（共2课）" in said
    assert "2026年3月5日检测100分" in said
    assert table(page) == [
        ["建材工会", "劳动争议调解员（专职）", "2026年3月5日起"],
        ["所辖以外的工会", "工会主席（兼职）", "2026年3月2日至2026年3月4日"],
    ]
    assert "纺织" not in page.get_text()


def test_the_old_union_sees_what_was_finished_there(app, transferred, browse, cast):
    _supervise(app, cast.chen_xiao, cast.textile)

    page = browse.enter("chen_xiao").get("supervise.cadre", cadre_id=cast.li_mei)

    said = text(page)
    assert "已离开本工会" in said
    assert "2026年3月2日检测100分" in said
    assert "2026年3月5日" not in said
    assert table(page) == [["纺织工会", "工会主席（兼职）", "2026年3月2日至2026年3月4日"]]
    assert "建材" not in page.get_text()


def test_who_supervises_both_sees_all_of_it(transferred, browse, cast):
    page = browse.enter("sun").get("supervise.cadre", cadre_id=cast.li_mei)

    assert [row[0] for row in table(page)] == ["建材工会", "纺织工会"]
    assert "已离开本工会" not in text(page)


def test_a_further_post_shows_a_cadre_at_that_union(app, browse, cast):
    new = NewPosting(Post.MEDIATOR, Tie.PART_TIME, clock.day_of(MONDAY))
    with app.app_context():
        write(lambda: open_posting(cast.wang_qiang, cast.textile, new, by=None, at=MONDAY))
    _supervise(app, cast.chen_xiao, cast.textile)

    page = browse.enter("chen_xiao").get("supervise.cadre", cadre_id=cast.wang_qiang)

    assert "纺织工会" in text(page)
    assert "建材" not in page.get_text()


def test_who_left_is_shown_as_having_left(app, browse, cast):
    last_day = clock.day_of(MONDAY)
    with time_machine.travel(MONDAY, tick=False):
        begin(browse.another().enter("li_mei"))
    with app.app_context():
        write(lambda: withdraw_cadre(cast.li_mei, last_day, "退休", by=None, at=MONDAY))

    page = browse.enter("sun").get("supervise.cadre", cadre_id=cast.li_mei)

    assert "2026年3月2日离任" in text(page)
    assert not page.select(".notice--care"), "nobody asks those who left why they are slow"


def test_a_record_costs_the_same_for_any_number_of_posts(app, browse, cast, count_queries):
    browse.enter("sun")
    path = browse.address("supervise.cadre", cadre_id=cast.wang_qiang)
    browse.open(path)
    with count_queries() as one:
        browse.client.get(path)
    for union in (cast.textile, cast.chengguan):
        new = NewPosting(Post.MEDIATOR, Tie.PART_TIME, clock.day_of(MONDAY))
        with app.app_context():
            write(
                lambda union=union, new=new: open_posting(
                    cast.wang_qiang, union, new, by=None, at=MONDAY
                )
            )
    with count_queries() as three:
        page = check(browse.client.get(path))

    assert len(table(page)) == 3
    assert len(one) == len(three) <= 12
