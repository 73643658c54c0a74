"""Banks change while others use them: a file is imported once, an exam keeps its questions."""

from __future__ import annotations

import threading
from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import func, select

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.actions import hand_in
from cadreschool.learning.models import Sitting
from cadreschool.learning.sittings.actions import save_answers
from cadreschool.learning.sittings.queries import questions_of, sheet_for
from cadreschool.learning.sittings.rules import Given
from cadreschool.questions.banks.models import BankEntry
from tests.browse import Browse
from tests.school.cast import MONDAY, Cast
from tests.school.content import a_question
from tests.school.papers import a_paper, sit
from tests.school.regrading import change_key
from tests.school.working import work
from tests.web.teach.banking import entries, make_bank, upload
from tests.web.teach.writing import HE_JING, appoint_teachers

pytestmark = pytest.mark.database
WINDOWS = 5
CHOICE = {"single", "multiple", "true_false"}


def test_a_file_confirmed_in_many_windows_is_imported_once(app: Flask, browse: Browse) -> None:
    appoint_teachers(app)
    make_bank(browse.enter(HE_JING))
    _, job_id = upload(app, browse, "\n".join((a_question("law-1"), a_question("law-2"))))
    windows = [Browse(app).enter(HE_JING) for _ in range(WINDOWS)]
    together = threading.Barrier(WINDOWS)
    answers: list[tuple[int, str]] = []

    def confirm(window: Browse) -> None:
        window.token()
        together.wait()
        into = {"job_id": job_id}
        answer = window.post("teach.create_bank_entries", into=into, state="draft")
        answers.append((answer.status_code, answer.location))

    threads = [threading.Thread(target=confirm, args=[one]) for one in windows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    work(app)
    work(app)

    assert Counter(status for status, _ in answers) == {303: WINDOWS}
    assert len({location for _, location in answers}) == 1
    assert {row.number for row in entries(app).values()} == {1}
    with app.app_context():
        assert db.session.scalar(select(func.count(BankEntry.question_id))) == 2
        imported = select(func.count()).where(AuditRow.action == "bank.import")
        assert db.session.scalar(imported) == 1


def test_keys_changed_during_an_exam_change_nothing_in_it(app: Flask, cast: Cast) -> None:
    viewer = Viewer(cast.li_mei, 1, "李梅", cast.textile, "纺织工会")
    with app.app_context():
        sitting = sit(viewer, a_paper(by=cast.sun))
        sheet = sheet_for(viewer, sitting)
        asked = questions_of(sheet)
        db.session.remove()
    together = threading.Barrier(2)

    def edit() -> None:
        with app.app_context():
            together.wait()
            for one in asked.values():
                if one.question.kind in CHOICE:
                    wrong = next(o.id for o in one.question.options if not o.is_right)
                    change_key(one.question, wrong)
            db.session.remove()

    def answer() -> None:
        with app.app_context():
            together.wait()
            for row in sheet.drawn:
                given = (Given(row.position, asked[row.position].question.answer, 0),)
                write(lambda given=given: save_answers(viewer, sitting, lambda _: given, at=MONDAY))
            write(lambda: hand_in(viewer, sitting, at=MONDAY))
            db.session.remove()

    threads = [threading.Thread(target=one) for one in (edit, answer)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with app.app_context():
        assert db.session.get_one(Sitting, sitting).score == 100
        assert sheet_for(viewer, sitting).version_ids() == sheet.version_ids()
