"""Writing a case on: both texts are kept where two windows meet."""

from __future__ import annotations

import pytest

from tests.browse import check
from tests.web.seeing import text
from tests.web.study.telling import FORM, told


@pytest.fixture
def li_mei(browse):
    return browse.enter("li_mei")


def test_the_form_holds_what_was_stored(li_mei):
    place = told(li_mei, do="save")
    page = li_mei.get("study.edit_case", **place)
    assert page.select_one("#title")["value"] == FORM["title"]
    assert page.select_one("#citations").get_text().strip() == "测试法第2条"
    assert page.select_one("#lesson_1")["value"] == FORM["lesson_1"]


def test_a_stale_window_is_shown_both_texts(li_mei):
    place = told(li_mei, do="save")
    first = FORM | {"version": "1", "outcome": "十天以后补发到位，人也没有调岗。"}
    second = FORM | {"version": "1", "outcome": "半个月以后才补发到位，有人调了岗。"}
    assert li_mei.post("study.update_case", into=place, do="save", **first).status_code == 303

    response = li_mei.post("study.update_case", into=place, do="save", **second)

    page = check(response)
    assert response.status_code == 409
    assert "十天以后补发到位，人也没有调岗。" in text(
        page.select_one("[aria-labelledby=stored-title]")
    )
    assert page.select_one("#outcome").get_text().strip() == second["outcome"]
    again = second | {"version": page.select_one("#version")["value"]}
    assert li_mei.post("study.update_case", into=place, do="save", **again).status_code == 303
    assert second["outcome"] in text(li_mei.get("study.case", **place))


def test_articles_stand_one_on_a_line_and_are_no_difference_by_that(li_mei):
    law = "测试法第1条\n测试法第2条"
    place = told(li_mei, do="save", citations=law)
    form = FORM | {"version": "1", "citations": law}
    assert li_mei.get("study.edit_case", **place).select_one("#citations").get_text().strip() == law
    li_mei.post("study.update_case", into=place, do="save", **form | {"title": "换一个说法的标题"})

    page = check(li_mei.post("study.update_case", into=place, do="save", **form))

    assert "用到的法条" not in text(page.select_one("[aria-labelledby=stored-title]"))


def test_what_lies_with_the_reviewers_is_not_changed_in_another_window(li_mei):
    place = told(li_mei, do="save")
    fields = FORM | {"version": "1"}
    assert li_mei.post("study.update_case", into=place, do="submit", **fields).status_code == 303

    changed = fields | {"outcome": "十天以后补发到位，大家都放心了。"}
    response = li_mei.post("study.update_case", into=place, do="save", **changed)

    assert response.status_code == 409
    page = check(response)
    assert "待审核" in text(page.select_one(".notice--care"))
    assert page.select_one("#outcome").get_text().strip() == changed["outcome"]


def test_a_case_that_is_handed_in_leads_to_its_page(li_mei):
    place = told(li_mei)
    response = li_mei.client.get(li_mei.address("study.edit_case", **place))
    assert response.status_code == 302
    assert li_mei.post("study.withdraw_case_submission", into=place).status_code == 303
    assert "改案例" in text(li_mei.get("study.edit_case", **place))
