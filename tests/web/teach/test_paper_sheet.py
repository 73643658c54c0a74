"""A paper on paper: the same sheet whenever it is printed, and the key apart."""

from __future__ import annotations

import pytest

from cadreschool.questions.papers.design import Design, Row
from tests.school.papers import BANK, a_paper, fill_bank
from tests.web.seeing import text
from tests.web.teach.writing import HE_JING

PAIRS = """## 匹配 exam-pairs
能力：able
难度：2
依据：[[测试法#2]]

给每件事选出期限。

- 不服裁决 = 十五日内
- 申请撤销 = 三十日内
- = 六十日内

解析：KEY-exam-pairs。
"""


@pytest.fixture
def paper(app, teachers):
    with app.app_context():
        fill_bank()
        design = Design(
            (BANK,),
            uses_lessons=True,
            rows=(Row(3, 2, kind="single"), Row(1, 5, kind="essay"), Row(1, 4, kind="case")),
        )
        return a_paper(by=teachers[HE_JING], design=design)


def _sheet(browse, paper, **arguments):
    return browse.get("teach.paper_sheet", paper_id=paper, form=1, **arguments)


def test_a_sheet_has_sections_letters_and_room_to_write(browse, paper):
    page = _sheet(browse.enter(HE_JING), paper)

    assert [text(one) for one in page.select("article h2")] == [
        "一、单选题（每题2分，3题，共6分）",
        "二、简答题（每题5分，1题，共5分）",
        "三、案例题（每题4分，2题，共8分）",
    ]
    assert [one.get_text() for one in page.select(".sheet__number")] == [
        f"{n}." for n in range(1, 7)
    ]
    first = page.select_one(".sheet__options")
    assert [one.get_text() for one in first.select("span")] == ["A.", "B.", "C."]
    assert len(page.select(".sheet__lines span")) == 8
    assert "三名职工反映加班费没有足额发放。" in text(page)
    assert "KEY-" not in page.get_text()
    assert "答案：" not in text(page)


def test_the_key_fits_the_sheet(browse, paper):
    browse.enter(HE_JING)
    plain, key = _sheet(browse, paper), _sheet(browse, paper, key=1)

    def options(page):
        return [text(one) for one in page.select(".sheet__options")]

    assert options(plain) == options(key) == options(_sheet(browse, paper))
    for question in key.select(".sheet__question")[:3]:
        letter = question.select_one("strong").get_text().removeprefix("答案：")
        right = next(
            one.select_one("span").get_text()
            for one in question.select("li")
            if text(one)[2:].startswith("对")
        )
        assert right == f"{letter}."
    assert "KEY-exam-essay" in key.get_text()


def test_a_form_that_is_not_there_and_a_draft_are_not_found(browse, paper):
    browse.enter(HE_JING).get("teach.paper_sheet", paper_id=paper, form=2, status=404)


def test_a_number_has_a_place_to_stand_and_the_key_has_none(app, browse, teachers):
    with app.app_context():
        fill_bank()
        design = Design((BANK,), uses_lessons=True, rows=(Row(1, 4, kind="numeric"),))
        paper = a_paper(by=teachers[HE_JING], design=design)
    browse.enter(HE_JING)

    assert "答：＿＿" in text(_sheet(browse, paper))
    assert "答：＿＿" not in text(_sheet(browse, paper, key=1))


def test_both_sides_of_pairs_are_printed(app, browse, teachers):
    with app.app_context():
        fill_bank(PAIRS)
        design = Design((BANK,), uses_lessons=False, rows=(Row(1, 4, kind="matching"),))
        paper = a_paper(by=teachers[HE_JING], design=design)
    browse.enter(HE_JING)
    shown = text(_sheet(browse, paper))

    for words in ("（1）不服裁决：＿＿", "（2）申请撤销：＿＿", "十五日内", "三十日内", "六十日内"):
        assert words in shown
    assert "（1）不服裁决：＿＿" not in text(_sheet(browse, paper, key=1))
