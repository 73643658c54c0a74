"""填空: gaps, several accepted answers, and what is left to a person."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cadreschool.questions.values import ResponseError, Scoring
from tests.questions.building import a_question, a_source, read

STEM = "应当自收到之日起＿＿日内支付＿＿工资。"


def two_gaps():
    return a_question("填空", "答案：三十\n答案：二倍|双倍", stem=STEM)


def test_every_gap_has_its_accepted_answers_and_its_field():
    question, kind = two_gaps()

    assert [part.accepted for part in question.parts] == [("三十",), ("二倍", "双倍")]
    assert kind.labels(question) == ("第 1 空", "第 2 空")
    assert kind.right_answer_text(question) == "（1）三十；（2）二倍或双倍"


@pytest.mark.parametrize(
    ("typed", "share"),
    [
        (["30日", "两倍"], 1),
        (["三十", "2倍工资"], 1),
        (["三十", "三倍"], Fraction(1, 2)),
        (["", "二倍"], Fraction(1, 2)),
        (["三", "三倍"], 0),
        (["30个工作日", "二倍"], None),
        (["三", "加倍"], None),
    ],
)
def test_the_share_is_that_of_the_gaps_and_one_undecided_gap_leaves_it_to_a_person(typed, share):
    question, kind = two_gaps()

    value = kind.read_response(question, typed)

    assert kind.mark(question, value, Scoring.EXACT) == share


def test_a_response_is_stored_gap_by_gap_and_told_the_same_way():
    question, kind = two_gaps()

    value = kind.read_response(question, [" ３０ ", ""])

    assert value == '["３０",""]'
    assert kind.entries(question, value) == ("３０", "")
    assert kind.response_text(question, value) == "（1）３０；（2）未填"
    assert kind.entries(question, kind.blank) == ("", "")
    assert [(row.right, row.is_right, row.reason) for row in kind.review(question, value)] == [
        ("三十", True, "意思相同"),
        ("二倍或双倍", False, "没有作答"),
    ]


def test_more_fields_than_gaps_and_long_texts_are_refused():
    question, kind = two_gaps()

    assert kind.read_response(question, ["1", "2", "3"]) == ResponseError(
        "空的个数与题目不符，请刷新页面后重新填写。"
    )
    assert kind.read_response(question, ["一" * 201]) == ResponseError(
        "一个空最多填 200 字，请只写要填的词句。"
    )


def test_gaps_are_numbered_where_there_are_several_but_not_inside_tags():
    question, kind = two_gaps()
    html = '<p><img alt="＿＿">在＿＿日内，付____。</p>'

    assert (
        kind.shown_stem(question, html) == '<p><img alt="＿＿">在＿（1）＿日内，付＿（2）＿。</p>'
    )
    one, kind = a_question("填空", "答案：二倍", stem="付＿＿工资。")
    assert kind.shown_stem(one, "付＿＿工资。") == "付＿＿工资。"


def test_a_stem_without_a_gap_has_one_answer():
    question, kind = a_question("填空", "答案：二倍 ｜ 两倍的工资", stem="应当支付几倍工资？")

    assert question.parts[0].accepted == ("二倍", "两倍的工资")
    assert kind.labels(question) == ("填空",)


@pytest.mark.parametrize(
    ("answer", "stem", "mistake"),
    [
        (
            "答案：",
            "＿＿",
            "q.md:8: 填空题的答案不对（每个空写一行“答案：…”，几种写法都对的用 | 分开）",
        ),
        (
            "答案：二倍|",
            "＿＿",
            "q.md:8: 填空题的答案不对（每个空写一行“答案：…”，几种写法都对的用 | 分开）",
        ),
        (
            "答案：二倍\n误差：1",
            "＿＿",
            "q.md:9: 填空题的答案不对（每个空写一行“答案：…”，几种写法都对的用 | 分开）",
        ),
        (
            "答案：。",
            "＿＿",
            "q.md:8: 填空题的答案不对（每个空写一行“答案：…”，几种写法都对的用 | 分开）",
        ),
        (
            "答案：二倍",
            "＿＿和____",
            "q.md:1: 题干有 2 个空，答案有 1 行（空写成 ＿＿，一个空一行“答案：…”，最多 8 个空）",
        ),
        (
            "答案：" + "长" * 201,
            "＿＿",
            "q.md:8: 一个空的答案超过 200 字（填空只填词句，要写一段话请用简答）",
        ),
    ],
)
def test_each_mistake_names_its_line(answer, stem, mistake):
    assert read(a_source("填空", answer, stem=stem)) == ([], [mistake])
