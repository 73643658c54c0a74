"""From a file of questions to questions in a bank: looked at, ticked, imported once."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from cadreschool.files import uploads
from tests.school.content import a_question
from tests.school.working import work
from tests.web.seeing import text
from tests.web.teach.banking import (
    RIGHT,
    WRONG,
    bring_in,
    dismiss,
    entries,
    job_of,
    make_bank,
    take,
    upload,
    write_question,
)
from tests.web.teach.writing import LIN_YUE

TWO = "\n".join(
    (
        a_question("law-1", stem="经济补偿怎样算？"),
        a_question("law-2", "判断", stem="试用期不算。"),
    )
)


def review(browse, job_id, **arguments):
    return browse.get("teach.bank_import", job_id=job_id, **arguments)


def ticked(page):
    return [box["value"] for box in page.select("input[name=take][checked]")]


def choose(browse, job_id, shown, take_, **more):
    fields = {"shown": [str(n) for n in shown], "take": [str(n) for n in take_], **more}
    return browse.post("teach.update_bank_choice", into={"job_id": job_id}, **fields)


def test_a_check_shows_every_item_and_changes_nothing(app, bank):
    page, _ = upload(app, bank, TWO, unit="B2")

    told = text(page)
    assert "读出2题：新题2。" in told
    assert "第1题·第1行·单选·新题·law-1·B2" in told
    assert "经济补偿怎样算？" in told
    assert "对正确" in told
    assert "读得清楚" in told
    assert ticked(page) == ["1", "2"]
    assert entries(app) == {}


def test_what_is_ticked_is_imported_as_drafts_of_its_importer(app, bank):
    _, job_id = upload(app, bank, TWO)

    page = bring_in(app, bank, job_id)

    assert "已导入：新题2，改动0。" in text(page)
    found = entries(app)
    assert {name: row.state for name, row in found.items()} == {"law-1": "draft", "law-2": "draft"}
    assert found["law-1"].author == "何静"
    assert [found[name].position for name in ("law-1", "law-2")] == [1, 2]


def test_who_reviews_may_import_at_once_for_use_and_who_only_writes_may_not(app, bank):
    _, job_id = upload(app, bank, TWO)
    bring_in(app, bank, job_id, state="ready")
    assert {row.state for row in entries(app).values()} == {"ready"}

    bank.enter(LIN_YUE)
    page, job_id = upload(app, bank, a_question("law-3", stem="工会经费从哪里来？"))
    offered = [one["value"] for one in page.select("#state option")]
    refused = bank.post("teach.create_bank_entries", into={"job_id": job_id}, state="ready")

    assert offered == ["draft", "review"]
    assert refused.status_code == 422


def test_one_with_mistakes_becomes_a_draft_whatever_was_asked_for(app, bank):
    wrong = a_question("law-3", stem="工会经费从哪里来？").replace("测试法", "无此法")
    page, job_id = upload(app, bank, TWO + "\n" + wrong)

    assert "导入后是草稿，改好才能用：没有登记“无此法”这部法" in text(page)
    assert ticked(page) == ["1", "2"]
    choose(bank, job_id, (1, 2, 3), (1, 2, 3))
    bring_in(app, bank, job_id, state="ready")

    assert entries(app)["law-3"].state == "draft"
    assert entries(app)["law-1"].state == "ready"


def test_the_same_file_again_changes_nothing(app, bank):
    _, job_id = upload(app, bank, TWO)
    bring_in(app, bank, job_id)

    page, job_id = upload(app, bank, TWO)
    refused = bank.post("teach.create_bank_entries", into={"job_id": job_id}, state="draft")

    assert "没有变化2" in text(page)
    assert "没有要导入的题。" in text(page)
    assert refused.status_code == 409
    assert {row.number for row in entries(app).values()} == {1}


def test_a_changed_question_is_found_by_its_id_and_shown_with_what_differs(app, bank):
    _, job_id = upload(app, bank, TWO)
    bring_in(app, bank, job_id)

    page, job_id = upload(app, bank, TWO.replace(RIGHT, WRONG))
    bring_in(app, bank, job_id)

    told = text(page)
    assert "有改动1" in told
    assert "＋-[x]错一" in told
    found = entries(app)
    assert len(found) == 2
    assert (found["law-1"].number, found["law-1"].question.answer) == (2, "b")


def test_something_alike_is_pointed_out_and_not_ticked(app, bank):
    _, job_id = upload(app, bank, TWO)
    bring_in(app, bank, job_id)
    near = a_question("new-1", stem="经济补偿怎样算呢？")

    page, _ = upload(app, bank, near)

    assert "与本题库的law-1相近，相同的字" in text(page)
    assert "相邻两字有八成以上相同" in text(page)
    assert ticked(page) == []


def test_what_is_alike_in_a_bank_of_others_is_not_told(app, bank, cast):
    write_question(bank, a_question("exam-1", stem="经济补偿怎样算？"))
    bank.enter("bailu")
    make_bank(bank, "town", "镇上", owner=str(cast.qingshi))

    page, _ = upload(app, bank, a_question("exam-1", stem="经济补偿怎样算？"), bank_id="town")

    assert "相近" not in text(page)
    assert "题号“exam-1”别处已经用了，改用town-1" in text(page)


def test_two_people_may_look_at_one_file_a_page_at_a_time_and_come_back(app, bank):
    many = "\n".join(
        a_question(f"law-{n}", stem=f"第 {n} 条规定说的是{chr(0x4E00 + 7 * n) * 9}？")
        for n in range(1, 25)
    )
    first, job_id = upload(app, bank, many)

    choose(bank, job_id, range(1, 11), range(1, 6), page="1", do="next")
    again = review(bank, job_id)
    second = review(bank, job_id, page=2)

    assert len(ticked(first)) == 10
    assert ticked(again) == ["1", "2", "3", "4", "5"]
    assert len(ticked(second)) == 10
    assert "已记下勾选19题，其余5题没有勾选" in text(again)


def test_all_and_none_can_be_ticked_at_once(app, bank):
    _, job_id = upload(app, bank, TWO)

    choose(bank, job_id, (), (), do="none")
    assert ticked(review(bank, job_id)) == []
    choose(bank, job_id, (), (), do="all")
    assert ticked(review(bank, job_id)) == ["1", "2"]


def test_what_cannot_be_taken_cannot_be_ticked(app, bank):
    _, job_id = upload(app, bank, TWO.replace("答案：对", "答案：也许"))

    choose(bank, job_id, (1, 2), (1, 2))

    assert ticked(review(bank, job_id)) == ["1"]


def test_numbers_beyond_all_items_are_left_out(app, bank):
    _, job_id = upload(app, bank, TWO)

    chosen = choose(bank, job_id, (1, 2), ("9" * 5000, 1))

    assert chosen.status_code == 303
    assert ticked(review(bank, job_id)) == ["1"]


def test_the_rest_is_left_out_only_when_asked(app, bank):
    _, job_id = upload(app, bank, TWO.replace("答案：对", "答案：也许"))

    whole = bank.post("teach.create_bank_entries", into={"job_id": job_id}, state="draft")
    bring_in(app, bank, job_id, partial="1")

    assert whole.status_code == 409
    assert list(entries(app)) == ["law-1"]


def test_an_item_that_cannot_be_read_is_shown_with_its_line_and_source(app, bank):
    page, _ = upload(app, bank, TWO.replace("答案：对", "答案：也许"))

    told = text(page)
    assert "不能导入1" in told
    assert "判断题的答案不对只写一行：答案：对" in told
    assert "答案：也许" in told


def test_a_file_is_imported_once(app, bank):
    _, job_id = upload(app, bank, TWO)
    bring_in(app, bank, job_id)

    again = bank.post("teach.create_bank_entries", into={"job_id": job_id}, state="draft")

    assert again.status_code == 409
    assert "题目已经导入" in text(review(bank, job_id))
    folder = uploads.folder_of(app.config["SETTINGS"].instance)
    assert not [one for one in folder.iterdir() if "KEY-law-1" in one.read_text("utf-8")]


def test_two_confirmations_at_once_are_one_import(app, bank):
    _, job_id = upload(app, bank, TWO)

    jobs = [
        job_of(bank.post("teach.create_bank_entries", into={"job_id": job_id}, state="draft"))
        for _ in range(2)
    ]

    assert jobs[0] == jobs[1]
    work(app)
    assert {row.number for row in entries(app).values()} == {1}


def test_when_the_bank_moves_on_the_file_is_checked_again(app, bank):
    _, job_id = upload(app, bank, TWO)
    write_question(bank)

    stale = bank.post("teach.create_bank_entries", into={"job_id": job_id}, state="draft")
    defaults = {"unit": "C1", "competency": "dare", "difficulty": "2"}
    again = bank.post("teach.create_bank_check", into={"job_id": job_id}, **defaults)
    work(app)
    page = bank.follow(again)
    bring_in(app, bank, job_of(again))

    assert stale.status_code == 409
    assert "·C1" in text(page)
    assert entries(app)["law-1"].unit == "C1"


def test_nothing_is_half_imported_when_the_bank_moves_on_before_the_job(app, bank):
    _, job_id = upload(app, bank, TWO)
    waiting = bank.post("teach.create_bank_entries", into={"job_id": job_id}, state="draft")
    write_question(bank)
    work(app)

    page = bank.follow(waiting)

    assert "检查以后题库改过，没有导入。" in text(page)
    assert list(entries(app)) == ["exam-1"]


def test_rights_are_asked_for_again_when_the_job_runs(app, bank):
    bank.enter(LIN_YUE)
    _, job_id = upload(app, bank, TWO)
    waiting = bank.post("teach.create_bank_entries", into={"job_id": job_id}, state="draft")
    assert waiting.status_code == 303

    dismiss(app, LIN_YUE)
    work(app)

    assert entries(app) == {}


def test_what_is_being_reviewed_is_not_touched(app, bank):
    _, job_id = upload(app, bank, TWO)
    bring_in(app, bank, job_id)
    take(bank, "submit", bank_id="exam", question_id="law-1")

    page, _ = upload(app, bank, TWO.replace(RIGHT, WRONG))

    assert "题库里的这道题正在送审" in text(page)


def test_many_questions_do_not_leave_use_by_one_import(app, bank):
    many = "\n".join(
        a_question(f"law-{n}", stem=f"{chr(0x4E00 + 7 * n) * 9}{n}？") for n in range(1, 23)
    )
    _, job_id = upload(app, bank, many)
    bring_in(app, bank, job_id, state="ready")
    bank.enter(LIN_YUE)
    page, job_id = upload(app, bank, many.replace("难度：1", "难度：3"))

    refused = bank.post("teach.create_bank_entries", into={"job_id": job_id}, state="review")

    assert "其中22题现在可用" in text(page)
    assert refused.status_code == 409
    assert {row.state for row in entries(app).values()} == {"ready"}


def test_a_hostile_file_ends_in_a_reason(app, bank):
    page, _ = upload(app, bank, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "题.doc")
    assert "旧的" in text(page)

    page, _ = upload(app, bank, b"\x7fELF" + bytes(2000), "题.bin")
    assert "看不出这是哪一种题库文件" in text(page)


def test_pictures_of_a_file_are_kept_only_as_pictures_of_the_school(app, bank):
    """What says media/… and is not there is a mistake; nothing is fetched from anywhere."""
    stem = "看图 ![车间](media/shop.png) 和 ![外](https://evil.example/x.png)。"

    page, _ = upload(app, bank, a_question("law-1", stem=stem))

    assert "找不到图片“media/shop.png”" in text(page)
    assert not page.select('img[src*="evil"]')


def test_an_import_of_somebody_else_is_not_found(app, bank):
    _, job_id = upload(app, bank, TWO)

    assert bank.enter(LIN_YUE).get("teach.bank_import", status=404, job_id=job_id)


def an_archive(**members):
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return data.getvalue()


def a_workbook(cells):
    book = Workbook()
    for place, value in cells.items():
        book.active[place] = value
    data = BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("攀.xlsx", {"..__..__x": "x", "xl__workbook_dot_xml": "x"}, "指向外面的路径“../../x”"),
        ("爆.xlsx", {"xl__workbook_dot_xml": bytes(80_000_000)}, "没有导入任何题目"),
        ("爆.docx", {"word__document_dot_xml": bytes(80_000_000)}, "没有导入任何题目"),
        ("多.xlsx", {f"xl__{n}": "x" for n in range(3000)}, "没有导入任何题目"),
        ("包.zip", {"a_dot_md": "x"}, "这是压缩包"),
    ],
)
def test_an_archive_that_climbs_or_swells_is_refused_and_leaves_nothing(
    app, bank, name, data, reason
):
    page, _ = upload(app, bank, an_archive(**data), name)

    assert reason in text(page)
    assert entries(app) == {}


def test_a_cell_at_the_end_of_a_sheet_and_formulas_cost_nothing(app, bank):
    cells = {"A1": "题干", "B1": "选项A", "C1": "选项B", "D1": "答案", "XFD1048576": "x"}
    cells |= {"A2": "=HYPERLINK()", "B2": "甲", "C2": "乙", "D2": "A"}

    page, _ = upload(app, bank, a_workbook(cells), "题.xlsx")

    assert "公式" in text(page)
    assert entries(app) == {}


@pytest.mark.parametrize(
    "entity", ['SYSTEM "file:///etc/passwd"', '"lol">\n<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"']
)
def test_entities_of_xml_are_refused(app, bank, entity):
    data = f'<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a {entity}>]><quiz>&a;</quiz>'

    page, _ = upload(app, bank, data, "题.xml")

    assert "没有导入任何题目" in text(page)
    assert "root:" not in page.get_text()
