"""One group: the answer without a name, the rubric, and the verdict."""

from __future__ import annotations

import pytest

from cadreschool.kernel.db import db
from tests.learning.marking.conftest import trainer_at
from tests.school.marking import a_marked_paper, hand_in
from tests.school.steps import viewer_of
from tests.web.seeing import text
from tests.web.teach.judging import leave_answers, marks, take


@pytest.fixture
def answers(app, cast):
    """Return the sittings of two who wrote the same."""
    return leave_answers(
        app, cast, (cast.li_mei, "会前听，\n会后说"), (cast.chen_xiao, "会前听，会后说")
    )


def _id(address):
    return int(address.rstrip("/").split("/")[-1])


def _scores(app):
    with app.app_context():
        rows = db.session.execute(db.text("SELECT score, pending FROM sitting ORDER BY id"))
        return [tuple(row) for row in rows]


def test_the_group_shows_answer_rubric_and_number_and_nobody(answers, trainer):
    page = trainer.open(take(trainer))

    assert "相同的共2份" in text(page)
    assert text(page.select_one("blockquote")) == "会前听，会后说"
    assert "会前收集诉求" in text(page)
    assert "KEY-mark-essay-model" in text(page)
    assert not [name for name in ("李梅", "陈晓", "纺织工会") if name in text(page)]


def test_marking_it_scores_both_and_leads_to_the_next(app, answers, trainer):
    address = take(trainer)
    fields = marks(trainer.open(address)) | {"comment": "写得完整", "do": "next"}

    answer = trainer.post("teach.create_task_mark", into={"task_id": _id(address)}, **fields)

    assert "评好了，成绩已经更新。" in text(trainer.follow(answer))
    assert _scores(app) == [(88, 0), (88, 0)]
    page = trainer.open(address)
    assert "评得100%" in text(page)
    assert "何静：100%" in text(page)


def test_what_was_sent_twice_is_marked_once(app, answers, trainer):
    address = take(trainer)
    fields = marks(trainer.open(address)) | {"do": "stop"}
    into, key = {"task_id": _id(address)}, "0123456789abcdef"
    first = trainer.post("teach.create_task_mark", into=into, key=key, **fields)
    again = trainer.post("teach.create_task_mark", into=into, key=key, **fields)

    assert (first.status_code, first.location) == (again.status_code, again.location)
    with app.app_context():
        assert db.session.scalar(db.text("SELECT count(*) FROM marking_verdict")) == 1


def test_a_point_that_was_left_out_is_asked_for_and_the_rest_is_kept(answers, trainer):
    address = take(trainer)
    fields = marks(trainer.open(address)) | {"comment": "写得完整"}
    fields["point-2"] = ""

    answer = trainer.post("teach.create_task_mark", into={"task_id": _id(address)}, **fields)

    assert answer.status_code == 422
    assert "请给“要点 2”选一项。" in answer.text
    assert "写得完整" in answer.text
    assert 'value="1" selected' in answer.text


def test_more_than_the_points_cannot_be_given(app, answers, trainer):
    address = take(trainer)
    fields = marks(trainer.open(address)) | {"point-1": "7"}

    answer = trainer.post("teach.create_task_mark", into={"task_id": _id(address)}, **fields)

    assert answer.status_code == 422
    assert _scores(app) == [(33, 1), (33, 1)]


def test_who_does_not_hold_it_marks_nothing(app, answers, trainer, browse):
    address = take(trainer)
    fields = marks(trainer.open(address))
    other = browse.another().enter("xucheng")

    answer = other.post("teach.create_task_mark", into={"task_id": _id(address)}, **fields)

    assert answer.status_code == 409
    assert _scores(app) == [(33, 1), (33, 1)]


def test_given_back_it_is_taken_by_another(answers, trainer, browse):
    address = take(trainer)
    into = {"task_id": _id(address)}
    assert "已放回" in text(trainer.follow(trainer.post("teach.withdraw_task_lock", into=into)))
    other = browse.another().enter("xucheng")

    page = other.follow(other.post("teach.create_task_lock", into=into))

    assert "评分" in text(page)


def test_a_second_marker_sees_nothing_of_the_first(app, cast, trainer, browse):
    leave_answers(app, cast, (cast.li_mei, "会前听"), second_marker=True)
    address = take(trainer)
    fields = marks(trainer.open(address)) | {"comment": "第一人的话", "do": "stop"}
    answer = trainer.post("teach.create_task_mark", into={"task_id": _id(address)}, **fields)
    assert "记下了，待第二人评阅。" in text(trainer.follow(answer))
    assert "您已经评过" in text(trainer.open(address))

    other = browse.another().enter("xucheng")
    page = other.open(take(other))

    assert "第一人的话" not in text(page)
    assert "何静" not in text(page)


def test_a_group_of_a_case_shows_the_case(app, cast, trainer):
    with app.app_context():
        hand_in(viewer_of(cast.li_mei), a_marked_paper(by=cast.sun), essay="", reply="依据工会法")
        db.session.remove()

    page = trainer.open(take(trainer))

    assert "案例第2小题" in text(page)
    assert "三名职工反映加班费没有足额发放。" in text(page)


def test_trainers_of_another_union_find_nothing(app, cast, trainer, answers):
    address = take(trainer)
    with app.app_context():
        trainer_at(cast.zhou, cast.qingshi)
        db.session.remove()
    beside = trainer.another().enter("zhou")

    assert beside.client.get(address).status_code == 404
    assert "没有待评的回答" in text(beside.get("teach.marking"))
