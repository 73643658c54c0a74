"""Word documents of questions, typed the ways people type them."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadreschool.questions.formats.docx import paper, read, write
from cadreschool.questions.formats.values import Confidence, FormatError
from tests.questions.building import a_source
from tests.questions.building import read as parse
from tests.questions.formats.generated import a_question, told

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _docx(body, **members):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        for name, data in members.items():
            archive.writestr(f"word/{name.replace('__', '.')}", data)
    return out.getvalue()


def _p(text, before=""):
    return f"<w:p>{before}<w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def _read(text):
    return read(_docx("".join(map(_p, text.strip().split("\n")))), "q.docx")


def _right(item):
    return "".join(one.id for one in item.question.options if one.is_right)


@pytest.mark.parametrize("number", ["1.", "1、", "1．", "(1)", "（1）", "1)", "【1】", "第1题"])
def test_numbers_in_every_spelling_begin_a_question(number):
    (item,) = _read(f"{number} 工会主席任期几年\nA. 三年\nB. 五年\n答案：B").items

    assert (item.question.stem, _right(item)) == ("工会主席任期几年", "b")
    assert item.place == "第 1 段"
    assert item.confidence is Confidence.SURE


@pytest.mark.parametrize(
    "options",
    [
        "A. 甲\nB. 乙\nC. 丙",
        "A、甲  B、乙  C、丙",
        "A．甲\tB．乙\tC．丙",
        "（A）甲\n（B）乙\n（C）丙",
        "A 甲\nB 乙\nC 丙",
        "A)甲\nB)乙\nC)丙",
    ],
)
def test_options_stand_in_one_line_or_several(options):
    (item,) = _read(f"1. 题\n{options}\n答案：C").items

    assert [one.text for one in item.question.options] == ["甲", "乙", "丙"]
    assert _right(item) == "c"


@pytest.mark.parametrize(
    ("lines", "right"),
    [
        ("1. 题\nA. 甲\nB. 乙\n【答案】B【解析】因为", "b"),
        ("1. 题（ B ）\nA. 甲\nB. 乙\n解析：因为", "b"),
        ("1. 题（AB）\nA. 甲\nB. 乙\n解析：因为", "ab"),
        ("1. 题\nA. 甲\nB. 乙\n—— 正确答案：A\n【解析】因为", "a"),
        ("1. 题\nA. 甲\nB. 乙\n参考答案: Ａ，Ｂ\n解析：因为", "ab"),
        ("1. 题\nA.甲 B.乙【答案】B\n【解析】因为", "b"),
        ("1. 题\nA.甲  B.乙  答案：B\n解析：因为", "b"),
        ("1. 题（ ）A.甲 B.乙\n答案：B 解析：因为", "b"),
        ("1. 题\nA. 甲\nB. 乙\n答 案 ：B\n解　析：因为", "b"),
    ],
)
def test_the_answer_stands_behind_a_word_or_in_the_brackets(lines, right):
    (item,) = _read(lines).items

    assert _right(item) == right
    assert item.question.explanation == "因为"


@pytest.mark.parametrize(
    "key",
    [
        "参考答案\n1-3 ABA",
        "答案\n1.A 2.B 3.A",
        "参考答案：\n1、A  2、B  3、A",
        "答案及解析\n1~2 A B\n3. A",
        "参考答案：1-3 ABA",
        "答案：1.A 2.B\n3.A",
    ],
)
def test_answers_at_the_end_find_their_questions(key):
    text = "\n".join(f"{n}. 题{n}\nA. 甲\nB. 乙" for n in (1, 2, 3))

    assert [_right(item) for item in _read(f"{text}\n{key}").items] == ["a", "b", "a"]


def test_answers_at_the_end_follow_their_sections():
    reading = _read(
        "一、单选题（每题2分）\n1. 题\nA. 甲\nB. 乙\n二、判断题\n1. 工会是群众组织\n"
        "参考答案\n一、单选题\n1. B\n二、判断题\n1. 对"
    )

    one, two = reading.items
    assert _right(one) == "b"
    assert (two.question.kind, two.question.answer) == ("true_false", "true")


def test_a_judgement_may_hold_its_answer_in_its_line():
    (item,) = _read("1. 工会是群众组织。答案：错误 解析：因为").items

    assert (item.question.stem, item.question.answer) == ("工会是群众组织。", "false")


def test_a_ninth_option_is_not_taken_for_the_words_of_the_eighth():
    options = "\n".join(f"{letter}. 项{letter}" for letter in "ABCDEFGHI")

    (item,) = _read(f"1. 题\n{options}\n答案：A").items

    assert item.question is None
    assert item.problems[0].text == "有八个以上的选项"


def test_a_table_of_answers_is_read():
    row = "".join
    cell = "<w:tc>{}</w:tc>".format
    rows = [["题号", "1", "2"], ["答案", "B", "A"]]
    table = row(f"<w:tr>{row(cell(_p(text)) for text in line)}</w:tr>" for line in rows)
    body = row(map(_p, ["1. 题", "A. 甲", "B. 乙", "2. 题二", "A. 丙", "B. 丁", "参考答案"]))
    reading = read(_docx(f"{body}<w:tbl>{table}</w:tbl>"), "q.docx")

    assert [_right(item) for item in reading.items] == ["b", "a"]


def test_answers_in_a_line_that_go_on_with_questions_are_no_list_at_the_end():
    text = "1. 题\nA. 甲\nB. 乙\n答案：1.A 2.B\n2. 题二\nA. 甲\nB. 乙\n答案：B"

    one, two = _read(text).items

    assert one.question is None
    assert _right(two) == "b"


def _table(*rows):
    cells = ("".join(f"<w:tc>{_p(text)}</w:tc>" for text in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def test_a_table_with_headings_is_read_like_a_spreadsheet():
    rows = _table(
        ("题型", "题干", "选项A", "选项B", "答案"),
        ("单选", "题一", "甲", "乙", "B"),
        ("判断", "题二", "", "", "对"),
    )
    body = "".join(map(_p, ["1. 题", "A. 甲", "B. 乙", "答案：A"]))

    plain, one, two = read(_docx(body + rows), "q.docx").items

    assert (_right(plain), _right(one), two.question.answer) == ("a", "b", "true")
    assert one.problems[0].place == "表格第 2 行"
    assert one.confidence is Confidence.LOOK


def test_gaps_may_hold_their_answers():
    reading = _read("四、填空题\n1. 自（用工之日）起（一个月）内订立\n2. 空（ ）\n3. 答案呢")

    one, two, three = reading.items
    assert one.question.stem == "自＿＿起＿＿内订立"
    assert [part.accepted for part in one.question.parts] == [("用工之日",), ("一个月",)]
    assert one.confidence is Confidence.LOOK
    assert [two.problems[-1].text, three.problems[-1].text] == ["填空没有答案"] * 2


def test_numbers_that_word_makes_itself_are_counted():
    levels = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="upperLetter"/>'
        '<w:lvlText w:val="%2、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
    )
    level = '<w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="7"/></w:numPr></w:pPr>'.format
    question = _p("题", level(0)) + _p("甲", level(1)) + _p("乙", level(1)) + _p("答案：B")
    data = _docx(question * 2, numbering__xml=f"<w:numbering {W}>{levels}</w:numbering>")

    assert [_right(item) for item in read(data, "q.docx").items] == ["b", "b"]


def test_gaps_numbers_and_essays_are_read_by_their_section():
    reading = _read(
        "一、填空题\n1. 经费按工资总额的____拨缴，每____年一届\n答案：百分之二|2%；三\n"
        "二、数值题\n1. 几人起建女职工委员会\n答案：10 人\n误差：0.5\n"
        "三、简答题\n1. 说说通知程序\n答案：先通知工会。\n"
        "得分要点：\n（2分）事先\n（3分）理由\n解析：见法条"
    )

    gap, number, essay = (item.question for item in reading.items)
    assert [part.accepted for part in gap.parts] == [("百分之二", "2%"), ("三",)]
    assert (number.kind, number.answer, number.unit) == ("numeric", "10", "人")
    assert [(part.text, part.points) for part in essay.parts] == [("事先", 2), ("理由", 3)]
    assert essay.answer == "先通知工会。"


def test_steps_inside_an_explanation_begin_no_question():
    (item, other) = _read(
        "1. 题\nA. 甲\nB. 乙\n答案：A\n解析：分两步\n1. 先\n3. 后\n2. 题二\nA. 甲\nB. 乙\n答案：B"
    ).items

    assert item.question.explanation == r"分两步<br>1\. 先<br>3\. 后"
    assert _right(other) == "b"


def test_questions_without_numbers_are_read_by_their_options():
    reading = _read("工会主席任期几年\nA. 三年\nB. 五年\n答案：A\n\n第二题\nA. 甲\nB. 乙\n答案：B")

    assert [_right(item) for item in reading.items] == ["a", "b"]


def test_pictures_come_along_under_a_name_of_ours():
    picture = b"\x89PNG\r\n\x1a\n" + b"0" * 30
    drawing = (
        "<w:p><w:r><w:t>1. 看图</w:t></w:r><w:r><w:drawing>"
        '<wp:docPr xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' descr="组织图"/><a:blip'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        ' r:embed="rId9"/></w:drawing></w:r></w:p>'
    )
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId9" Target="media/image1.png"/></Relationships>'
    )
    members = {"_rels/document.xml.rels": links, "media/image1.png": picture}
    body = drawing + "".join(map(_p, ["A. 甲", "B. 乙", "答案：A"]))
    (item,) = read(_docx(body, **members), "q.docx").items

    assert item.question.stem.startswith("看图![组织图](media/")
    assert [one.data for one in item.pictures] == [picture]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("1. 题\nA. 甲\nB. 乙", "没有答案"),
        ("1. 题\nA. 甲\nB. 乙\n答案：C", "答案 C 没有对应的选项"),
        ("1. 题\nA. 甲\n答案：A", "有 1 个选项"),
        ("一、判断题\n1. 题\n答案：也许", "看不懂"),
    ],
)
def test_what_cannot_be_is_told_with_its_paragraph(lines, words):
    (item,) = _read(lines).items

    assert item.question is None
    assert words in item.problems[0].text
    assert item.problems[0].place.endswith("段")


def test_text_before_the_first_question_is_told():
    reading = _read("2026 年试卷\n姓名＿＿＿\n1. 题\nA. 甲\nB. 乙\n答案：A")

    assert "有 2 段文字，没有当作题目" in reading.problems[0].text


def test_a_letter_to_somebody_has_no_questions():
    reading = _read("各位同事：\n1. 请按时参加。\n2. 请带证件。")

    assert not any(item.question for item in reading.items)
    assert reading.problems[0].text == "没有读出题目"


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04no",
        b"text",
        _docx("").replace(b"word/document.xml", b"word/elsewhere.xm"),
        _docx("<w:p>"),
        _docx("").replace(b"document", b"documenu", 1),
    ],
)
def test_what_is_no_document_is_refused(data):
    with pytest.raises(FormatError):
        read(data, "q.docx")


def test_names_that_climb_out_and_document_types_are_refused():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
        archive.writestr("../../evil", "x")
    with pytest.raises(FormatError, match="指向外面的路径"):
        read(out.getvalue(), "q.docx")

    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(FormatError, match="文档类型"):
        read(out.getvalue(), "q.docx")


@given(st.lists(a_question().filter(bool), min_size=1, max_size=3))
@settings(max_examples=80)
def test_what_is_written_comes_back_or_is_named(questions):
    written = write(questions)
    left_out = {one.question_id for one in written.left_out}
    back = {item.given_id: item for item in read(written.data, "q.docx").items}

    for question in questions:
        if question.id not in left_out and [one.id for one in questions].count(question.id) == 1:
            assert told(back[question.id].question) == told(question)


def test_a_paper_is_printed_with_and_without_its_key():
    questions, _ = parse(a_source())
    without = paper("期中卷", [(questions[0], 2)], with_key=False)
    with_key = paper("期中卷", [(questions[0], 2)], with_key=True)

    texts = [
        zipfile.ZipFile(BytesIO(data)).read("word/document.xml").decode()
        for data in (without, with_key)
    ]
    assert "（单选，2 分）题干？" in texts[0]
    assert "因为如此" not in texts[0]
    assert "因为如此" in texts[1]


@given(st.lists(st.text(max_size=30), max_size=12))
@settings(max_examples=60)
def test_no_text_makes_it_fail_in_another_way(lines):
    with suppress(FormatError):
        read(_docx("".join(_p(line.replace("<", "").replace("&", "")) for line in lines)), "q.docx")
