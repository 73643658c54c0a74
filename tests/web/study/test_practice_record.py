"""One's own practice record with its course of events, and taking it back."""

from __future__ import annotations

from tests.web.seeing import text
from tests.web.study.recorded import number_in, save


def submit(browse) -> int:
    return number_in(save(browse.enter("li_mei"), do="submit").location)


def test_the_page_shows_the_text_its_law_and_what_happened(browse):
    page = browse.get("study.practice_record", record_id=submit(browse))

    assert "双方同意补发" in text(page)
    assert "《测试法》第一条" in text(page)
    assert "提交李梅" in text(page)


def test_what_nobody_signed_is_taken_back_and_changed(browse):
    record_id = submit(browse)
    page = browse.follow(
        browse.post("study.withdraw_practice_record", into={"record_id": record_id})
    )
    assert "已撤回，可以改了再提交" in text(page)
    assert "已撤回" in text(browse.get("study.practice_record", record_id=record_id))
    assert save(browse, base="1", do="submit", deed="重写一遍。").status_code == 303


def test_a_draft_is_thrown_away(browse):
    record_id = number_in(save(browse.enter("li_mei")).location)
    page = browse.follow(
        browse.post("study.withdraw_practice_record", into={"record_id": record_id})
    )
    assert "草稿已删除" in text(page)
    browse.get("study.practice_record", record_id=record_id, status=404)


def test_somebody_else_does_not_find_it(browse):
    record_id = submit(browse)
    browse.another().enter("chen_xiao").get(
        "study.practice_record", record_id=record_id, status=404
    )
