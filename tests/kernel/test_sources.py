"""Text files: what is canonical, and what must not hide in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.kernel.mistakes import Findings
from cadreschool.kernel.prose import unclosed_fence, without_code
from cadreschool.kernel.sources import canonical_text, read_text


def _mistakes(data):
    findings = Findings("x.md")
    read_text(data, findings)
    return [str(m) for m in findings.mistakes]


@pytest.mark.parametrize(
    "data",
    [
        "一\n二\n".encode(),
        "\ufeff一\n二\n".encode(),
        "一\r\n二\r\n".encode(),
        "一\r二".encode(),
        "一\n二\n\n\n".encode(),
    ],
)
def test_marks_and_line_ends_make_no_difference(data):
    assert canonical_text(data) == "一\n二\n".encode()


def test_two_encodings_of_one_character_become_one():
    assert canonical_text("\uf96f".encode()) == "\u8aaa\n".encode()
    assert canonical_text("（一）①".encode()) == "（一）①\n".encode(), "nothing visible changes"


@given(st.one_of(st.binary(), st.text().map(str.encode)))
def test_canonical_text_is_canonical(data):
    assert canonical_text(canonical_text(data)) == canonical_text(data)


def test_another_encoding_is_named_with_its_line():
    assert _mistakes("一\n".encode() + "二".encode("gb18030")) == [
        "x.md:2: 文件不是 UTF-8 编码（请用编辑器“另存为”，编码选择 UTF-8）"
    ]


@pytest.mark.parametrize(
    "hidden", ["\x00", "\u202e", "\u200b", "\u2028", "\ue000", "\ufffd", "\x02"]
)
def test_hidden_characters_are_named_by_their_number(hidden):
    assert _mistakes(f"一\n二{hidden}三\n".encode()) == [
        (
            f"x.md:2: 有看不见的字符 U+{ord(hidden):04X}"
            "（请删去这个字符，多半是从网页或文档里一起复制来的）"
        )
    ]


def test_a_file_too_large_is_not_even_decoded():
    assert _mistakes(b"\xff" * 300_000) == [
        "x.md:1: 文件有 292 KB，超过 256 KB（请拆成几份，或删去多余内容）"
    ]


def test_code_is_blanked_out_and_everything_else_keeps_its_place():
    text = "甲 `[[x]]` 乙\n```\n# 不是标题\n```\n丙 ``两个`` 丁"

    blank = without_code(text)

    assert [len(line) for line in blank.split("\n")] == [len(line) for line in text.split("\n")]
    assert blank.split("\n")[0] == "甲         乙"
    assert "标题" not in blank
    assert blank.endswith("丁")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("```\n一\n```", None),
        ("甲\n```\n一", 2),
        ("~~~\n```\n~~~", None),
        ("````\n```\n", 1),
        ("``", None),
    ],
)
def test_an_open_fence_is_found(text, line):
    assert unclosed_fence(text) == line


@given(st.text(alphabet="`~ \nab[]", max_size=80))
def test_blanking_never_changes_the_shape_of_a_text(text):
    blank = without_code(text)

    assert len(blank) == len(text)
    assert blank.count("\n") == text.count("\n")
