"""Files of statutes: every encoding that occurs, and files that are meant to do harm."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.kernel.mistakes import Findings
from cadreschool.laws.documents import LARGEST, read_paragraphs
from tests.laws.statutes import STATUTE, WORD, a_docx, word_body


def _read(data):
    findings = Findings("法.docx")
    found = [paragraph.text for paragraph in read_paragraphs(data, findings)]
    return found, [mistake.text for mistake in findings.mistakes]


@pytest.mark.parametrize(
    "data",
    [
        STATUTE.encode(),
        STATUTE.encode("utf-8-sig"),
        STATUTE.encode("gb18030"),
        STATUTE.encode("utf-16"),
        STATUTE.replace("\n", "\r\n").encode("gbk"),
        a_docx(),
    ],
    ids=["utf-8", "bom", "gb18030", "utf-16", "gbk", "docx"],
)
def test_every_form_gives_the_same_paragraphs(data):
    assert _read(data) == (STATUTE.splitlines(), [])


def test_a_line_broken_by_hand_a_tab_and_what_stands_twice_for_old_programs():
    inside = (
        f'<w:document xmlns:w="{WORD}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:p>'
        "<w:r><w:t>第一条</w:t><w:tab/><w:t>甲。</w:t><w:br/><w:t>乙。</w:t></w:r>"
        "<mc:AlternateContent><mc:Choice><w:t>丙。</w:t></mc:Choice>"
        "<mc:Fallback><w:t>丙。</w:t></mc:Fallback></mc:AlternateContent>"
        "<w:del><w:delText>删去的</w:delText></w:del></w:p></w:document>"
    )

    assert _read(a_docx(inside)) == (["第一条 甲。", "乙。丙。"], [])


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "甲甲甲甲甲甲甲甲甲甲">'
    + "".join(f'<!ENTITY {y} "{f"&{x};" * 10}">' for x, y in zip("abcdef", "bcdefg", strict=True))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("declared", [BOMB, OUTSIDE], ids=["bomb", "outside"])
def test_a_document_type_is_refused_before_any_entity_is_read(declared):
    body = word_body(before=declared).replace(b"</w:body>", b"<w:p><w:t>&a;</w:t></w:p></w:body>")

    assert _read(a_docx(body)) == ([], ["这个 .docx 文件带有文档类型定义，没有打开"])


def test_an_archive_that_unpacks_to_more_than_it_seems_is_not_unpacked():
    bomb = a_docx(b" " * (20 * 1024 * 1024))
    wide = a_docx(more=b"\0" * (65 * 1024 * 1024))

    assert len(bomb) < 64 * 1024
    assert _read(bomb) == ([], ["这个 .docx 文件压缩得不正常，没有打开"])
    assert _read(wide) == ([], ["这个 .docx 文件展开以后太大"])


def _encrypted():
    data = bytearray(a_docx())
    for start in (data.find(b"PK\x03\x04"), data.find(b"PK\x01\x02")):
        data[start + (6 if data[start + 2] == 3 else 8)] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "mistake"),
    [
        (b"PK\x03\x04", "这个 .docx 文件已损坏"),
        (a_docx(name="xl/workbook.xml"), "这不是 .docx 文件：里面没有正文"),
        (a_docx(b"<w:p>"), "这个 .docx 文件已损坏（XML 第 1 行）"),
        (a_docx(b'<?xml version="1.0" encoding="x-none"?><a/>'), "这个 .docx 文件的编码认不出"),
        (a_docx()[:-30], "这个 .docx 文件已损坏"),
        (_encrypted(), "这个文件加了密码"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "这是旧的 .doc 格式，或加了密码的文件"),
        (b"\x89PNG\r\n\x1a\n\0\0", "不是文本文件，或编码认不出"),
        (b" " * (LARGEST + 1), "文件超过 8 MB"),
        (b"\n" * 60_000, "文件有 60000 段，不像一部法律"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data, mistake):
    assert _read(data) == ([], [mistake])


def test_an_archive_in_a_way_of_packing_that_python_does_not_know():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", word_body())
    data = bytearray(out.getvalue())
    data[8] = data[data.find(b"PK\x01\x02") + 10] = 99

    assert _read(bytes(data)) == ([], ["这个 .docx 文件已损坏"])


@given(st.binary(max_size=400))
def test_no_bytes_make_reading_fail(data):
    _read(data)
    _read(a_docx(data))
