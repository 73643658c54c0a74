"""Aiken in its strict form and as it is written in Chinese."""

from __future__ import annotations

import pytest

from cadreschool.questions.formats import aiken
from cadreschool.questions.formats.values import Confidence


def _read(text):
    return aiken.read(text.encode(), "x.txt").items


def _one(text):
    (item,) = _read(text)
    return item


def _told(item):
    return [problem.text for problem in item.problems]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("A) ", "B) "),
        ("A. ", "B. "),
        ("A、", "B、"),
        ("A．", "B．"),
        ("A）", "B）"),
        ("（A）", "（B）"),
        ("(A)", "(B)"),
        ("Ａ．", "Ｂ．"),
        ("a) ", "b) "),
        ("　A：", "　B："),
        ("A)", "B)"),
    ],
)
@pytest.mark.parametrize(
    "answer",
    [
        "ANSWER: B",
        "answer：b",
        "答案：B",
        "正确答案: B",
        "参考答案：Ｂ",
        "【答案】B",
        "标准答案：选 B。",
    ],
)
def test_letters_and_answers_are_read_in_every_spelling(a, b, answer):
    item = _one(f"工会有权做什么？\n{a}监督\n{b}代表\n{answer}\n")

    question = item.question
    assert (question.kind, question.stem, question.answer) == ("single", "工会有权做什么？", "b")
    assert [option.text for option in question.options] == ["监督", "代表"]
    assert (item.confidence, item.problems) == (Confidence.SURE, ())


@pytest.mark.parametrize(
    "answer", ["AC", "A,C", "A、C", "A，C", "A C", "C;A", "ＡＣ", "ac", "A和C", "A.C."]
)
def test_several_letters_make_a_multiple_choice(answer):
    question = _one(f"题\nA. 甲\nB. 乙\nC. 丙\n答案：{answer}").question

    assert (question.kind, question.answer) == ("multiple", "a,c")


@pytest.mark.parametrize(
    ("answer", "stored"),
    [
        ("对", "true"),
        ("√", "true"),
        ("正确", "true"),
        ("T", "true"),
        ("错", "false"),
        ("×", "false"),
        ("错误。", "false"),
        ("FALSE", "false"),
    ],
)
def test_right_and_wrong_without_options_is_a_judgement(answer, stored):
    question = _one(f"工会可以罚款。\n答案：{answer}").question

    assert (question.kind, question.answer) == ("true_false", stored)


def test_running_numbers_and_sorts_are_taken_off_the_stem():
    stems = [
        item.question.stem
        for item in _read(
            "1、甲题\n答案：对\n2. （判断题）乙题\n答案：错\n"
            "（3）【单选题】丙题\nA. 一\nB. 二\n答案：A\n"
            "2021、2022 年都算\n答案：对\n\n7. 不是下一号\n答案：对\n"
        )
    ]

    assert stems == ["甲题", "乙题", "丙题", "2021、2022 年都算", "7\\. 不是下一号"]


def test_an_explanation_goes_on_until_a_blank_line():
    first, second = _read(
        "甲题\n答案：对\n解析：见[[工会法#22]]。\n第二行\n难度：中\n\n"
        "乙题\nA) 一\n\nB) 二\n\nANSWER: A\n【解析】因为"
    )

    assert first.question.explanation == "见[[工会法#22]]。<br>第二行"
    assert first.question.citations[0].articles == ("22",)
    assert (second.question.kind, second.question.explanation) == ("single", "因为")
    assert first.question.difficulty == 2


def test_options_in_one_line_are_taken_apart():
    item = _one("题\nA.甲　B．乙 C、丙\nD. 丁 E. 戊\n答案：E")

    assert [option.text for option in item.question.options] == ["甲", "乙", "丙", "丁", "戊"]
    assert item.confidence is Confidence.LOOK


def test_letters_inside_an_option_are_words():
    question = _one(
        "A、B 两公司合并，谁负责？\nA. A 公司，不是 B. 公司\nB. B 公司\n答案：B"
    ).question

    assert question.stem == "A、B 两公司合并，谁负责？"
    assert [option.text for option in question.options] == ["A 公司，不是 B. 公司", "B 公司"]


def test_signs_of_markdown_are_words():
    question = _one("*甲* <b>乙</b> & [1]\nA. `x`\nB. 1. y\nANSWER: A").question

    assert question.stem == "\\*甲\\* &lt;b>乙&lt;/b> & [1]"
    assert [option.text for option in question.options] == ["\\`x\\`", "1\\. y"]


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ("题\nA. 甲\nANSWER: A", "第 1 行", "有 1 个选项"),
        ("题\nA. 甲\nB. 乙\n", "第 1 行", "没有答案"),
        ("ANSWER: A", "第 1 行", "答案前面没有题"),
        ("题\nA. 甲\nB. 乙\nANSWER: 甲", "第 4 行", "答案“甲”不是选项的字母"),
        ("题\nA. 甲\nB. 乙\nANSWER: D", "第 4 行", "答案 D 没有对应的选项"),
        ("题\nA. 甲\nB. 甲\nANSWER: A", "第 3 行", "这个选项与第 2 行的相同"),
        ("题\nA. 甲\nB. \nANSWER: A", "第 3 行", "有一个选项是空的"),
        ("A) 没有题干\n\nANSWER: A", "第 1 行", "有 0 个选项"),
    ],
)
def test_what_cannot_be_a_question_says_where_and_why(text, place, problem):
    item = _one(text)

    assert item.question is None
    assert [(one.place, one.text) for one in item.problems] == [(place, problem)]
    assert item.problems[0].hint


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("题\nA. 甲\nB. 乙\n答案：AAB", "答案“AAB”里有重复的字母"),
        ("（单选）题\nA. 甲\nB. 乙\n答案：AB", "写着单选，答案有几个字母；读成多选"),
        ("（多选）题\nA. 甲\nB. 乙\n答案：A", "原来可以选几项，只有一项是对的；这里读成单选"),
        ("题\nA. 甲\n接着写\nB. 乙\n答案：A", "选项之间有一行别的文字，接在上一个选项后面了"),
    ],
)
def test_what_was_guessed_is_told(text, problem):
    item = _one(text)

    assert problem in _told(item)
    assert (item.confidence, item.question is not None) == (Confidence.LOOK, True)


def test_what_else_is_written_about_a_question_is_told():
    item = _one("题\n答案：对\n知识点：工会法\n分值：2")

    assert _told(item) == ["没有保留：知识点：工会法", "没有保留：分值：2"]
    assert item.confidence is Confidence.SURE


def test_an_empty_file_says_how_questions_are_written():
    reading = aiken.read(b"\n", "x")

    assert reading.items == ()
    assert reading.problems[0].text == "没有读出题目"
