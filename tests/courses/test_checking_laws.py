"""Citations are checked against the registry, as of a day."""

from __future__ import annotations

from datetime import date

import pytest

from tests.courses.building import (
    LESSON,
    QUESTIONS,
    changed,
    complaints,
    printed,
    read,
    rules,
    with_text,
)

ENDED = "请按现行版本改写；确需讲旧法，用文字说明，不作引用"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "[[没有法#1]]",
            "1: 没有登记“没有法”这部法（请核对简称，或先在 content/laws 里登记）",
        ),
        ("[[测试法#10]]", "1: 没有“测试法”2020修正第十条（这个版本到第 9 条为止，请核对条号）"),
        (
            "[[测试法#2-1]]",
            "1: 没有“测试法”2020修正第二条之一（这个版本到第 9 条为止，请核对条号）",
        ),
        (
            "[[测试法#1、9]]",
            "1: “测试法”2020修正第九条还没有概括（请在 content/laws/测试法.yaml 的 gists 里补写）",
        ),
        (
            "[[测试法@1999#1]]",
            "1: “测试法”没有登记“1999”这个版本（已登记：2020修正）",
        ),
        ("[[旧法@2018修正#3]]", f"1: “旧法@2018修正”在 2026-11-22 不是有效的版本（{ENDED}）"),
        (
            "[[测试法#]]",
            (
                "1: 引用“[[测试法#]]”写法不对"
                "（写成 [[工会法#22]]、[[工会法#22、23]] 或 [[公司法@2018修正#16]]）"
            ),
        ),
        ("甲\n见[[测试法#1", "2: 法条引用的方括号不成对（写成 [[工会法#22]]，写在同一行）"),
        (
            "〔2026〕7号",
            (
                "1: 文号“〔2026〕7号”没有登记"
                "（只引用登记过的文件；请核对文号，或先在 content/laws 里登记 doc_no）"
            ),
        ),
        (
            "总工发〔2020〕26号",
            (
                "1: 文号“〔2020〕26号”没有登记"
                "（只引用登记过的文件；请核对文号，或先在 content/laws 里登记 doc_no）"
            ),
        ),
        ("法释[2020]26号", "1: 文号的括号不对：法释[2020]26号（写成 〔2020〕26号）"),
        ("法释（2020）26 号", "1: 文号的括号不对：法释(2020)26号（写成 〔2020〕26号）"),
    ],
)
def test_each_mistake_in_a_citation_says_what_to_do(text, found):
    assert complaints(text) == [found]


@pytest.mark.parametrize(
    "text",
    ["[[旧法#3]]", "[[旧法@2023修订#3]]", "[[测试法]]", "根据法释〔2020〕26号", "[[转引规定#32]]"],
)
def test_what_binds_on_the_day_may_be_cited(text):
    assert complaints(text) == []


def test_the_day_decides_which_version_binds():
    files = with_text("[[旧法@2018修正#3]]")

    assert rules(files, on=date(2023, 12, 31)) == []
    assert rules(files, on=date(2024, 1, 1)) == ["ended-version"]


def test_a_law_that_does_not_bind_yet_or_any_more_is_said_to_have_no_version():
    files = with_text("[[旧法#3]]")

    found = [line for line in printed(files, on=date(2017, 1, 1)) if "旧法”" in line]

    assert found == [f"{LESSON}:14: “旧法”在 2017-01-01 没有有效的版本（{ENDED}）"]


def test_in_text_that_is_settled_an_ended_version_is_a_note():
    files = with_text("[[旧法@2018修正#3]]，[[没有法#1]]")

    reading = read(files, settled={LESSON})
    notes = [mistake for mistake in reading.mistakes if not mistake.blocking]

    assert [mistake.rule for mistake in reading.blocking] == ["unknown-law"]
    assert [(note.rule, note.text) for note in notes] == [
        ("ended-version", "待复核：“旧法@2018修正”在 2026-11-22 不是有效的版本")
    ]


def test_a_settled_course_under_an_ended_law_is_still_read():
    reading = read(with_text("[[旧法@2018修正#3]]"), settled={LESSON})

    assert reading.course is not None
    assert [mistake.rule for mistake in reading.mistakes] == ["ended-version"]
    assert reading.blocking == ()


def test_settled_is_said_of_single_files():
    files = with_text("[[旧法@2018修正#3]]")
    questions = changed("依据：[[测试法#2]]", "依据：[[旧法@2018修正#3]]", QUESTIONS)[QUESTIONS]

    reading = read(files | {QUESTIONS: questions}, settled={LESSON})

    assert [(m.path, m.blocking) for m in reading.mistakes] == [(LESSON, False), (QUESTIONS, True)]


def test_a_question_never_rests_on_quoted_law_alone():
    alone = changed("[[测试法#2]]", "[[转引规定#32]]", QUESTIONS)
    text = alone[QUESTIONS].decode().replace("见[[测试法#2]]", "见[[转引规定#32]]", 1)

    assert rules(alone) == [], "the explanation cites a checked law"
    assert printed(alone | {QUESTIONS: text.encode()}) == [
        (
            f"{QUESTIONS}:1: 这道题只依据转引的规定"
            "（转引的原文没有核对过，不能单独出题；请加上已核对的依据，或删去这道题）"
        )
    ]


def test_grounds_are_checked_on_their_line():
    files = changed("依据：[[测试法#2]]", "依据：[[测试法#99]]", QUESTIONS)

    assert [line.split(" ")[0] for line in printed(files)] == [f"{QUESTIONS}:4:"]
