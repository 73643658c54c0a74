"""Texts that look alike are found, whoever wrote them and in whatever order they come."""

from __future__ import annotations

from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadreschool.learning.practice_records.alike import (
    Written,
    bare,
    common_spans,
    pairs_alike,
)

_LETTERS = st.integers(0x4E00, 0x9FA5).map(chr)
_TEXT = st.text(_LETTERS, min_size=20, max_size=60)
_VISIT = (
    "3月5日在青石镇接访一名反映加班工资的职工，案号QS-2026-031。先听她讲完，复述一遍，"
    "再讲清休息日加班先补休、不能补休付百分之二百，约好周三答复。"
)
_COPY = (
    "十一月二十日，在青石镇接访1名反映加班工资的职工（案号：ＱＳ－２０２６－１１２）；先听他讲完、"
    "复述一遍，再讲清休息日加班先补休，不能补休付百分之二百，约好周五答复！"
)
_OTHER = (
    "参加云岭电子的集体协商预备会，和三名代表核对去年的工资台账，把议题由九个并成四个，"
    "请行政方在十日内书面回应，会后写了一页纪要发给各车间。"
)


def _written(texts: list[str], authors: int = 3) -> list[Written]:
    return [Written(key, key % authors, text) for key, text in enumerate(texts)]


def _share(text: str, other: str) -> float:
    """Return how much of two texts is common, between 0 and 1."""
    return max((pair.share for pair in pairs_alike(_written([text, other]), least=0)), default=0)


def test_a_copy_with_another_date_and_case_code_is_found() -> None:
    [pair] = pairs_alike([Written(1, 1, _VISIT), Written(2, 2, _OTHER), Written(3, 3, _COPY)])
    assert (pair.earlier, pair.later, pair.is_one_author) == (1, 3, False)
    assert pair.share >= 0.8


def test_a_text_is_paired_with_the_nearest_of_its_author_and_of_another() -> None:
    texts = [Written(1, 1, _VISIT), Written(2, 2, _COPY), Written(3, 1, _COPY)]
    found = {(pair.earlier, pair.later): pair.is_one_author for pair in pairs_alike(texts)}
    assert found == {(1, 2): False, (1, 3): True, (2, 3): False}


@settings(max_examples=40, deadline=None)
@given(
    texts=st.lists(_TEXT, min_size=2, max_size=8),
    chosen=st.integers(0, 7),
    order=st.randoms(use_true_random=False),
)
def test_identical_texts_are_found_in_whatever_order(
    texts: list[str], chosen: int, order: Random
) -> None:
    rows = _written([*texts, texts[chosen % len(texts)]])
    found = pairs_alike(rows)
    assert any(pair.later == len(texts) and pair.share == 1 for pair in found)
    order.shuffle(rows)
    assert pairs_alike(rows) == found


@settings(max_examples=40, deadline=None)
@given(letters=st.lists(_LETTERS, min_size=80, max_size=160, unique=True))
def test_unrelated_texts_are_not_found(letters: list[str]) -> None:
    middle = len(letters) // 2
    texts = ["".join(letters[:middle]), "".join(letters[middle:])]
    assert pairs_alike(_written(texts)) == []
    assert _share(*texts) == 0


@settings(max_examples=40, deadline=None)
@given(text=_TEXT, other=_TEXT)
def test_a_share_is_the_same_both_ways_and_whole_only_for_the_same(text: str, other: str) -> None:
    assert _share(text, other) == _share(other, text) <= 1
    assert _share(text, f"  {text}。") == 1
    assert _share(text, "") == 0


def test_what_is_compared_has_no_width_case_punctuation_or_numbers() -> None:
    assert bare("案号 ＱＳ－２０２６－031，三月五日！") == "案号qs0月0日"
    assert bare("……") == ""


def test_common_stretches_are_marked_in_the_text_as_written() -> None:
    marked = [_VISIT[first:last] for first, last in common_spans(_VISIT, _COPY)]
    assert "在青石镇接访一名反映加班工资的职工，案号QS-2026-031" in "".join(marked)
    assert all("她" not in one for one in marked)
    assert common_spans(_VISIT, _OTHER) == []
    assert common_spans(_VISIT, _VISIT) == [(0, len(_VISIT) - 1)]


@pytest.mark.parametrize("edited", [0, 25])
def test_two_thousand_copies_are_no_square(edited: int) -> None:
    chance = Random(1)
    letters = [chr(one) for one in range(0x4E00, 0x9000)]
    text = "".join(chance.choices(letters, k=400))
    rows = []
    for key in range(2000):
        place = chance.randrange(300)
        new = "".join(chance.choices(letters, k=edited))
        rows.append(Written(key, key % 40, text[:place] + new + text[place + edited :]))
    begun = process_time()
    found = pairs_alike(rows)
    assert process_time() - begun < 8  # measured 1.0 on a busy machine; a square takes minutes
    assert len(found) < 2 * len(rows)
    assert {pair.later for pair in found} == set(range(1, 2000))
