"""Disagreeing with one's own evidence."""

from __future__ import annotations

import pytest

from tests.school.profiles import sign_records
from tests.web.seeing import text


@pytest.fixture
def source(app, cast):
    """Return what names a signed record of 李梅's."""
    with app.app_context():
        (record_id,) = sign_records(cast.li_mei, "dare 1 skilled 1", by=cast.sun)
    return f"record:{record_id}"


def test_the_form_says_what_it_is_about(browse, source):
    page = browse.enter("li_mei").get("study.new_dispute", source=source)

    said = text(page)
    for one in ("走访慰问" if "走访慰问" in said else "接访", "部分体现（50%）", "敢说、会说"):
        assert one in said


def test_a_reason_is_asked_for_and_nothing_written_is_lost(browse, source):
    browse.enter("li_mei")
    empty = browse.post("study.create_dispute", source=source, reason=" ")
    assert empty.status_code == 422

    long = browse.post("study.create_dispute", source=source, reason="长" * 501)
    assert long.status_code == 422
    assert "长" * 400 in long.text


def test_a_reason_with_somebodys_number_is_refused(browse, source):
    browse.enter("li_mei")
    refused = browse.post("study.create_dispute", source=source, reason="请打13912345678问老秦")

    assert refused.status_code == 422
    assert "请打13912345678问老秦" in refused.text


def test_nobody_disputes_what_is_not_theirs(browse, source):
    browse.enter("chen_xiao")

    browse.get("study.new_dispute", source=source, status=404)
    browse.get("study.new_dispute", source="record:999999", status=404)
    browse.get("study.new_dispute", status=302)
    assert browse.post("study.create_dispute", source=source, reason="不对").status_code == 404


def test_what_waits_already_waits_once(browse, source):
    browse.enter("li_mei")
    assert (
        browse.post("study.create_dispute", source=source, reason="三次都去了").status_code == 303
    )
    assert browse.post("study.create_dispute", source=source, reason="再说一遍").status_code == 303

    assert "再说一遍" not in text(browse.get("study.disputes"))
    assert "正在等待复核" in text(browse.get("study.new_dispute", source=source))
