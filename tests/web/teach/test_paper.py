"""Designing a paper, seeing whether there are enough questions, opening and ending it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.db import db
from cadreschool.questions.papers.models import Paper, PaperItem
from tests.browse import check
from tests.web.seeing import text, words
from tests.web.teach.papering import (
    ROW,
    designed,
    form_of,
    form_of_opening,
    new_paper,
    opened,
    planned,
    save,
)
from tests.web.teach.writing import BAI_LU, HE_JING, LIN_YUE, XU_CHENG

SECOND = {
    "row-1-number": "2",
    "row-1-points": "1",
    "row-1-law": "测试法",
    "row-1-difficulty": "1",
}
WRONG = {
    "row-0-number": "很多",
    "row-0-points": "2",
    "row-0-law": "无此法",
    "rule-0-why": "等等",
}


@pytest.fixture
def desk(browse, teachers):
    return browse.enter(HE_JING)


def test_a_draft_keeps_what_was_typed_and_offers_more_rows(desk):
    paper = designed(
        desk,
        minutes="90",
        closes_at="2026-12-31T17:00",
        scoring="half",
        forms="2",
        **{
            "row-1-number": "2",
            "row-1-points": "1",
            "row-1-law": "测试法",
            "row-1-difficulty": "1",
        },
    )

    kept = form_of(desk.get("teach.paper", paper_id=paper))

    assert (kept["minutes"], kept["closes_at"], kept["scoring"]) == (
        "90",
        "2026-12-31T17:00",
        "half",
    )
    assert (kept["row-1-law"], kept["row-1-difficulty"], kept["lessons"]) == ("测试法", "1", ["y"])
    assert [name for name in kept if name.endswith("-number") and not kept[name]] == [
        "row-2-number",
        "row-3-number",
        "row-4-number",
    ]


def test_numbers_beyond_all_bounds_are_told_in_one_sentence(desk):
    paper = new_paper(desk)
    union = {"rule-0-may": "yes", "rule-0-organisation": "9" * 5000}

    page = save(desk, paper, minutes="9" * 5000, **union)

    assert page.status_code == 422
    assert "没有这个工会" in text(check(page))
    assert "不是有效的整数" not in text(check(page))
    assert "请填1到600的整数。" in text(check(page))


def test_a_row_that_is_emptied_is_gone(desk):
    paper = designed(desk, **{"row-1-number": "2", "row-1-points": "1"})
    nothing = dict.fromkeys((*ROW, "row-0-difficulty"), "")

    save(desk, paper, **nothing)

    kept = form_of(desk.get("teach.paper", paper_id=paper))
    assert (kept["row-0-number"], kept["row-1-number"]) == ("2", "")


def test_whether_there_are_enough_questions_stands_beside(desk):
    paper = designed(desk)
    page = desk.get("teach.paper", paper_id=paper)
    assert planned(page) == [["A卷", "3", "6", "3"]]
    assert page.select("form[action$='/openings']")

    save(desk, paper, **{"row-0-number": "99", "row-1-number": "2", "row-1-points": "1"})

    page = desk.get("teach.paper", paper_id=paper)
    assert any(one.startswith("第 1 行要 99 题，只有 ") for one in words(page))
    assert page.select("form[action$='/openings']") == []


def test_two_forms_are_told_to_be_equal_or_not(desk):
    paper = designed(desk, forms="2")
    page = desk.get("teach.paper", paper_id=paper)

    assert planned(page) == [["A卷", "3", "6", "3"], ["B卷", "3", "6", "3"]]


def test_mistakes_are_told_all_at_once_and_nothing_is_lost(desk):
    paper = new_paper(desk)
    response = save(
        desk,
        paper,
        title="",
        minutes="9999",
        opens_at="2026-12-31T17:00",
        closes_at="2026-12-31T16:00",
        **{
            "row-0-number": "很多",
            "row-0-points": "2",
            "row-0-law": "无此法",
            "rule-0-why": "等等",
        },
    )

    assert response.status_code == 422
    page = check(response)
    said = text(page)
    for fault in (
        "请填写试卷名称。",
        "请填1到600的整数。",
        "第1行的题数要填1到150的整数。",
        "第1行的法律“无此法”没有登记。",
        "请选择题源：题库，或者课程里的题。",
        "第1条进入条件：要说明可以还是不可以。",
        "开放时间要早于截止时间。",
    ):
        assert fault in said, fault
    kept = form_of(page)
    assert (kept["row-0-number"], kept["row-0-law"], kept["rule-0-why"]) == (
        "很多",
        "无此法",
        "等等",
    )


def test_rules_of_access_are_kept_and_told_in_words(desk, cast):
    paper = designed(
        desk,
        **{
            "rule-0-may": "no",
            "rule-0-why": "组长下周考。",
            "rule-0-post": "group_leader",
            "rule-0-organisation": "纺织工会",
            "rule-1-may": "yes",
            "rule-1-from": "2026-03-02T09:00",
            "rule-1-below": "2",
            "rule-1-form": "1",
        },
    )
    kept = form_of(desk.get("teach.paper", paper_id=paper))
    assert (kept["rule-0-organisation"], kept["rule-1-from"]) == ("纺织工会", "2026-03-02T09:00")
    version = kept["version"]
    desk.post("teach.create_opening", into={"paper_id": paper}, version=version)

    page = desk.get("teach.paper", paper_id=paper)

    assert [text(one) for one in page.select("ol:not(.crumbs) li")] == [
        "岗位是工会小组长，在“纺织工会”及其下级：不可以（组长下周考。）",
        "2026年3月2日09:00起，考过少于2次：可以，用A卷",
    ]


@pytest.mark.parametrize(
    ("union", "fault"),
    [("白水县总工会", "没有这个工会"), ("999999", "没有这个工会"), ("3", "")],
)
def test_unions_in_rules_are_found_by_name_or_number(desk, union, fault):
    paper = new_paper(desk)
    fields = {"rule-0-may": "yes", "rule-0-organisation": union}
    response = save(desk, paper, lessons="y", **ROW, **fields)

    assert response.status_code == (422 if fault else 303)
    assert fault in response.text


def test_named_questions_are_taken_as_they_stand(app, desk):
    paper = new_paper(desk)
    save(desk, paper, lessons="y", design="items", items="speaking-1-q01 3\nspeaking-1-q02　２\n")
    page = desk.get("teach.paper", paper_id=paper)
    assert form_of(page)["items"] == "speaking-1-q01 3\nspeaking-1-q02 2"
    assert planned(page) == [["A卷", "2", "5", "2"]]

    save(desk, paper, items="nowhere 3")

    assert "找不到这些题，或者今天不能用：nowhere" in text(desk.get("teach.paper", paper_id=paper))


def test_opening_fixes_the_questions_and_nothing_can_be_changed_after(app, desk):
    paper = opened(desk, forms="2")

    with app.app_context():
        items = db.session.scalars(select(PaperItem).where(PaperItem.paper_id == paper)).all()
        made = db.session.get(Paper, paper)
    assert len({one.question_version_id for one in items}) == 6
    assert (made.state, made.version) == ("open", 3)
    page = desk.get("teach.paper", paper_id=paper)
    assert page.select("form[action$='/design']") == []
    refused = desk.post(
        "teach.update_paper",
        into={"paper_id": paper},
        title="改",
        version="3",
        pass_mark="60",
        mode="exam",
        scoring="exact",
        release="closed",
        forms="1",
        shuffles="1",
        second_marker="0",
        design="rows",
        lessons="y",
        **ROW,
    )
    assert refused.status_code == 409
    assert "试卷已经开放，题目和规则不能再改。" in refused.text
    again = desk.post("teach.create_opening", into={"paper_id": paper}, version="3")
    assert again.status_code == 409


def test_an_edit_on_an_old_page_is_refused_and_keeps_what_was_typed(desk):
    paper = designed(desk)
    stale = form_of(desk.get("teach.paper", paper_id=paper))
    save(desk, paper, title="别人改的")

    refused = desk.post(
        "teach.update_paper", into={"paper_id": paper}, **stale | {"title": "我改的"}
    )

    assert refused.status_code == 409
    page = check(refused)
    assert "这份试卷刚才被别人改过，您的改动没有保存。" in text(page)
    kept = form_of(page)
    assert (kept["title"], kept["version"]) == ("我改的", "3")
    assert desk.post("teach.update_paper", into={"paper_id": paper}, **kept).status_code == 303


def test_a_draft_changed_meanwhile_is_not_opened_unseen(desk):
    paper = designed(desk)
    seen = form_of(desk.get("teach.paper", paper_id=paper))["version"]
    save(desk, paper, pass_mark="90")

    response = desk.post("teach.create_opening", into={"paper_id": paper}, version=seen)

    assert response.status_code == 409


def test_a_paper_without_enough_questions_is_not_opened(desk):
    paper = designed(desk, **{"row-0-number": "99"})
    version = form_of(desk.get("teach.paper", paper_id=paper))["version"]

    response = desk.post("teach.create_opening", into={"paper_id": paper}, version=version)

    assert (response.status_code, "题不够，试卷没有开放。" in response.text) == (409, True)


def test_where_review_is_wanted_another_person_opens(browse, desk, require_review):
    require_review()
    paper = designed(desk)
    version = form_of(desk.get("teach.paper", paper_id=paper))["version"]
    own = desk.post("teach.create_opening", into={"paper_id": paper}, version=version)
    trainer = browse.another().enter(LIN_YUE)
    other = trainer.post("teach.create_opening", into={"paper_id": paper}, version=version)
    reviewer = browse.another().enter(XU_CHENG)
    accepted = reviewer.post("teach.create_opening", into={"paper_id": paper}, version=version)

    assert (own.status_code, other.status_code, accepted.status_code) == (403, 403, 303)


def test_ending_asks_for_a_tick_and_lets_nobody_in(browse, desk):
    paper = opened(desk)
    asked = desk.post("teach.create_closing", into={"paper_id": paper})
    ended = desk.post("teach.create_closing", into={"paper_id": paper}, sure="1")

    assert (asked.status_code, ended.status_code) == (422, 303)
    assert "已结束" in text(desk.get("teach.paper", paper_id=paper))
    taker = browse.another().enter("li_mei")
    assert taker.post("study.create_exam_sitting", into={"paper_id": paper}).status_code == 409


def test_a_draft_can_be_deleted_and_an_open_paper_cannot(desk):
    draft, paper = designed(desk), opened(desk)

    assert desk.post("teach.withdraw_paper", into={"paper_id": draft}).status_code == 422
    gone = desk.post("teach.withdraw_paper", into={"paper_id": draft}, sure="1")
    kept = desk.post("teach.withdraw_paper", into={"paper_id": paper}, sure="1")

    assert (gone.status_code, kept.status_code) == (303, 409)
    desk.get("teach.paper", paper_id=draft, status=404)


def test_a_paper_of_the_whole_school_is_not_found_by_a_trainer_of_one_town(browse, desk):
    paper = opened(desk)
    other = browse.another().enter(BAI_LU)

    for page in ("paper", "takers", "exceptions"):
        other.get(f"teach.{page}", paper_id=paper, status=404)
    assert other.post("teach.create_closing", into={"paper_id": paper}, sure="1").status_code == 404


def _singles(app):
    """Return the number of single choices in the lessons of the small school."""
    with app.app_context():
        lessons = [lesson for course in load_catalogue().curriculum for lesson in course.lessons]
        return sum(one.question.kind == "single" for lesson in lessons for one in lesson.questions)


def _drawn(app, paper):
    with app.app_context():
        found = select(PaperItem.question_version_id).where(PaperItem.paper_id == paper)
        return set(db.session.scalars(found))


def test_an_exam_is_drawn_of_what_no_mock_has_told(app, desk):
    mock = opened(desk, mode="mock", release="submitted")
    paper = designed(desk, **{"row-0-number": str(_singles(app) - 3)})

    page = desk.get("teach.paper", paper_id=paper)
    form = form_of_opening(page)
    desk.post("teach.create_opening", into={"paper_id": paper}, **form)

    assert "题源里有3题在别的试卷里（正在考，或考完不满30天），抽题时避开。" in text(page)
    assert len(_drawn(app, paper)) == _singles(app) - 3
    assert _drawn(app, paper).isdisjoint(_drawn(app, mock))


@pytest.mark.parametrize(("first", "second"), [("mock", "exam"), ("exam", "mock")])
def test_where_questions_do_not_suffice_their_number_and_papers_are_told_first(
    app, desk, first, second
):
    earlier = opened(desk, mode=first, title="先开的", release="submitted")
    paper = designed(
        desk, mode=second, release="submitted", **{"row-0-number": str(_singles(app) - 1)}
    )

    page = desk.get("teach.paper", paper_id=paper)
    response = desk.post("teach.create_opening", into={"paper_id": paper}, **form_of_opening(page))

    assert "有2题也在别的试卷里" in text(page)
    assert "“先开的”：2题" in text(page)
    assert "有2题也在别的试卷里。" in text(desk.follow(response))
    assert len(_drawn(app, paper) & _drawn(app, earlier)) == 2


def test_mocks_do_not_disturb_each_other(app, desk):
    opened(desk, mode="mock", release="submitted")
    wanted = {"row-0-number": str(_singles(app))}
    again = designed(desk, mode="mock", release="submitted", **wanted)

    assert "别的试卷" not in text(desk.get("teach.paper", paper_id=again))


def test_a_paper_that_was_opened_meanwhile_keeps_another_from_being_opened_unseen(app, desk):
    paper = designed(desk, **{"row-0-number": str(_singles(app))})
    form = form_of_opening(desk.get("teach.paper", paper_id=paper))
    opened(desk, mode="mock", release="submitted")

    response = desk.post("teach.create_opening", into={"paper_id": paper}, **form)

    assert response.status_code == 409
    assert "这期间有别的试卷开放，有 3 题也在那里面，试卷没有开放。" in response.text
    seen = form_of_opening(desk.get("teach.paper", paper_id=paper))
    again = desk.post("teach.create_opening", into={"paper_id": paper}, **seen)
    assert again.status_code == 303
