"""One's own disputes: what was said, what came of it; all of it stays."""

from __future__ import annotations

from tests.school.profiles import sign_records
from tests.web.seeing import table, text
from tests.web.teach.writing import XU_CHENG, appoint_teachers


def _dispute(app, browse, cast):
    with app.app_context():
        (record_id,) = sign_records(cast.li_mei, "dare 1", by=cast.sun)
    source = f"record:{record_id}"
    browse.enter("li_mei")
    answered = browse.post("study.create_dispute", source=source, reason="三次都是我去谈的")
    assert answered.status_code == 303


def test_who_disputed_nothing_is_told_how(browse):
    assert "没有提过异议" in text(browse.enter("li_mei").get("study.disputes"))


def test_a_dispute_waits_here_and_at_its_evidence_and_is_nobody_elses(app, browse, cast):
    _dispute(app, browse, cast)

    assert "三次都是我去谈的" in text(browse.get("study.disputes"))
    assert "等待复核" in text(browse.get("study.profile_axis", competency="dare"))
    assert "1条等待复核" in text(browse.get("study.profile"))
    other = browse.another().enter("chen_xiao")
    assert "三次都是我去谈的" not in text(other.get("study.disputes"))


def test_removed_by_a_reviewer_it_is_seen_and_weighs_nothing(app, browse, cast):
    appoint_teachers(app)
    _dispute(app, browse, cast)
    reviewer = browse.another().enter(XU_CHENG)
    page = reviewer.get("teach.disputes")
    address = page.select_one("main h3 a")["href"]
    into = {"dispute_id": int(address.split("/")[3])}
    words = "记录里写的确实是您主持"
    decided = reviewer.post(
        "teach.create_dispute_decision", into=into, decision="removed", words=words
    )
    assert decided.status_code == 303

    said = text(browse.get("study.disputes"))
    assert "复核后去掉" in said
    assert words in said
    axis = browse.get("study.profile_axis", competency="dare")
    assert "不计入" in table(axis)[0][3]
    assert "异议" in text(browse.get("study.messages"))
