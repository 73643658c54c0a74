"""Moodle XML: every type that has a kind here, and a reason for the others."""

from __future__ import annotations

import base64
from decimal import Decimal

import pytest

from cadreschool.questions.formats import moodle_xml
from cadreschool.questions.formats.values import Confidence, FormatError

PNG = b"\x89PNG\r\n\x1a\none"
OTHER = b"\x89PNG\r\n\x1a\ntwo"


def _reading(inner, head='<?xml version="1.0" encoding="UTF-8"?>'):
    return moodle_xml.read(f"{head}\n<quiz>{inner}</quiz>".encode(), "x.xml")


def _question(kind, inner, stem="<p>题</p>", beside=""):
    return (
        f'<question type="{kind}"><name><text>名</text></name><questiontext format="html"><text>'
        f"<![CDATA[{stem}]]></text>{beside}</questiontext>{inner}</question>"
    )


def _one(kind, inner, stem="<p>题</p>", beside=""):
    (item,) = _reading(_question(kind, inner, stem, beside)).items
    return item


def _answer(text, fraction=0, inner="", form="html"):
    content = f"<text><![CDATA[{text}]]></text>{inner}"
    return f'<answer fraction="{fraction}" format="{form}">{content}</answer>'


def _feedback(text):
    return f'<feedback format="html"><text><![CDATA[{text}]]></text></feedback>'


def _told(item):
    return [problem.text for problem in item.problems]


CHOICES = (
    _answer("<p>甲</p>", 100, _feedback("<b>对</b>"))
    + _answer("乙")
    + _answer("丙", 0, _feedback("错了"))
)


def test_a_single_choice_with_everything_beside_it():
    item = _one(
        "multichoice",
        "<generalfeedback format='html'><text>总的</text></generalfeedback>"
        "<defaultgrade>2.0</defaultgrade>"
        "<idnumber> a1-q01 </idnumber><single>true</single><shuffleanswers>true</shuffleanswers>"
        "<correctfeedback format='html'><text>Your answer is correct.</text></correctfeedback>"
        "<incorrectfeedback format='html'><text>再看看[[工会法#22]]</text></incorrectfeedback>"
        f"{CHOICES}<hint format='html'><text>提示</text></hint>"
        "<tags><tag><text>能力:able</text></tag><tag><text>难度:3</text></tag>"
        "<tag><text>依据:[[劳动法#44]]</text></tag><tag><text>老题</text></tag></tags>",
        stem="<p>不<strong>得</strong></p><ul><li>一</li><li>二</li></ul>",
    )

    question = item.question
    assert (question.kind, question.answer, item.given_id) == ("single", "a", "a1-q01")
    assert question.stem == "不**得**\n\n- 一\n- 二"
    assert [option.text for option in question.options] == ["甲", "乙", "丙"]
    assert question.explanation == (
        "总的\n\n- 答错时：再看看[[工会法#22]]\n- 选“甲”：**对**\n- 选“丙”：错了"
    )
    assert [one.short for one in question.citations] == ["劳动法", "工会法"]
    assert (question.competencies, question.difficulty) == (("able",), 3)
    assert _told(item) == ["标签没有保留：老题", "分值 2 没有保留", "提示（hint）没有保留"]
    assert (item.confidence, item.place) == (Confidence.SURE, "第 2 行")


def test_several_right_options_make_a_multiple_choice():
    item = _one(
        "multichoice",
        "<single>false</single>" + _answer("甲", 50) + _answer("乙", -100) + _answer("丙", 50),
    )
    all_or_nothing = _one(
        "multichoiceset", _answer("甲", 100) + _answer("乙", 0) + _answer("丙", 100)
    )

    assert (item.question.kind, item.question.answer, item.problems) == ("multiple", "a,c", ())
    assert (all_or_nothing.question.answer, all_or_nothing.problems) == ("a,c", ())


def test_a_judgement_keeps_its_feedback():
    item = _one("truefalse", _answer("true", 0, _feedback("想想")) + _answer("false", 100))

    assert (item.question.answer, item.question.explanation) == ("false", "- 选“对”：想想")


def test_a_number_keeps_margin_and_unit():
    units = (
        "<units><unit><multiplier>1</multiplier><unit_name>元</unit_name></unit>"
        "<unit><multiplier>0.0001</multiplier><unit_name>万元</unit_name></unit></units>"
    )
    item = _one(
        "numerical",
        _answer("1200.5", 100, "<tolerance>0.5000000</tolerance>")
        + _answer("*", 0, _feedback("再算"))
        + units,
    )

    question = item.question
    assert (question.answer, question.tolerance, question.unit) == ("1200.5", Decimal("0.5"), "元")
    assert question.explanation == "- 其他回答：再算"
    assert _told(item) == ["单位 万元 没有保留"]


def test_a_short_answer_accepts_what_earns_everything():
    item = _one(
        "shortanswer",
        "<usecase>1</usecase>"
        + _answer("二倍", 100, form="plain_text")
        + _answer("两倍", 100)
        + _answer("2倍", 50)
        + _answer("*", 0, _feedback("不对")),
        stem="付＿＿工资",
    )

    assert item.question.parts[0].accepted == ("二倍", "两倍")
    assert item.question.explanation == "- 其他回答：不对"
    assert _told(item) == ["原来区分大小写；这里不区分", "权重没有保留：“2倍”50%，这里不得分"]


def test_pairs_keep_their_right_sides():
    pair = (
        '<subquestion format="html"><text>{}</text><answer><text>{}</text></answer></subquestion>'
    )
    item = _one(
        "matching",
        pair.format("&lt;p&gt;甲&lt;/p&gt;", "一*")
        + pair.format("乙", "二")
        + pair.format("", "三"),
    )

    assert [part.text for part in item.question.parts] == ["甲", "乙"]
    assert [option.text for option in item.question.options] == ["一\\*", "二", "三"]
    assert item.question.answer == "a,b"


def test_steps_keep_their_order():
    steps = "".join(_answer(text, number) for number, text in enumerate("甲乙丙", 1))

    assert _one("ordering", "<selecttype>ALL</selecttype>" + steps).question.answer == "a,b,c"
    assert _told(_one("ordering", "<selecttype>RANDOM</selecttype>" + steps)) == [
        "原来每次只抽几步来排；这里全部都排"
    ]


def test_what_the_marker_is_told_is_the_reference_answer():
    told = "<graderinfo format='{}'><text>{}</text></graderinfo>"
    plain = _one("essay", told.format("html", "先核对") + "<attachments>1</attachments>")
    ours = _one("essay", told.format("markdown", "- [2] 核对\n\n参考答案：先核对"))

    assert (plain.question.answer, plain.question.parts) == ("先核对", ())
    assert _told(plain) == ["上传附件的要求没有保留", "简答没有得分要点"]
    assert (ours.question.answer, ours.question.parts[0].points) == ("先核对", 2)


def test_a_cloze_with_words_only_is_gaps():
    item = _one(
        "cloze", "", stem="<p>付{1:SHORTANSWER:=二倍~=两倍~%50%2倍#近了}，提前{:SA:%100%三十}日</p>"
    )
    mixed = _one("cloze", "", stem="<p>{1:MULTICHOICE:=甲~乙}</p>")

    assert item.question.stem == "付＿＿＿，提前＿＿＿日"
    assert [part.accepted for part in item.question.parts] == [("二倍", "两倍"), ("三十",)]
    assert _told(item) == ["空的反馈没有保留", "权重没有保留：“2倍”50%，这里不得分"]
    assert (mixed.question, _told(mixed)) == (
        None,
        ["完形填空（cloze）有 MULTICHOICE 的空；这里只读各空填词句的"],
    )


@pytest.mark.parametrize(
    "kind", ["description", "calculated", "ddwtos", "gapselect", "stack", "neues"]
)
def test_other_types_are_listed_with_a_reason(kind):
    item = _one(kind, "")

    assert item.question is None
    assert item.problems[0].text
    assert item.problems[0].hint


def test_categories_hold_for_what_follows():
    category = '<question type="category"><category><text>{}</text></category></question>'
    truth = _question("truefalse", _answer("true", 100) + _answer("false"))

    items = _reading(
        truth
        + category.format("$course$/top/工会法/第三章")
        + truth
        + category.format("$system$/乙")
        + truth
    ).items

    assert [item.category for item in items] == ["", "工会法/第三章", "乙"]


def _file(name, data):
    return (
        f'<file name="{name}" path="/" encoding="base64">{base64.b64encode(data).decode()}</file>'
    )


def test_pictures_come_along_under_names_of_ours():
    image = '<img src="@@PLUGINFILE@@/{}" alt="{}">'
    truth = _answer("true", 100) + _answer("false")
    inline = f'<img src="data:image/png;base64,{base64.b64encode(PNG).decode()}" alt="三">'
    items = _reading(
        _question("truefalse", truth, image.format("a.png", "一[级]"), _file("a.png", PNG))
        + _question("truefalse", truth, image.format("a.png", ""), _file("a.png", OTHER))
        + _question("truefalse", truth, image.format("%E5%9B%BE.PNG", "图"), _file("图.PNG", PNG))
        + _question("truefalse", truth, inline)
        + _question("truefalse", truth, image.format("b.gif", "动"), _file("b.gif", b"GIF89a"))
        + _question("truefalse", truth, '<img src="https://e.cn/x.png" alt="远">', "")
    ).items

    names = [[picture.name for picture in item.pictures] for item in items]
    assert names[0] == ["a.png"]
    assert names[1][0].startswith("a-")
    assert names[2][0].startswith("picture-")
    assert names[3][0].startswith("picture-")
    assert names[4:] == [[], []]
    assert items[0].question.stem == "![一 级](media/a.png)"
    assert items[1].question.stem == f"![题中的图](media/{names[1][0]})"
    assert _told(items[1]) == ["图片没有说明文字"]
    assert _told(items[4])[0] == "图片“b.gif”没有读进来：不是 PNG、JPEG 或 WebP"
    assert _told(items[5]) == ["没有读进来：图片（https://e.cn/x.png）"]
    assert [item.pictures[0].data for item in items[:2]] == [PNG, OTHER]


def test_the_old_element_for_a_picture_is_read():
    data = base64.b64encode(PNG).decode()
    old = f"<image>old/levels.png</image><image_base64>{data}</image_base64>"
    item = _one("truefalse", _answer("true", 100) + _answer("false") + old)

    assert item.question.stem == "题\n\n![题中的图](media/levels.png)"
    assert item.pictures[0].data == PNG


def test_settings_that_mean_something_are_told():
    settings = "<hidden>1</hidden><shuffleanswers>0</shuffleanswers><single>true</single>"
    item = _one("multichoice", settings + CHOICES)

    assert _told(item) == [
        "这道题在 Moodle 里是隐藏的",
        "原来选项的次序是固定的；这里每次打乱",
    ]
    assert item.confidence is Confidence.LOOK


@pytest.mark.parametrize(
    ("form", "text", "stem"),
    [
        ("moodle_auto_format", "一\n二 *三*", "一<br>二 \\*三\\*"),
        ("moodle_auto_format", "<b>一</b>", "**一**"),
        ("plain_text", "&lt;b&gt;一", "&lt;b>一"),
        ("markdown", "**一**\n\n- 二", "**一**\n\n- 二"),
    ],
)
def test_each_form_of_text_is_read_as_what_it_is(form, text, stem):
    text = text if "&lt;" in text else f"<![CDATA[{text}]]>"
    xml = (
        f'<question type="truefalse"><questiontext format="{form}"><text>{text}</text>'
        f"</questiontext>{_answer('true', 100)}{_answer('false')}</question>"
    )

    assert _reading(xml).items[0].question.stem == stem


def test_html_that_nobody_wrapped_is_read():
    xml = (
        '<question type="truefalse"><questiontext format="html"><text><p>一 <b>二</b></p></text>'
        f"</questiontext>{_answer('true', 100)}{_answer('false')}</question>"
    )

    assert _reading(xml).items[0].question.stem == "一 **二**"


def test_a_declared_encoding_does_not_matter():
    xml = _question("truefalse", _answer("true", 100) + _answer("false"), stem="工会有权监督")
    text = f'\n<?xml version="1.0" encoding="gb2312"?><quiz>{xml}</quiz>'

    for encoding in ("utf-8", "gb18030", "utf-16"):
        (item,) = moodle_xml.read(text.encode(encoding), "x").items
        assert item.question.stem == "工会有权监督"


def test_a_file_that_breaks_off_gives_what_stands_before():
    truth = _question("truefalse", _answer("true", 100) + _answer("false"))
    reading = moodle_xml.read(
        f"<quiz>\n{truth}\n<question type='essay'><a></question>".encode(), "x"
    )
    entity = moodle_xml.read(f"<quiz>\n{truth}\n&nbsp;</quiz>".encode(), "x")

    assert [item.question.kind for item in reading.items] == ["true_false"]
    assert [(one.place, one.text) for one in reading.problems] == [
        ("第 3 行", "从这里起不是合法的 XML，后面的没有读")
    ]
    assert "&nbsp;" in entity.problems[0].hint


def test_other_files_are_refused():
    for data in (b"", b"GIFT {T}", b"<html/>", b"<?xml version='1.0'?>"):
        with pytest.raises(FormatError, match="不是 Moodle XML"):
            moodle_xml.read(data, "x")
