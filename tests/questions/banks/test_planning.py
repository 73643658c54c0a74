"""What a file would do to a bank: by id, else by words; what it does not tell is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cadreschool.questions.banks.planning import BankNow, Defaults, Present, Sort, plan
from cadreschool.questions.formats.values import Confidence, Item
from tests.questions.building import a_question, read

BARE = "## 单选 a1-q01\n能力：able\n难度：3\n\n题干？\n\n- [x] 甲\n- [ ] 乙\n\n解析：因为如此。\n"


def an_item(given_id="", stem="题干？", *, bare=True, **more):
    question, _ = a_question("单选", "- [x] 甲\n- [ ] 乙", stem=stem)
    if bare:
        nothing = {"competencies": (), "difficulty": 0, "explanation": "", "citations": ()}
        question = replace(question, **nothing)
    return Item("第 1 行", "原文", question.called(""), Confidence.SURE, given_id, **more)


def a_bank(*present, taken=(), given=()):
    return BankNow("exam", present, taken, given)


def there(question_id="exam-1", stem="题干？", given_id=None, state="ready", unit="A1"):
    (question,), _ = read(BARE.replace("题干？", stem))
    return Present(question.called(question_id), unit, given_id, state)


def one(item, bank=None, defaults=None):
    (planned,) = plan([item], bank or a_bank(), defaults or Defaults("B1", "able", 2))
    return planned


def test_a_new_question_gets_the_next_id_and_what_its_file_leaves_out():
    planned = one(an_item(), a_bank(given=["exam-4", "exam-extra-9"]))

    assert planned.sort is Sort.NEW
    assert planned.question.id == "exam-5"
    assert planned.unit == "B1"
    assert (planned.question.competencies, planned.question.difficulty) == (("able",), 2)


def test_an_id_that_can_be_one_is_kept():
    planned = one(an_item("labour-law-7"))

    assert planned.question.id == "labour-law-7"
    assert planned.given_id is None


@pytest.mark.parametrize("given_id", ["甲/1", "Q 7", "taken-1"])
def test_an_id_that_cannot_be_ours_is_remembered_beside_our_own(given_id):
    planned = one(an_item(given_id), a_bank(taken=["taken-1"]))

    assert planned.question.id == "exam-1"
    assert planned.given_id == given_id


def test_by_the_id_of_the_other_program_a_question_is_found_again():
    planned = one(an_item("甲/1", "改过的题干？"), a_bank(there(given_id="甲/1")))

    assert planned.sort is Sort.CHANGED
    assert planned.question.id == "exam-1"


def test_without_an_id_the_same_words_are_the_same_question():
    planned = one(an_item(stem="题 干?"), a_bank(there()))

    assert planned.question.id == "exam-1"


def test_with_another_id_the_same_words_are_another_question():
    planned = one(an_item("乙/2"), a_bank(there(given_id="甲/1")))

    assert planned.sort is Sort.NEW


def test_what_the_file_does_not_tell_is_kept_from_the_bank():
    planned = one(an_item(), a_bank(there()))

    question = planned.question
    assert (question.explanation, question.difficulty, planned.unit) == ("因为如此。", 3, "A1")


def test_what_the_file_tells_holds():
    planned = one(an_item(bare=False, unit="C1"), a_bank(there()))

    assert (planned.question.difficulty, planned.unit) == (1, "C1")
    assert [c.articles for c in planned.question.citations] == [("2",)]


def test_the_second_of_two_in_a_file_is_left_out():
    first, second = plan([an_item(), an_item()], a_bank(), Defaults())

    assert (first.sort, second.sort) == (Sort.NEW, Sort.DOUBLE)
    assert second.problems[0].text == "与文件里第 1 题是同一题"


def test_what_is_being_reviewed_is_left_alone():
    planned = one(an_item(), a_bank(there(state="review")))

    assert planned.sort is Sort.REFUSED


def test_an_essay_without_a_rubric_is_filled_in_and_stays_a_draft():
    question, _ = a_question("简答", "- [2] 先核对\n\n参考答案：先核对。")
    item = replace(an_item(), question=replace(question, answer="", parts=()))

    planned = one(item)

    assert planned.is_unfinished
    assert planned.question.answer == "待补"


def test_an_id_as_long_as_a_page_is_not_used():
    planned = one(an_item("甲" * 101))

    assert planned.given_id is None
    assert planned.problems[0].text == "题号超过 100 字，没有用"
