"""Telling a case: saved, handed in, or back with what must not stand in it."""

from __future__ import annotations

import pytest

from tests.browse import check
from tests.web.seeing import text
from tests.web.study.telling import FORM, tell


@pytest.fixture
def li_mei(browse):
    return browse.enter("li_mei")


def test_the_form_asks_for_what_happened_and_for_consent_in_exact_words(li_mei):
    page = li_mei.get("study.new_case")
    words = "本人确认：有关人员同意以这种形式讲述，已去掉能认出具体人的内容"
    assert words in text(page)
    assert page.select_one("#case-lessons option")["value"] == FORM["lesson_1"]


def test_a_draft_needs_a_title_only(li_mei):
    response = li_mei.post("study.create_case", do="save", title="夜班津贴")
    assert response.status_code == 303
    assert "已保存" in text(li_mei.open(response.location))


def test_a_case_handed_in_waits_for_a_reviewer(li_mei):
    page = li_mei.open(tell(li_mei).location)
    assert "待审核" in text(page)
    assert "《测试法》第二条" in text(page)


def test_personal_data_comes_back_with_where_why_and_what_instead(li_mei):
    typed = "第一天没有找到人。\n第二天打他手机13812345678，职工张伟接的。"
    response = tell(li_mei, action=typed)

    assert response.status_code == 422
    page = check(response)
    (error,) = page.select("#action-error")
    said = text(error)
    assert "第2行“13812345678”像是电话号码：凭电话号码可以直接找到本人" in said
    assert "“张伟”像是姓名" in said
    assert "只写姓" in said
    assert page.select_one("#action").get_text().strip() == typed.strip(), "nothing is lost"
    assert page.select_one("#thoughts").get_text().strip() == FORM["thoughts"]
    assert "没有保存" in text(page)
    assert "您还没有写过案例" in text(li_mei.get("study.own_cases"))


def test_what_is_missing_is_said_and_the_draft_kept(li_mei):
    response = tell(li_mei, outcome="", consent=None)

    page = check(response)
    assert response.status_code == 422
    assert "草稿已保存，还没有送审" in text(page)
    assert {link["href"] for link in page.select(".notice a")} == {"#outcome", "#consent"}
    assert "草稿" in text(li_mei.get("study.own_cases"))


def test_a_law_or_lesson_that_is_not_there_is_named(li_mei):
    page = check(tell(li_mei, citations="无此法第3条", lesson_1="没有这一课"))
    assert "无此法" in text(page.select_one("#citations-error"))
    assert "没有找到“没有这一课”" in text(page.select_one("#lesson_1-error"))
