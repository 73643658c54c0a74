"""YAML keeps what the author wrote, and names the line of whatever is wrong."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.kernel.fields import Fields
from cadreschool.kernel.mistakes import Findings
from cadreschool.kernel.yaml_tree import Entries, read_tree


def _read(text):
    findings = Findings("x.yaml")
    return read_tree(text, findings), [(m.line, m.rule) for m in findings.mistakes]


def _fields(text):
    findings = Findings("x.yaml")
    tree = read_tree(text, findings)
    assert isinstance(tree, Entries)
    return Fields(tree, findings), findings


@pytest.mark.parametrize(
    "written", ["no", "yes", "on", "1:30", "010", "0x1F", "1e3", "2022-01-01", "1_0"]
)
def test_plain_words_stay_the_words_they_are(written):
    fields, findings = _fields(f"a: {written}\n")

    assert fields.text("a") == written
    assert findings.mistakes == []


def test_a_key_written_twice_is_named_with_both_lines():
    tree, mistakes = _read("a: 1\nb: 2\na: 3\n")

    assert tree is not None
    assert mistakes == [(3, "duplicate-key")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: b: c\n", 1),
        ("a: 1\nb:\tx\n\tc: d\n", 3),
        ("a: 'x\n", 2),
        ("- a\nb: c\n", 2),
        ("a: 1\nb: @x\n", 2),
        ("a: {x: 1\n", 2),
    ],
)
def test_broken_yaml_names_its_line(text, line):
    tree, mistakes = _read(text)

    assert tree is None
    assert mistakes == [(line, "yaml-broken")]


@pytest.mark.parametrize(
    "text", ["a: &x 1\nb: *x\n", "a: !!python/name:os.system x\n", "a: 1\n--- \nb: 2\n", "[" * 99]
)
def test_anchors_tags_second_documents_and_depth_are_refused(text):
    tree, mistakes = _read(text)

    assert tree is None
    assert [rule for _, rule in mistakes] == ["yaml-refused"]


@pytest.mark.parametrize("text", ["", "- a\n", "just words\n"])
def test_what_is_no_mapping_is_said_to_be_none(text):
    assert _read(text) == (None, [(1, "yaml-shape")])


@pytest.mark.parametrize(
    "text", ["[" * 250_000, "a: " + "{" * 250_000, "- " * 100_000, "? " * 100_000]
)
def test_depth_without_end_is_refused_at_once(text):
    began = time.perf_counter()
    tree, _ = _read(text)

    assert tree is None
    assert time.perf_counter() - began < 1


@given(st.text(alphabet=st.sampled_from("ab:- \n\t'\"[]{}&*!|>#?@%,~0"), max_size=60))
def test_reading_yaml_never_fails(text):
    tree, mistakes = _read(text)

    assert tree is not None or mistakes


@pytest.mark.parametrize("escape", [r"\0", r"\x1b", r"\u200b", r"\u202e", r"\ufeff", r"\ue000"])
def test_what_hides_behind_an_escape_is_named(escape):
    assert _read(f'a: 1\nb: "甲{escape}乙"')[1] == [(2, "hidden-character")]


def test_the_three_ways_to_leave_a_value_out_are_the_same():
    fields, findings = _fields("a:\nb: null\nc: ~\nd: ''\n")

    assert [fields.text(name, optional=True) for name in "abcd"] == ["", "", "", ""]
    assert findings.mistakes == []


def test_fields_name_what_is_missing_wrong_and_unknown():
    fields, findings = _fields("title: 好\nminuts: 15\nday: 2026-02-30\nlist: {a: 1}\ntag: z\n")
    fields.text("title")
    fields.whole("minutes", 5, 40)
    fields.day("day")
    fields.texts("list")
    fields.choice("tag", ["x", "y"])
    fields.finish()

    assert [str(m) for m in findings.mistakes] == [
        "x.yaml:1: 缺少“minutes”（请补上这一行）",
        "x.yaml:3: “day: 2026-02-30”不是日期（请写成 2026-11-22）",
        "x.yaml:4: “list”应是列表（请写成 list: [甲, 乙]）",
        "x.yaml:5: “tag: z”不在可选范围内（可选：x、y）",
        "x.yaml:2: 不认识的“minuts”（是不是“minutes”？）",
    ]


@pytest.mark.parametrize("written", ["4", "41", "-5", "十", "1e1", "5.0", "９"])
def test_whole_numbers_are_plain_digits_within_bounds(written):
    fields, findings = _fields(f"minutes: {written}\n")

    fields.whole("minutes", 5, 40)
    assert [m.rule for m in findings.mistakes] == ["bad-value"]
