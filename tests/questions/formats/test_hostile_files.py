"""No file makes a reader crash, hang or reach outside."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadreschool.questions.formats import aiken, gift, moodle_xml
from cadreschool.questions.formats.values import FormatError
from tests.questions.formats.rendering import is_a_sentence

MEGABYTE = 1024 * 1024
READERS = [gift, aiken, moodle_xml]
GIFT = """// [id:a1] [tag:能力:able]
$CATEGORY: $course$/top/法
::名::[html]<p>题 {=甲#对 ~%-50%乙 ~丙 ####<b>解</b>}

配{=甲 -> 乙 =丙 -> 丁}

[markdown]数 {#=25:0.5 =%50%25..30}

排{>3 ALL
一
二
三
}
"""
AIKEN = "1. 题\nA) 甲\nＢ、乙\nC． 丙\n答案：A，C\n解析：因为\n\n题\n答案：√\n"
XML = """<?xml version="1.0"?><quiz>
<question type="category"><category><text>$course$/甲</text></category></question>
<question type="multichoice"><name><text>n</text></name>
<questiontext format="html"><text><![CDATA[<p>题<img src="@@PLUGINFILE@@/a.png">]]></text>
<file name="a.png">iVBORw0KGgo=</file></questiontext><single>false</single>
<answer fraction="50"><text>甲</text></answer><answer fraction="50"><text>乙</text></answer>
<answer fraction="-100"><text>丙</text><feedback><text>否</text></feedback></answer>
<tags><tag><text>难度:2</text></tag></tags></question>
<question type="cloze"><questiontext><text>{1:SA:=甲~%50%乙} 是</text></questiontext></question>
</quiz>
"""
SIGNS = [
    b"{",
    b"}",
    b"=",
    b"~",
    b"#",
    b"->",
    b"%50%",
    b"::",
    b"\\",
    b"//",
    b"\n\n",
    b"\n",
    b"<b>",
    b"]]>",
    b"&lt;",
    b"&nbsp;",
    b"</question>",
    b"ANSWER: A",
    b"A) ",
    b"{1:SA:=x}",
    b"####",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xc4\xe3",
    b"\0",
    b"<text>",
    b"| a |\n|---|",
    b"[markdown]",
    "｛＝".encode(),
]
MUTATIONS = st.lists(
    st.tuples(st.integers(0, 2000), st.integers(0, 12), st.sampled_from(SIGNS)), max_size=8
)


def _mutated(text, mutations):
    data = text.encode()
    for at, cut, sign in mutations:
        place = at % (len(data) + 1)
        data = data[:place] + sign + data[place + cut :]
    return data


def _is_calm(reader, data):
    """Read, and check what every reading promises; nothing but FormatError may come out."""
    try:
        reading = reader.read(data, "x")
    except FormatError as error:
        is_a_sentence(error)
        return
    for item in reading.items:
        assert item.question is not None or item.problems
        assert item.place.startswith("第 ")
        assert all(problem.text and problem.hint for problem in item.problems)
    questions = [item.question for item in reading.items if item.question is not None]
    assert len(reader.write(questions).data) < 10 * len(data) + 10_000


@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.__name__)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused(reader, data):
    _is_calm(reader, data)


@pytest.mark.parametrize(
    ("reader", "text"),
    [(gift, GIFT), (aiken, AIKEN), (moodle_xml, XML)],
    ids=["gift", "aiken", "xml"],
)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(MUTATIONS)
def test_damaged_files_are_read_or_refused(reader, text, mutations):
    _is_calm(reader, _mutated(text, mutations))


BOMB = (
    '<!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><quiz><question type="essay">'
    "<questiontext><text>&b;</text></questiontext></question></quiz>"
)
REFUSED = {
    "entities": (moodle_xml, BOMB.encode()),
    "outside": (moodle_xml, b'<!DOCTYPE quiz SYSTEM "file:///etc/passwd"><quiz/>'),
    "50 MB": (moodle_xml, b"<quiz>" + b"x" * (50 * MEGABYTE)),
    "one long text": (
        moodle_xml,
        b'<quiz><question type="essay"><questiontext><text>' + b"x" * (20 * MEGABYTE),
    ),
    "deep": (moodle_xml, b"<quiz>" + b"<a>" * MEGABYTE),
    "wide": (moodle_xml, b'<quiz><question type="essay">' + b"<a/>" * MEGABYTE),
    "other XML": (moodle_xml, b"<html><body/></html>"),
    "large GIFT": (gift, b"x" * (9 * MEGABYTE)),
    "many": (gift, b"q{T}\n\n" * 21_000),
    "many lines": (aiken, b"\n" * (2 * MEGABYTE)),
    "binary": (gift, b"a\0b\0\0\x01"),
    "archive": (aiken, b"PK\x03\x04rest"),
    "no encoding": (gift, "Où est né l'été {=là}".encode("cp1252")),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_hostile_is_refused_at_once(name):
    reader, data = REFUSED[name]
    started = time.perf_counter()

    with pytest.raises(FormatError):
        reader.read(data, "x")

    assert time.perf_counter() - started < 20  # a busy machine: alone each takes under two


SLOW = {
    "braces": (gift, b"{" * (7 * MEGABYTE)),
    "equals": (gift, b"q{" + b"=" * (7 * MEGABYTE) + b"}"),
    "options": (gift, b"q{" + b"~a " * 30_000 + b"}"),
    "letters": (aiken, b"q\nA) a B) b C) c\n" * 50_000),
    "spaces": (aiken, b"q\nA) " + b" " * MEGABYTE + b"x\n"),
    "answers": (
        moodle_xml,
        b'<quiz><question type="multichoice"><questiontext><text>q</text></questiontext>'
        + b'<answer fraction="0"><text>a</text></answer>' * 1900
        + b"</question></quiz>",
    ),
}


@pytest.mark.parametrize("name", SLOW)
def test_what_is_odd_costs_little(name):
    reader, data = SLOW[name]
    started = time.perf_counter()

    assert [item for item in reader.read(data, "x").items if item.question] == []

    assert time.perf_counter() - started < 20
