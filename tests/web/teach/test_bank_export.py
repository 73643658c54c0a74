"""A bank as a file: what is in it comes back the same, what is not is named."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from cadreschool.files import uploads
from cadreschool.jobs.models import Job
from cadreschool.kernel.db import db
from cadreschool.questions.content import to_json
from tests.school.content import a_question
from tests.school.keeping import kept
from tests.school.working import work
from tests.web.seeing import text
from tests.web.teach.banking import (
    BANK,
    bring_in,
    dismiss,
    entries,
    make_bank,
    take,
    upload,
    write_question,
)
from tests.web.teach.writing import HE_JING, LIN_YUE


@pytest.fixture
def bank(app, browse, teachers):
    def make():
        desk = browse.another().enter(HE_JING)
        make_bank(desk)
        for number, kind in enumerate(("单选", "多选", "判断", "数值"), start=1):
            write_question(desk, a_question(f"exam-{number}", kind, stem=f"{kind}的题干？"))

    kept(app, "bank of four kinds", make)
    return browse.enter(HE_JING)


def export(app, browse, format_="native", state=""):
    response = browse.post("teach.create_bank_export", into=BANK, format=format_, state=state)
    work(app)
    return browse.follow(response)


def fetched(browse, page):
    with browse.client.get(page.select_one('a[href^="/account/jobs/"]')["href"]) as response:
        return response.data


def test_what_was_exported_is_imported_as_the_same(app, bank):
    page = export(app, bank)
    data = fetched(bank, page)
    make_bank(bank, "copy", "另一个")

    _, job_id = upload(app, bank, data, "题库.md", bank_id="copy")
    back, _ = upload(app, bank, data, "题库.md")
    bank.post("teach.update_bank_choice", into={"job_id": job_id}, do="all")
    bring_in(app, bank, job_id)

    assert "题目全部写进去了" in text(page)
    assert "没有变化4" in text(back)
    one = [to_json(row.question.called("x")) for row in entries(app).values()]
    assert [to_json(row.question.called("x")) for row in entries(app, "copy").values()] == one


def test_only_questions_in_use_are_exported_unless_asked(app, bank):
    take(bank, "submit")
    take(bank, "accept")

    ready = fetched(bank, export(app, bank, state="ready")).decode()
    take(bank, "withdraw")
    rest = fetched(bank, export(app, bank)).decode()

    assert "exam-1" in ready
    assert "exam-2" not in ready
    assert "exam-1" not in rest
    assert "exam-2" in rest


def test_the_file_is_for_those_who_still_teach(app, bank):
    bank.enter(LIN_YUE)
    page = export(app, bank)
    address = page.select_one('a[href^="/account/jobs/"]')["href"]

    dismiss(app, LIN_YUE)

    with bank.client.get(address) as response:
        assert response.status_code in {403, 404}


def test_every_loss_can_be_read_page_by_page(app, bank):
    response = bank.post("teach.create_bank_export", into=BANK, format="native", state="")
    work(app)
    lost = {"left_out": [[f"exam-{number}", "图片"] for number in range(1, 151)]}
    with app.app_context():
        note = json.loads(db.session.scalars(select(Job.payload)).one())["note"]
    uploads.note(uploads.folder_of(app.config["SETTINGS"].instance), note, "left_out", lost)

    first = bank.follow(response)
    second = bank.open(f"{response.location}?page=2")

    assert "这种格式写不下150处内容" in text(first)
    assert "第1页，共2页" in text(first)
    shown = [text(row) for page in (first, second) for row in page.select(".mistakes li")]
    assert shown == [f"exam-{number}图片" for number in range(1, 151)]
    assert bank.client.get(f"{response.location}?page=9").status_code == 303
