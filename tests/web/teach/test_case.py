"""The legal review of a case, and the scenario made of it."""

from __future__ import annotations

import pytest

from tests.browse import check
from tests.web.seeing import text
from tests.web.study.telling import FORM, publish, told


@pytest.fixture
def place(browse):
    """Let 李梅 hand in a case."""
    return told(browse.another().enter("li_mei"))


def _publish(desk, place, **fields):
    return desk.post("teach.create_case_publication", into=place, version="1", **fields)


def test_the_reviewer_sees_the_law_of_today_beside_the_text(reviewer, place):
    page = text(reviewer.get("teach.case", **place))
    assert "会员满二十五人的，应当建立委员会。" in page
    assert "李梅，纺织工会" in page
    assert "法律问题已核对" in page


def test_publication_says_that_the_law_was_reviewed(reviewer, place):
    refused = _publish(reviewer, place, words="期限对")
    assert refused.status_code == 422
    page = check(refused)
    assert "发布以前请确认" in text(page)
    assert page.select_one("#publish-words").get_text().strip() == "期限对"

    assert _publish(reviewer, place, words="期限对", reviewed="yes").status_code == 303
    assert "法律问题已核对。期限对" in text(reviewer.get("teach.case", **place))


def test_a_trainer_proposes_changes_and_cannot_publish(browse, teachers, place):
    lin_yue = browse.another().enter("linyue")
    page = text(lin_yue.get("teach.case", **place))
    assert "发布由审核人决定" in page

    assert _publish(lin_yue, place, reviewed="yes").status_code == 403
    empty = lin_yue.post("teach.create_case_return", into=place, version="1", words="")
    assert empty.status_code == 422
    back = lin_yue.post("teach.create_case_return", into=place, version="1", words="请写明天数。")
    assert back.status_code == 303


def test_who_told_a_case_does_not_publish_it(trainer, reviewer):
    own = told(trainer)
    assert "请由另一位审核人来看" in text(trainer.get("teach.case", **own))
    assert _publish(trainer, own, reviewed="yes").status_code == 403
    publish(reviewer, own)


def test_two_reviewers_decide_once(trainer, reviewer, place):
    publish(reviewer, place)
    again = trainer.post("teach.create_case_return", into=place, version="1", words="请改期限。")
    assert again.status_code == 409


def test_a_reviewer_takes_a_case_down_with_a_reason(browse, reviewer, place):
    publish(reviewer, place)
    silent = reviewer.post("teach.withdraw_case", into=place, words="")
    assert silent.status_code == 422
    assert reviewer.post("teach.withdraw_case", into=place, words="条文改了。").status_code == 303
    assert "案例被撤下" in text(browse.another().enter("li_mei").get("study.home"))


def test_a_published_case_becomes_a_scenario_once(trainer, reviewer, place):
    early = trainer.post("teach.create_case_scenario", into=place)
    assert early.status_code == 409
    publish(reviewer, place)
    assert "以此写情景" in text(trainer.get("teach.case", **place))

    first = trainer.post("teach.create_case_scenario", into=place)
    again = trainer.post("teach.create_case_scenario", into=place)

    assert first.status_code == again.status_code == 303
    assert first.location == again.location == f"/teach/courses/case-{place['case_id']}/"
    page = trainer.open(first.location)
    assert "情景：夜班津贴少发了三个月" in text(page)
    assert "打开情景" in text(trainer.get("teach.case", **place))


def test_what_its_author_writes_on_is_not_for_the_desk(browse, trainer, reviewer, place):
    li_mei = browse.another().enter("li_mei")
    reviewer.post("teach.create_case_return", into=place, version="1", words="请写明天数。")
    unsure = "还没有想好怎样说才合适，先写在这里，厂里的事慢慢讲。"
    fields = FORM | {"version": "1", "thoughts": unsure, "title": "还没有想好的题目"}
    assert li_mei.post("study.update_case", into=place, do="save", **fields).status_code == 303
    _told_nothing(trainer, reviewer, place, "正在修改")

    assert li_mei.post("study.withdraw_case", into=place, words="").status_code == 303
    _told_nothing(trainer, reviewer, place, "已撤下")
    assert "没有已撤下的案例" in text(reviewer.get("teach.cases", state="withdrawn"))


def test_a_recalled_case_is_not_for_the_desk(browse, trainer, reviewer, place):
    li_mei = browse.another().enter("li_mei")
    assert li_mei.post("study.withdraw_case_submission", into=place).status_code == 303
    _told_nothing(trainer, reviewer, place, "正在修改")


def _told_nothing(trainer, reviewer, place, said):
    for desk in (trainer, reviewer):
        page = text(desk.get("teach.case", **place))
        assert said in page
        for never in (FORM["situation"], FORM["thoughts"], "还没有想好", "测试法"):
            assert never not in page


def test_who_made_a_scenario_is_told_when_its_case_is_withdrawn(browse, trainer, reviewer, place):
    publish(reviewer, place)
    made = trainer.post("teach.create_case_scenario", into=place)
    assert "已经撤下" not in text(trainer.open(made.location))

    li_mei = browse.another().enter("li_mei")
    assert li_mei.post("study.withdraw_case", into=place, words="不同意了").status_code == 303

    assert "案例已经撤下，有关的人可能不再同意" in text(trainer.open(made.location))
    changes = trainer.get("teach.changes", course_id=f"case-{place['case_id']}")
    assert "案例已经撤下" in text(changes)
    assert "情景所用的案例撤下了" in text(trainer.get("study.home"))
    page = text(trainer.get("teach.case", **place))
    assert "内容不再显示" in page
    assert FORM["situation"] not in page
