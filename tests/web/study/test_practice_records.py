"""The list of one's practice records."""

from __future__ import annotations

from tests.web.seeing import text
from tests.web.study.recorded import save


def test_who_has_none_is_told_what_to_write(browse):
    assert "还没有实践记录" in text(browse.enter("li_mei").get("study.practice_records"))


def test_each_record_shows_where_it_stands_and_what_comes_next(browse):
    browse.enter("li_mei")
    save(browse, form_key="1" * 32)
    save(browse, form_key="2" * 32, do="submit", kind="visit")
    page = text(browse.get("study.practice_records"))

    assert "调解参与" in page
    assert "草稿接着写，写好了提交" in page
    assert "走访慰问" in page
    assert "待签认等督学签认" in page


def test_more_than_a_page_is_turned(browse):
    browse.enter("li_mei")
    for number in range(31):
        save(browse, form_key=f"{number:032x}")
    page = browse.get("study.practice_records")
    assert len(page.select(".course-row")) == 30
    assert len(browse.get("study.practice_records", page=2).select(".course-row")) == 1


def test_others_see_nothing_of_them(browse):
    save(browse.enter("li_mei"), do="submit")
    assert "还没有实践记录" in text(
        browse.another().enter("chen_xiao").get("study.practice_records")
    )
