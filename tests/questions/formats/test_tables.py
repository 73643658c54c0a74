"""Tables of questions, in the layouts people bring them in."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from cadreschool.questions.formats.tables import read, write
from cadreschool.questions.formats.values import Confidence, FormatError
from tests.questions.building import a_source
from tests.questions.building import read as parse
from tests.questions.formats.generated import a_question, told


def _csv(text, **options):
    return read(text.encode(options.pop("encoding", "utf-8")), "q.csv", **options)


def _book(**sheets):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return read(out.getvalue(), "q.xlsx")


def _right(item):
    return "".join(one.id for one in item.question.options if one.is_right)


LETTERS = "题型,题干,选项A,选项B,选项C,答案,解析,难度\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_plain_table_is_read_in_every_encoding(encoding):
    reading = _csv(
        LETTERS + "单选题,工会主席任期几年,三年,五年,三或五年,C,见工会法,中等\n", encoding=encoding
    )

    (item,) = reading.items
    assert (item.question.kind, _right(item), item.question.difficulty) == ("single", "c", 2)
    assert item.question.explanation == "见工会法"
    assert item.place == "第 2 行"
    assert item.confidence is Confidence.SURE


def test_headings_are_found_below_titles_and_instructions():
    reading = _csv(
        "2026 年题库,,,\n说明：请勿改动表头,,,\n\n序号,试题内容,A选项,B 选项（必填）,*正确选项\n"
        "1,题目一,甲,乙,B\n"
    )

    assert [_right(item) for item in reading.items] == ["b"]


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("AC", "ac"),
        ("A,C", "ac"),
        ("A、C", "ac"),
        ("c；a", "ac"),
        ("ＡＣ", "ac"),
        ("选 AC", "ac"),
        ("A C", "ac"),
        ("正确答案：AC", "ac"),
        ("【答案】A、C", "ac"),
        ("答案为 AC。", "ac"),
        ("应选 AC", "ac"),
        ("（AC）", "ac"),
        ("(A)(C)", "ac"),
        ("【AC】", "ac"),
        ("A|C", "ac"),
    ],
)
def test_letters_are_read_however_they_are_written(answer, right):
    (item,) = _csv(LETTERS + f'多选,题,甲,乙,丙,"{answer}",,\n').items

    assert (item.question.kind, _right(item)) == ("multiple", right)


@pytest.mark.parametrize(("answer", "right"), [("1,3", "ac"), ("乙", "b")])
def test_numbers_and_words_of_options_are_answers_too(answer, right):
    (item,) = _csv(LETTERS + f'多选,题,甲,乙,丙,"{answer}",,\n').items

    assert _right(item) == right
    assert item.confidence is Confidence.LOOK


@pytest.mark.parametrize("word", ["对", "正确", "√", "T", "true", "是", "（√）"])
def test_judgements_are_read_in_all_spellings(word):
    (item,) = _csv(f"题型,题目,正确答案\n判断题,工会是群众组织,{word}\n").items

    assert (item.question.kind, item.question.answer) == ("true_false", "true")


@pytest.mark.parametrize("word", ["错", "不正确", "不对", "非", "×", "F", "no", "正确答案：错误"])
def test_denials_are_read_in_all_spellings(word):
    (item,) = _csv(f"题型,题目,正确答案\n判断题,工会是群众组织,{word}\n").items

    assert (item.question.kind, item.question.answer) == ("true_false", "false")


def test_an_answer_that_says_that_it_is_one_may_name_the_option_itself():
    (item,) = _csv(LETTERS + "单选,题,甲方,乙方,丙方,正确答案：乙方,,\n").items

    assert _right(item) == "b"


def test_a_judgement_with_options_follows_the_option():
    (item,) = _csv(LETTERS + "判断,题,正确,错误,,B,,\n").items

    assert item.question.answer == "false"


def test_a_mark_beside_each_option_says_what_is_right():
    reading = _csv(
        "题干,选项一内容,选项一是否正确,选项二内容,选项二是否正确,解析\n"
        "题一,甲,0,乙,1,因为\n题二,甲,1,乙,1,\n题三,甲,也许,乙,1,\n题四,甲,0,乙,0,\n"
    )

    one, two, unclear, none = reading.items
    assert (_right(one), _right(two)) == ("b", "ab")
    assert "看不懂“是否正确”里的“也许”" in unclear.problems[0].text
    assert "没有标出正确选项" in none.problems[0].text


@pytest.mark.parametrize(
    "options",
    ["A. 甲\nB. 乙\nC. 丙", "A、甲；B、乙；C、丙", "甲\n乙\n丙", "甲|乙|丙", "A.甲  B.乙  C.丙"],
)
def test_options_in_one_cell_are_taken_apart(options):
    (item,) = _csv(f'题干,选项,答案\n题,"{options}",B\n').items

    assert [one.text for one in item.question.options] == ["甲", "乙", "丙"]


def test_gaps_are_brackets_or_lines_and_have_several_ways():
    reading = _csv(
        "题型,题干,答案\n填空,工会经费按工资总额的____拨缴,百分之二|2%\n"
        "填空,（　）年一届，最长（ ）年,三；五\n填空,没有空,三；五\n"
    )

    one, two, three = reading.items
    assert one.question.parts[0].accepted == ("百分之二", "2%")
    assert two.question.stem == "＿＿年一届，最长＿＿年"
    assert [part.accepted for part in two.question.parts] == [("三",), ("五",)]
    assert three.question is None


def test_a_ninth_option_is_told_wherever_it_stands():
    letters = "ABCDEFGHI"
    heads = ",".join(f"选项{letter}" for letter in letters)
    columns = f"题型,题干,{heads},答案\n单选,题,{','.join(letters)},A\n单选,题二,甲,乙,,,,,,,,A\n"
    in_one = "\n".join(f"{letter}.项{letter}" for letter in letters)

    nine, two = _csv(columns).items
    (together,) = _csv(f'题型,题干,选项,答案\n单选,题,"{in_one}",A\n').items

    assert nine.question is together.question is None
    assert [one.problems[0].text for one in (nine, together)] == ["有八个以上的选项"] * 2
    assert len(two.question.options) == 2


def test_a_gap_without_an_answer_is_told():
    (item,) = _csv("题型,题目,答案,解析\n填空,工会经费为（ ）,,因为\n").items

    assert item.question is None
    assert [problem.text for problem in item.problems] == ["填空没有答案"]


def test_a_number_keeps_its_unit_and_margin():
    (item,) = _csv("题型,题干,答案,误差,单位\n数值,几人,２５ 人,0.5,人\n").items

    assert (item.question.answer, item.question.unit) == ("25", "人")
    assert item.question.tolerance == Decimal("0.5")


def test_every_visible_sheet_is_read_and_its_title_tells_the_kind():
    reading = _book(
        单选题=[["题干", "A", "B", "答案"], ["题一", "甲", "乙", "A"]],
        判断题=[["题干", "答案"], ["题二", "错"]],
        说明=[["怎样填写"]],
    )

    assert [item.place for item in reading.items] == [
        "工作表“单选题”第 2 行",
        "工作表“判断题”第 2 行",
    ]
    assert [problem.place for problem in reading.problems] == ["工作表“说明”"]


def test_formulas_and_dates_in_cells_are_told():
    rows = [
        ["题干", "A", "B", "答案"],
        ["题一", "=1+1", "乙", "A"],
        ["题二", datetime(2026, 1, 2), "乙", "B"],  # noqa: DTZ001 -- cells have no zone
    ]
    formula, day = _book(题=rows).items

    assert formula.question is None
    assert formula.problems[0].text == "B 列是公式，请改成文字"
    assert day.confidence is Confidence.LOOK
    assert "存成了日期" in day.problems[0].text


def test_a_mapping_corrects_what_columns_were_taken_for():
    text = "内容一,内容二,甲,乙\n题,B,一,二\n"
    assert _csv(text).items == ()

    mapping = {"内容一": "stem", "内容二": "answer", "甲": "option-a", "乙": "option-b"}
    reading = _csv(text, mapping=mapping)

    assert _right(reading.items[0]) == "b"
    assert reading.columns["内容二"] == "answer"


def test_samples_that_contradict_their_heading_are_no_questions():
    reading = _csv(
        "试题类型,题干,选项一内容,选项二内容,解析,选项一是否正确,选项二是否正确\n"
        "1,题干,解析文字,甲,0,乙,1\n"
    )

    assert [item.question for item in reading.items] == [None]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("单选,题,甲,乙,丙,,,", "没有答案"),
        ("单选,题,甲,乙,,C,,", "答案 C 没有对应的选项"),
        ("单选,题,甲,乙,丙,好,,", "不是选项的字母"),
        ("单选,题,甲,甲,丙,A,,", "相同"),
        ("案例,题,甲,乙,丙,A,,", "写不进一行"),
        ("判断,题,,,,也许,,", "看不懂"),
        ("数值,题,,,,许多,,", "不是一个数"),
    ],
)
def test_what_cannot_be_is_told_with_its_row(row, words):
    (item,) = _csv(LETTERS + row + "\n").items

    assert item.question is None
    assert any(words in problem.text for problem in item.problems)
    assert item.problems[0].place == "第 2 行"


def test_repeated_headings_sums_and_empty_rows_are_passed_over():
    reading = _csv(LETTERS + "单选,题,甲,乙,,A,,\n" + LETTERS + ",,,,,,,\n共 1 题,,,,,,,\n")

    assert len(reading.items) == 1


def test_a_table_without_questions_says_what_it_needs():
    reading = _csv("姓名,电话\n张三,1\n")

    assert reading.items == ()
    assert reading.problems[0].text == "没有找到题干和答案的列"


def test_a_bomb_is_not_opened():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 50_000_000)

    with pytest.raises(FormatError, match="压缩得不正常"):
        read(out.getvalue(), "q.xlsx")


@pytest.mark.parametrize("data", [b"PK\x03\x04broken", b"\x89PNG\r\n\x1a\n", b"\xff\xfe\xff"])
def test_what_is_no_table_is_refused(data):
    with pytest.raises(FormatError):
        read(data, "q.xlsx")


@given(st.lists(a_question().filter(bool), min_size=1, max_size=3))
@settings(max_examples=60)
def test_what_is_written_comes_back_the_same_or_is_named(questions):
    written = write(questions)
    left_out = {one.question_id for one in written.left_out}
    back = {item.given_id: item for item in read(written.data, "q.xlsx").items}

    for question in questions:
        if question.id not in left_out and [one.id for one in questions].count(question.id) == 1:
            assert told(back[question.id].question) == told(question)


def test_nothing_written_is_a_formula():
    questions, _ = parse(a_source().replace("题干？", "=HYPERLINK(1)"))
    data = write(questions).data
    cells = [cell for row in load_workbook(BytesIO(data)).active.iter_rows() for cell in row]

    assert "=HYPERLINK(1)" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


@given(st.text(max_size=200) | st.binary(max_size=200))
@settings(max_examples=60)
def test_no_bytes_make_it_fail_in_another_way(data):
    given_bytes = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    with suppress(FormatError):
        read(given_bytes, "q.csv")
