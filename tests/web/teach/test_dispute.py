"""One dispute: the evidence as far as it is needed, and one decision with its reason."""

from __future__ import annotations

from tests.web.seeing import links, table, text
from tests.web.teach.disagreeing import REASON, over_a_record, over_an_answer


def _first(reviewer):
    page = reviewer.get("teach.disputes")
    return next(one for one in links(page) if one.startswith("/teach/disputes/") and one[16:])


def _decide(reviewer, address, decision, words):
    into = {"dispute_id": int(address.split("/")[3])}
    return reviewer.post("teach.create_dispute_decision", into=into, decision=decision, words=words)


def test_an_answer_is_shown_with_its_question_and_without_its_person(browse, reviewer):
    over_an_answer(browse)
    said = text(reviewer.open(_first(reviewer)))

    assert "KEY-speaking-1-" in said
    assert "学员的回答" in said
    assert REASON in said
    assert "能说0%" in said
    assert "李梅" not in said


def test_of_a_record_the_text_is_shown_and_neither_place_nor_names(app, browse, cast, reviewer):
    over_a_record(app, browse, cast)
    said = text(reviewer.open(_first(reviewer)).select_one("main"))

    assert "讲清了加班费怎样算" in said
    for one in ("李梅", "孙主席", "青石镇", "纺织工会"):
        assert one not in said


def test_kept_it_counts_on_and_the_person_hears_why(app, browse, cast, reviewer):
    li_mei = over_a_record(app, browse, cast)
    address = _first(reviewer)
    assert _decide(reviewer, address, "kept", "记录写的是一起谈的").status_code == 303

    assert "复核后保留" in text(reviewer.get("teach.disputes"))
    assert "复核后保留" in text(reviewer.open(address))
    assert "记录写的是一起谈的" in text(li_mei.get("study.disputes"))
    axis = li_mei.get("study.profile_axis", competency="dare")
    assert "不计入" not in table(axis)[0][3]


def test_removed_it_weighs_nothing_for_any_competency_and_is_still_seen(
    app, browse, cast, reviewer
):
    li_mei = over_a_record(app, browse, cast)
    assert _decide(reviewer, _first(reviewer), "removed", "签认的写错了人").status_code == 303

    for competency in ("dare", "skilled"):
        axis = li_mei.get("study.profile_axis", competency=competency)
        assert "不计入" in table(axis)[0][3]
        assert "复核后去掉" in text(axis)


def test_a_decision_needs_words_and_nothing_written_is_lost(app, browse, cast, reviewer):
    over_a_record(app, browse, cast)
    address = _first(reviewer)

    assert _decide(reviewer, address, "kept", " ").status_code == 422
    assert _decide(reviewer, address, "perhaps", "看过了").status_code == 422
    long = _decide(reviewer, address, "kept", "长" * 501)
    assert long.status_code == 422
    assert "长" * 400 in long.text


def test_decided_otherwise_a_second_time_is_refused(app, browse, cast, reviewer):
    over_a_record(app, browse, cast)
    address = _first(reviewer)

    assert _decide(reviewer, address, "kept", "写得对").status_code == 303
    assert _decide(reviewer, address, "removed", "还是去掉").status_code == 409
