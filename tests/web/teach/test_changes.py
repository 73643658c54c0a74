"""Review: what changes for whom, and the decisions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from cadreschool.cli.content import publish_folder
from cadreschool.courses.queries import newest_editions
from tests.school.cast import MONDAY
from tests.school.content import a_lesson
from tests.web.seeing import begin as begin_check
from tests.web.seeing import hand_in, text, words
from tests.web.teach.writing import (
    COURSE,
    HE_JING,
    LIN_YUE,
    XU_CHENG,
    begin,
    opened,
    publish,
    replaced,
    save,
    submit,
    version,
)


def _change(desk):
    save(desk, replaced(opened(desk), "情境的正文", "情境的新正文"))


def test_it_shows_lines_that_differ_and_for_whom(he_jing):
    learner = he_jing.another().enter("li_mei")
    begin_check(learner)
    _change(he_jing)

    page = he_jing.get("teach.changes", **COURSE)

    assert "情境的新正文" in text(page.select_one("ins"))
    assert "改动1课：课speaking-1" in text(page)
    assert "1人正在学" in text(page)
    assert "1份检测还没有交卷" in text(page)


def test_who_becomes_finished_is_counted_before_and_finished_after(he_jing):
    learner = he_jing.another().enter("li_mei")
    hand_in(learner, begin_check(learner))
    he_jing.post("teach.withdraw_lesson", into=COURSE | {"folder": "02-lesson"})

    assert "1人已经有新版要求的每一课" in text(he_jing.get("teach.changes", **COURSE))
    submit(he_jing)
    publish(he_jing)

    assert "已完成" in words(learner.get("study.course", course_id="speaking"))


def test_a_reviewed_draft_is_what_learners_read(he_jing):
    _change(he_jing)
    assert submit(he_jing).status_code == 303
    reviewer = he_jing.another().enter(XU_CHENG)

    asked = reviewer.get("teach.changes", **COURSE)
    assert "送审：改正一处说法" in text(asked)
    assert asked.select_one("#publish-words").get_text().strip() == "改正一处说法"

    page = reviewer.follow(publish(reviewer))

    assert "已发布第2版" in text(page)
    learner = he_jing.another().enter("li_mei")
    shown = learner.get("study.lesson", course_id="speaking", lesson_id="speaking-1")
    assert "情境的新正文" in text(shown)


def test_a_publication_sent_twice_is_one_edition(app, he_jing):
    _change(he_jing)
    submit(he_jing)
    key, seen = "0123456789abcdef", version(he_jing)

    answers = [
        he_jing.post("teach.create_publication", into=COURSE, key=key, version=seen, words="改")
        for _ in range(2)
    ]

    assert [one.status_code for one in answers] == [303, 303]
    with app.app_context():
        assert {one.course_id: one.number for one in newest_editions()}["speaking"] == 2


def test_a_returned_draft_comes_back_with_the_reason(he_jing):
    _change(he_jing)
    submit(he_jing)
    reviewer = he_jing.another().enter(XU_CHENG)

    assert (
        reviewer.post(
            "teach.create_return", into=COURSE, version=version(reviewer), words=""
        ).status_code
        == 422
    )
    reviewer.post(
        "teach.create_return", into=COURSE, version=version(reviewer), words="第二条请核对原文"
    )

    assert "许诚退回了草稿：第二条请核对原文" in text(he_jing.get("teach.course", **COURSE))
    assert save(he_jing, opened(he_jing)).status_code == 303


def test_a_submission_is_taken_back(he_jing):
    _change(he_jing)
    submit(he_jing)

    assert he_jing.post("teach.withdraw_submission", into=COURSE).status_code == 303
    assert he_jing.post("teach.withdraw_submission", into=COURSE).status_code == 409


@pytest.mark.parametrize("seen", ["", "0", "-1", "²", "9" * 400, "9" * 5000])
def test_a_version_that_nobody_was_shown_publishes_nothing(he_jing, seen):
    _change(he_jing)
    submit(he_jing)

    response = he_jing.post("teach.create_publication", into=COURSE, version=seen, words="改")

    assert response.status_code in {409, 422}


def test_a_trainer_does_not_publish(he_jing):
    _change(he_jing)
    submit(he_jing)

    assert publish(he_jing.another().enter(LIN_YUE)).status_code == 403


def test_a_draft_with_mistakes_is_not_submitted(he_jing):
    save(he_jing, replaced(opened(he_jing), "[[测试法#1]]", "[[假法#1]]"))

    page = he_jing.get("teach.changes", **COURSE)
    assert "还有1处错误" in text(page)
    response = he_jing.post("teach.create_submission", into=COURSE, version="2", words="改")
    assert response.status_code == 422


def test_who_decides_is_told_when_the_draft_moved_on(he_jing):
    _change(he_jing)
    seen = version(he_jing)
    lin_yue = he_jing.another().enter(LIN_YUE)
    save(lin_yue, replaced(opened(lin_yue), "要点的正文", "林越的要点"))

    response = he_jing.post("teach.create_submission", into=COURSE, version=seen, words="改")

    assert response.status_code == 409
    assert "又改过" in response.text


def test_with_review_required_nobody_publishes_their_own_words(app, he_jing, require_review):
    require_review()
    _change(he_jing)
    submit(he_jing)

    response = he_jing.post("teach.create_publication", into=COURSE, version="2", words="改")
    assert response.status_code == 403
    assert "另一位审核人" in text(he_jing.get("teach.changes", **COURSE))
    reviewer = he_jing.another().enter(XU_CHENG)
    assert publish(reviewer).status_code == 303


def test_a_first_edition_of_a_new_course_belongs_to_its_town(app, browse, teachers, cast):
    bai_lu = browse.enter("bailu")
    fields = {"course_id": "b1-talks", "title": "协商", "track": "rights", "unit": "B1"}
    bai_lu.post("teach.create_course", owner=str(cast.qingshi), **fields)
    course = {"course_id": "b1-talks"}
    lesson = course | {"folder": "01-first"}
    form = opened(bai_lu, **lesson)
    text_ = a_lesson("first", title="第一课")
    assert (
        bai_lu.post("teach.update_file", into=course, **(form | {"text": text_})).status_code == 303
    )
    page = bai_lu.get("teach.changes", **course)
    seen = page.select_one("aside [name=version]")["value"]
    bai_lu.post("teach.create_submission", into=course, version=seen, words="新课")
    response = bai_lu.post("teach.create_publication", into=course, version=seen, words="新课")

    assert response.status_code == 303
    assert "协商" in text(browse.another().enter("li_mei").get("study.catalogue"))
    assert "青石镇工会联合会" in text(bai_lu.get("teach.course", **course))
    browse.another().enter(HE_JING).get("teach.course", **course)


def test_a_folder_published_later_does_not_bring_the_old_words_back(app, content, he_jing):
    _change(he_jing)
    submit(he_jing)
    publish(he_jing)

    with app.app_context():
        publish_folder(content, at=MONDAY, quiet=True)

    learner = he_jing.another().enter("li_mei")
    shown = learner.get("study.lesson", course_id="speaking", lesson_id="speaking-1")
    assert "情境的新正文" in text(shown)
    begin(he_jing)
    assert "情境的新正文" in opened(he_jing)["text"]


def test_of_two_reviewers_who_publish_at_the_same_moment_one_is_told(app, he_jing):
    _change(he_jing)
    submit(he_jing)
    reviewers = [he_jing, he_jing.another().enter(XU_CHENG)]
    seen, together = version(he_jing), Barrier(2)

    def press(reviewer):
        reviewer.token()
        together.wait()
        return reviewer.post(
            "teach.create_publication", into=COURSE, version=seen, words="改"
        ).status_code

    with ThreadPoolExecutor(2) as windows:
        answers = sorted(windows.map(press, reviewers))

    assert answers == [303, 409]
    with app.app_context():
        assert {one.course_id: one.number for one in newest_editions()}["speaking"] == 2
