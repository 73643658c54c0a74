"""Changing a question: every save is a version, nobody is overwritten, nothing typed is lost."""

from __future__ import annotations

import json

import pytest

from tests.browse import check
from tests.school.content import a_question
from tests.web.seeing import text
from tests.web.teach.banking import BANK, FIRST, entries, take
from tests.web.teach.writing import BAI_LU, HE_JING, XU_CHENG

CHANGED = a_question("exam-1", stem="新的题干？")


@pytest.fixture
def bank(bank_of_lin_yue):
    return bank_of_lin_yue


def save(browse, text_, base=1):
    return browse.post("teach.update_bank_text", into=FIRST, text=text_, base=str(base))


def typed(page):
    return page.select_one("textarea").get_text().removeprefix("\n")


def test_the_editor_opens_with_the_text_as_it_is(bank):
    page = bank.get("teach.bank_text", **FIRST)

    assert typed(page) == a_question("exam-1").rstrip("\n") + "\n"
    assert page.select_one("form[data-manual]")
    assert page.select_one("[name=base]")["value"] == "1"


def test_saving_makes_a_version_and_saving_the_same_none(app, bank):
    save(bank, CHANGED)
    again = save(bank, CHANGED, 2)

    row = entries(app)["exam-1"]
    assert (row.number, row.question.stem) == (2, "新的题干？")
    assert "没有改动。" in text(bank.follow(again))


def test_the_same_form_twice_is_one_version(app, bank):
    fields = {"text": CHANGED, "base": "1"}
    path = bank.address("teach.update_bank_text", **FIRST)

    answers = [bank.send(path, fields, key="0123456789abcdef").location for _ in range(2)]

    assert answers[0] == answers[1]
    assert entries(app)["exam-1"].number == 2


def test_what_cannot_be_read_comes_back_with_its_mistakes(app, bank):
    response = save(bank, CHANGED.replace("- [x] 对", "- [ ] 对"))

    assert response.status_code == 422
    assert "单选题没有标出正确选项" in response.text
    assert "新的题干？" in response.text
    assert entries(app)["exam-1"].number == 1


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (CHANGED.replace("exam-1\n", "exam-2\n", 1), "题号改成了“exam-2”"),
        (CHANGED + "\n" + a_question("exam-3"), "这里有 2 道题"),
        ("一段话", "这里有 0 道题"),
    ],
)
def test_one_question_under_its_own_id(app, bank, broken, told):
    response = save(bank, broken)

    assert response.status_code == 422
    assert told in response.text
    assert list(entries(app)) == ["exam-1"]


def test_who_comes_second_is_told_and_loses_nothing(app, bank):
    save(bank.another().enter(HE_JING), CHANGED)

    response = save(bank, a_question("exam-1", stem="我的题干？"))

    assert response.status_code == 409
    told = text(check(response))
    assert "何静" in told
    assert "－新的题干？" in told
    assert "＋我的题干？" in told
    assert entries(app)["exam-1"].question.stem == "新的题干？"


def test_what_is_being_reviewed_is_read_only(app, bank):
    take(bank, "submit")

    page = bank.get("teach.bank_text", **FIRST)
    refused = save(bank, CHANGED)

    assert page.select_one("textarea").has_attr("readonly")
    assert refused.status_code == 409
    assert "新的题干？" in refused.text


def test_a_reviewer_reads_and_a_stranger_finds_nothing(bank):
    page = bank.enter(XU_CHENG).get("teach.bank_text", **FIRST)
    assert page.select_one("textarea").has_attr("readonly")
    assert save(bank, CHANGED).status_code == 403

    bank.enter(BAI_LU)
    assert bank.get("teach.bank_text", status=404, **FIRST)
    assert save(bank, CHANGED).status_code == 404


def test_the_preview_shows_key_and_mistakes_and_saves_nothing(app, bank):
    response = bank.post(
        "teach.create_bank_preview",
        into=BANK,
        json=True,
        text=CHANGED.replace("能力：able", "能力：none"),
        question="exam-1",
    )

    html = json.loads(response.text)["html"]
    assert "没有“none”这项能力" in html
    assert "新的题干？" in html
    assert "正确" in html
    assert entries(app)["exam-1"].number == 1


def test_without_scripts_the_preview_is_a_page(bank):
    response = bank.post(
        "teach.create_bank_preview", into=BANK, text=CHANGED, question="exam-1", base="1"
    )

    assert response.status_code == 200
    assert "新的题干？" in response.text


def test_what_would_attack_readers_does_not_reach_the_preview(bank):
    attack = CHANGED.replace("新的题干？", "<script>alert(1)</script><img src=//evil.example/x>")

    response = bank.post(
        "teach.create_bank_preview", into=BANK, json=True, text=attack, question="exam-1"
    )

    html = json.loads(response.text)["html"]
    assert "<script" not in html
    assert "<img" not in html
    assert "会被去掉" in html
