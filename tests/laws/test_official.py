"""Official texts: whatever is broken is said in Chinese, never raised."""

from __future__ import annotations

import json
import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.kernel.mistakes import Findings
from cadreschool.laws.official import parse_official, read_official
from tests.laws.building import an_official_text

HINT = "（请从原来的资料库重新导出这个文件）"


def _mistakes(data):
    findings = Findings("x.json")
    parse_official(data, findings)
    return [str(mistake) for mistake in findings.mistakes]


def test_a_folder_of_texts_is_read(tmp_path):
    (tmp_path / "测试法@2020修正.json").write_text(an_official_text(), encoding="utf-8")
    (tmp_path / "README.md").write_text("说明", encoding="utf-8")

    texts, mistakes = read_official(tmp_path)

    assert mistakes == ()
    assert [(t.short, t.version, [a.no for a in t.articles]) for t in texts] == [
        ("测试法", "2020修正", ["1", "1-1", "58"])
    ]


@pytest.mark.parametrize(
    ("data", "mistake"),
    [
        (b"\xff", "x.json:1: 文件不是 UTF-8 编码"),
        (b'{"short": 1,\n}', "x.json:2: 这里不是合法的 JSON"),
        (b"[1]", "x.json:1: 文件应是一个 JSON 对象"),
        (b"[" * 100_000, "x.json:1: 文件不是合法的 JSON"),
        (b'{"a": ' + b"9" * 5000 + b"}", "x.json:1: 文件不是合法的 JSON"),
        (an_official_text(title=7).encode(), "x.json:1: “title”缺失或不是文字"),
        (an_official_text(articles=[]).encode(), "x.json:1: “articles”缺失或不是列表"),
        (
            an_official_text(articles=[{"no": 0, "text": "甲"}]).encode(),
            "x.json:1: articles 第 1 项缺少条号或条文",
        ),
        (
            an_official_text(
                articles=[{"no": 1, "text": "甲"}, {"no": "1", "text": "乙"}]
            ).encode(),
            "x.json:1: 第 1 条出现两次",
        ),
    ],
)
def test_a_broken_file_says_what_is_wrong(data, mistake):
    assert _mistakes(data) == [mistake + HINT]


def test_a_wrong_day_shows_how_days_are_written():
    assert _mistakes(an_official_text(effective_from="2020年1月1日").encode()) == [
        "x.json:1: “effective_from”不是日期：2020年1月1日（日期写成 2022-01-01）"
    ]


def test_folders_that_cannot_be_read_are_named(tmp_path):
    assert [m.text for m in read_official(tmp_path / "missing")[1]] == ["文件夹打不开"]
    assert [m.text for m in read_official(tmp_path)[1]] == ["文件夹里没有 .json 文件"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_what_is_no_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "x.json")

    assert [m.text for m in read_official(tmp_path)[1]] == ["文件超过 8 MB，或不是普通文件"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.sampled_from(list(json.loads(an_official_text()))), VALUES)
def test_any_value_in_any_place_is_read_or_reported(key, value):
    findings = Findings("x.json")
    text = parse_official(an_official_text(**{key: value}).encode(), findings)

    assert text is not None or findings.mistakes
