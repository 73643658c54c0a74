"""Writing a practice record: what is typed is read, refused with a reason, and never lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.learning.moves import withdraw_cadre
from cadreschool.learning.practice_records.models import PracticeRecord
from tests.web.seeing import text
from tests.web.study.recorded import KEY, number_in, save, typed


def number(app) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(PracticeRecord))


def test_the_form_asks_for_no_hours_and_no_photograph(browse):
    page = browse.enter("li_mei").get("study.new_practice_record")

    assert "不问用了多少时间，也不用拍照片" in text(page)
    assert not page.select('input[type="file"]')
    assert page.select_one('input[name="happened_on"]')["max"] == clock.today().isoformat()
    assert len(page.select('select[name="kind"] option')) == 13


def test_each_form_has_a_key_of_its_own(browse):
    browse.enter("li_mei")
    keys = {
        browse.get("study.new_practice_record").select_one('input[name="form_key"]')["value"]
        for _ in range(2)
    }
    assert len(keys) == 2


def test_a_draft_is_saved_and_gone_on_with(browse):
    browse.enter("li_mei")
    answer = save(browse, kind="", competencies=[])
    page = browse.follow(answer)

    assert "已保存" in text(page)
    assert page.select_one('input[name="base"]')["value"] == "1"
    assert page.select_one('input[name="citations"]')["value"] == "测试法第1条"


def test_a_form_that_is_sent_twice_is_one_record(app, browse):
    browse.enter("li_mei")
    first = save(browse)
    assert save(browse).location == first.location
    assert number(app) == 1


def test_a_record_is_submitted_at_once(browse):
    page = browse.follow(save(browse.enter("li_mei"), do="submit"))
    assert "已提交，等督学签认" in text(page)
    assert "待签认" in text(page)


def test_what_is_missing_is_said_and_the_draft_is_kept(app, browse):
    answer = save(browse.enter("li_mei"), do="submit", place="", competencies=[])

    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "请写地点" in page
    assert "请选 1 到 2 项" in page
    assert 'name="base" type="hidden" value="1"' in page
    assert number(app) == 1


@pytest.mark.parametrize(
    ("field", "planted", "said"),
    [
        ("deed", "给他打了电话13912345678，约好周三谈。", "电话号码"),
        ("result", "核对了身份证11010119900307803X。", "身份证号"),
        ("next_time", "请职工王小明先写下经过。", "姓名"),
    ],
)
def test_personal_data_is_refused_and_nothing_that_was_typed_is_lost(
    app, browse, field, planted, said
):
    answer = save(browse.enter("li_mei"), **{field: planted})

    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert f"像是{said}" in page
    for value in typed(**{field: planted}).values():
        for one in value if isinstance(value, list) else [value]:
            assert one in page
    assert number(app) == 0


def test_everything_that_is_wrong_is_said_at_once(browse):
    answer = save(browse.enter("li_mei"), citations="没有的法第3条", deed="打了13912345678。")
    page = answer.get_data(as_text=True)
    assert "没有认出" in page
    assert "像是电话号码" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"happened_on": ""}, "请写日期"),
        ({"happened_on": "2026-02-31"}, "请写日期"),
        ({"happened_on": str(clock.today() + timedelta(days=1))}, "日期在今天以后"),
        ({"deed": "长" * 301}, "现在 301 字，最多 300 字"),
        ({"citations": "没有的法第3条"}, "没有认出“没有的法第3条”"),
        ({"citations": "测试法第999条"}, "没有第九百九十九条"),
        ({"witness": "王强"}, "没有找到“王强”"),
        ({"competencies": ["able", "dare", "skilled"]}, "最多选 2 项"),
        ({"kind": "party"}, "十二类里选一类"),
    ],
)
def test_what_cannot_be_taken_is_said_where_it_stands(app, browse, changes, said):
    answer = save(browse.enter("li_mei"), **changes)

    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    assert number(app) == 0


def test_a_stale_form_shows_both_texts_and_the_next_save_decides(browse):
    browse.enter("li_mei")
    save(browse)
    save(browse, base="1", deed="在另一个窗口里改过。")

    answer = save(browse, base="1", deed="这里又改了一次。")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "在另一个窗口里改过。" in page
    assert "这里又改了一次。" in page
    assert 'name="base" type="hidden" value="2"' in page
    assert save(browse, base="2", deed="这里又改了一次。").status_code == 303


def test_a_form_of_another_account_on_this_device_is_not_taken(app, browse, cast):
    answer = save(browse.enter("li_mei"), owner=str(cast.chen_xiao))
    assert answer.status_code == 409
    assert number(app) == 0


@pytest.mark.parametrize("changes", [{"form_key": "short"}, {"base": "x"}, {"base": "9" * 12}])
def test_a_form_without_its_name_is_not_taken(browse, changes):
    assert save(browse.enter("li_mei"), **changes).status_code == 422


def test_a_script_is_told_in_its_own_language(browse):
    browse.enter("li_mei")
    saved = browse.post("study.create_practice_record", json=True, **typed(do="save")).json
    assert (saved["version"], saved["is_submitted"]) == (1, False)
    assert len(saved["saved_at"]) == len("12:03:07")

    refused = browse.post(
        "study.create_practice_record",
        json=True,
        **typed(base="1", deed="电话13912345678", do="save"),
    )
    assert refused.status_code == 422
    assert list(refused.json["faults"]) == ["deed"]

    missing = browse.post(
        "study.create_practice_record", json=True, **typed(base="1", place="", do="submit")
    )
    assert (missing.status_code, missing.json["version"]) == (422, 2)
    stale = browse.post(
        "study.create_practice_record", json=True, **typed(base="1", role="记录", do="save")
    )
    assert (stale.status_code, stale.json["is_stale"]) == (409, True)


def test_articles_are_found_and_put_in_without_a_script(browse):
    browse.enter("li_mei")
    found = browse.post("study.create_practice_record_law", **typed(law="测试法第2条"))
    page = found.get_data(as_text=True)
    assert found.status_code == 200
    assert "《测试法》第二条" in page

    put = browse.post("study.create_practice_record_law", **typed(cite="[[测试法#2]]"))
    assert 'value="测试法第1条 [[测试法#2]]"' in put.get_data(as_text=True)
    assert typed()["deed"] in put.get_data(as_text=True)
    told = browse.post("study.create_practice_record_law", json=True, **typed(law="测试法"))
    assert told.json["found"][0]["citation"].startswith("[[测试法#")


def test_nothing_is_found_of_what_is_not_there(browse):
    browse.enter("li_mei")
    answer = browse.post("study.create_practice_record_law", **typed(law="月亮"))
    assert "没有找到" in answer.get_data(as_text=True)


def test_a_witness_is_named_by_name(app, browse, cast):
    record_id = number_in(save(browse.enter("li_mei"), witness="陈晓").location)
    with app.app_context():
        assert db.session.get(PracticeRecord, record_id).witness_id == cast.chen_xiao
    page = browse.get("study.practice_record_text", record_id=record_id)
    assert page.select_one('input[name="witness"]')["value"] == "陈晓"
    assert page.select_one('input[name="form_key"]')["value"] == KEY


def test_the_browser_gets_the_program_for_being_without_a_network(browse):
    answer = browse.enter("li_mei").client.get("/practice-records/worker")
    assert (answer.status_code, answer.mimetype) == (200, "text/javascript")


def test_who_left_keeps_the_draft_and_is_told_why_it_does_not_go_out(app, browse, cast):
    browse.enter("li_mei")
    with app.app_context():
        now = clock.now()
        write(lambda: withdraw_cadre(cast.li_mei, clock.today(), "退休", by=None, at=now))
        db.session.remove()
    page = browse.follow(save(browse, "submit"))

    assert "您已经离任" in page.get_text()
    assert "能谈的和不能谈的" in page.get_text()
    refused = save(browse, "submit", base="1", result="又补了一句。", json=True)
    assert refused.status_code == 409
    assert (refused.json["version"], refused.json["is_submitted"]) == (2, False)


def test_what_is_typed_into_a_record_that_went_out_may_become_another(browse):
    browse.enter("li_mei")
    assert save(browse, "submit").status_code == 303

    late = save(browse, base="1", deed="在另一个窗口里写的，双方已经谈成。")
    assert late.status_code == 409
    assert "按“保存草稿”存成另一条" in late.text
    assert "在另一个窗口里写的，双方已经谈成。" in late.text
    assert KEY not in late.text
