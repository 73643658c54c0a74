"""Chinese numbers and the one way to compare texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.kernel.text import (
    chinese_number,
    normalise,
    parse_chinese_number,
    squeeze,
)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "零"),
        (10, "十"),
        (22, "二十二"),
        (105, "一百零五"),
        (110, "一百一十"),
        (244, "二百四十四"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (10_001, "一万零一"),
        (20_300, "二万零三百"),
        (100_000, "十万"),
        (200_000_003, "二亿零三"),
    ],
)
def test_a_number_is_written_as_a_law_writes_it(number, written):
    assert chinese_number(number) == written


@given(st.integers(0, 10**12 - 1))
def test_every_number_written_is_read_back(number):
    assert parse_chinese_number(chinese_number(number)) == number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("一亿零一千", 100_001_000),
        ("两", 2),
        ("两百零五", 205),
        ("二百〇五", 205),
        ("一百十二", 112),
        ("二〇二六", 2026),
        ("一万五百", 10_500),
        ("一百二十万", 1_200_000),
    ],
)
def test_other_usual_spellings_are_read_too(written, number):
    assert parse_chinese_number(written) == number


@pytest.mark.parametrize(
    "written",
    [
        "",
        "半",
        "二百五",
        "十五六",
        "三五",
        "一万二",
        "〇五",
        "两十",
        "百",
        "一百零",
        "一百零五十",
        "十十",
    ],
)
def test_what_can_be_read_in_two_ways_or_none_is_not_read(written):
    assert parse_chinese_number(written) is None


@given(st.text(alphabet="零〇一二两三四五六七八九十百千万亿半点", max_size=12))
def test_reading_numbers_never_fails(written):
    number = parse_chinese_number(written)

    assert number is None or number >= 0


def test_a_number_too_large_for_characters_is_refused():
    with pytest.raises(ValueError, match="cannot be written"):
        chinese_number(10**12)


@given(st.text(alphabet="甲乙条ＡＢab１2〇一（(）)，。、：① \t\n\u3000\u00a0\u200b\ufeff\u00ad"))
def test_comparing_forms_are_stable(text):
    assert normalise(normalise(text)) == normalise(text)
    assert squeeze(squeeze(text)) == squeeze(text)


def test_width_spaces_and_invisible_characters_do_not_tell_texts_apart():
    assert normalise("  Ａ（一）\u200b \n 二 ") == "A(一) 二"
    assert squeeze("第 一\u3000条\n\ufeff") == "第一条"
