"""Every encoding that Chinese files come in is told apart; what is none is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.questions.formats.decoding import decode
from cadreschool.questions.formats.values import FormatError
from tests.questions.formats.rendering import is_a_sentence

TEXT = "1. 工会有权监督。\r\n答案：对\r"
READ = "1. 工会有权监督。\n答案：对\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_needs_no_word(encoding):
    decoded = decode(TEXT.encode(encoding), most=1000)

    assert (decoded.text, decoded.problems) == (READ, ())


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("gbk", "GBK"),
        ("gb18030", "GBK"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
def test_other_encodings_are_read_and_told(encoding, name):
    decoded = decode(TEXT.encode(encoding), most=1000)

    assert decoded.text == READ
    assert name in decoded.problems[0].text
    assert decoded.problems[0].place == "整个文件"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("Où est né l'été ? Où ça ?\n{=là}".encode("cp1252"), "第 1 行有读不出的文字"),
        ("工会\n工".encode() + b"\xff\n", "第 2 行有读不出的文字"),
        (b"PK\x03\x04", "压缩文件或 Word"),
        (b"\xd0\xcf\x11\xe0....", "旧版 Word"),
        (b"%PDF-1.7", "PDF"),
        (b"\xff\xfe\x00\xd8", "读不出文件的编码"),
        (b"\xff\xfe\x00\x00a\x00\x00\x00", "读不出文件的编码"),
        ("甲\n乙\x01\n".encode(), "第 2 行有控制字符"),
        ("甲\n乙\x00\n".encode(), "第 2 行有一个看不见的空字符"),
        (b"::Q1:: Does it count?\n{T\x00}\n\n", "第 2 行有一个看不见的空字符"),
        ("::题一:: 工会有权监督？{T\x00}\n".encode(), "第 1 行有一个看不见的空字符"),
        (b"x" * 2_000_000, "超过 1 MB"),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(data, words):
    with pytest.raises(FormatError, match=words):
        decode(data, most=1024 * 1024)


@given(st.text(alphabet="工会有权监督，。12ab\n").map("工会有权监督。".__add__))
def test_chinese_is_read_the_same_from_every_encoding(text):
    assert decode(text.encode("utf-8"), most=10_000).text == text
    assert decode(text.encode("gb18030"), most=10_000).text == text
    assert decode(text.encode("utf-16"), most=10_000).text == text


@given(st.binary(max_size=200))
def test_any_bytes_become_text_or_are_refused(data):
    try:
        decoded = decode(data, most=1000)
    except FormatError as error:
        is_a_sentence(error)
    else:
        assert "\r" not in decoded.text
