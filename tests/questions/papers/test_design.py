"""A design reads back as it was written, and tells every mistake."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.questions.papers.design import (
    Design,
    Item,
    Known,
    Row,
    design_text,
    read_design,
    stored_design,
)

KNOWN = Known(frozenset({"exam"}), frozenset({"工会法"}), frozenset({"able"}))


@given(
    st.lists(
        st.builds(
            Row,
            st.integers(1, 5),
            st.integers(1, 100),
            st.sampled_from(["", "single", "case"]),
            st.sampled_from(["", "A1"]),
            st.sampled_from(["", "工会法"]),
            st.sampled_from(["", "able"]),
            st.integers(0, 3),
        ),
        max_size=6,
    )
)
def test_a_design_reads_back_as_it_was_written(rows):
    design = Design(("exam",), uses_lessons=True, rows=tuple(rows))

    assert stored_design(design_text(design)) == design
    assert read_design(json.loads(design_text(design)), KNOWN) == (design, [])


def test_a_design_can_be_read_by_a_person():
    design = Design(("exam",), items=(Item("exam-1", 2),))

    assert design_text(design) == (
        '{\n "banks": [\n  "exam"\n ],\n "lessons": false,\n "items": [\n  {\n'
        '   "question": "exam-1",\n   "points": 2\n  }\n ]\n}'
    )
    assert Row(1, 2, "single", "A1", "工会法", "able", 3).words == (
        "单选 · A1 单元 · 《工会法》 · able · 难"
    )


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ([], "组卷设计写得不对。"),
        ({"banks": "exam"}, "组卷设计写得不对。"),
        ({"banks": []}, "请选择题源：题库，或者课程里的题。"),
        ({"banks": ["other"]}, "题库“other”没有登记。"),
        ({"rows": [{"number": 0, "points": 1}]}, "第 1 行的题数要填 1 到 150 的整数。"),
        ({"rows": [{"number": True, "points": 1}]}, "第 1 行的题数要填 1 到 150 的整数。"),
        ({"rows": [{"number": 1, "points": "2"}]}, "第 1 行的每题分值要填 1 到 100 的整数。"),
        ({"rows": [{"number": 1, "points": 1, "kind": "song"}]}, "第 1 行的题型“song”没有登记。"),
        ({"rows": [{"number": 1, "points": 1, "law": "x"}]}, "第 1 行的法律“x”没有登记。"),
        (
            {"rows": [{"number": 1, "points": 1, "difficulty": 4}]},
            "第 1 行的难度只能是易、中、难。",
        ),
        ({"rows": [{"number": 1, "points": 1, "unit": "A" * 61}]}, "第 1 行的单元写得不对。"),
        ({"rows": [7]}, "第 1 行写得不对。"),
        ({"rows": [{"number": 150, "points": 1}] * 2}, "一套卷最多 150 题。"),
        ({"rows": [{"number": 1, "points": 1}] * 31}, "最多 30 行。"),
        ({"items": [{"points": 1}]}, "第 1 题没有题号。"),
        ({"items": [None]}, "第 1 题写得不对。"),
        ({"items": [{"question": "q", "points": 1}] * 2}, "重复的题：q。"),
        (
            {"items": [{"question": "q", "points": 1}], "rows": [{"number": 1, "points": 1}]},
            "指定题目和按要求抽题只能选一种。",
        ),
    ],
)
def test_every_mistake_is_told(data, fault):
    if isinstance(data, dict):
        data = {"banks": ["exam"], **data}

    assert fault in read_design(data, KNOWN)[1]
