"""Uploading a file of questions: what may be sent, and one's latest imports."""

from __future__ import annotations

from io import BytesIO

from cadreschool.files import uploads
from tests.school.content import a_question
from tests.web.seeing import text
from tests.web.teach.banking import BANK, make_bank, upload
from tests.web.teach.writing import BAI_LU, XU_CHENG

DEFAULTS = {"unit": "", "competency": "able", "difficulty": "1"}


def send(browse, data=b"x", name="题.md", **fields):
    path = browse.address("teach.create_bank_import", **BANK)
    return browse.send(path, {**DEFAULTS, **fields, "file": (BytesIO(data), name)})


def test_the_page_says_what_may_be_imported(bank):
    page = bank.get("teach.bank_imports", **BANK)

    assert "Markdown（.md）" in text(page)
    assert "您还没有往这个题库导入过。" in text(page)


def test_without_a_file_nothing_begins(bank):
    response = bank.post("teach.create_bank_import", into=BANK, **DEFAULTS)

    assert response.status_code == 422
    assert "请选择文件。" in response.text


def test_the_latest_imports_into_this_bank_are_listed(app, bank):
    make_bank(bank, "other", "另一个")
    upload(app, bank, a_question("x-1"), "甲.md")
    upload(app, bank, a_question("x-1"), "乙.md", bank_id="other")

    told = text(bank.get("teach.bank_imports", **BANK))

    assert "检查题目甲.md" in told
    assert "乙.md" not in told


def test_a_file_of_more_than_twenty_megabytes_is_too_big(bank):
    path = bank.address("teach.create_bank_import", **BANK)
    kind = "multipart/form-data; boundary=x"

    response = bank.client.post(path, data=b"x" * (20 * 1024 * 1024 + 1), content_type=kind)

    assert response.status_code == 413


def test_a_file_name_is_only_a_name(app, bank):
    _, _ = upload(app, bank, a_question("x-1"), "../../etc/题\u202e.md")

    told = text(bank.get("teach.bank_imports", **BANK))

    assert "检查题目题.md" in told


def test_the_file_lies_where_only_the_school_reads_it(app, bank):
    send(bank, b"## ")

    folder = uploads.folder_of(app.config["SETTINGS"].instance)
    (kept,) = folder.iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600


def test_reviewers_and_strangers_import_nothing(bank):
    assert send(bank.enter(XU_CHENG)).status_code == 403
    assert send(bank.enter(BAI_LU)).status_code == 404


def test_the_number_of_queries_is_the_same_for_one_import_and_for_three(app, bank, count_queries):
    upload(app, bank, a_question("x-1"))
    bank.get("teach.bank_imports", **BANK)
    with count_queries() as one:
        bank.client.get("/teach/banks/exam/imports/")
    for _ in range(2):
        upload(app, bank, a_question("x-1"))
    with count_queries() as three:
        bank.client.get("/teach/banks/exam/imports/")

    assert len(one) == len(three)
