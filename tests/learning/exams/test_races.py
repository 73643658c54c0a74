"""Eight at once: one sitting, one hand-in, never over the limit, nothing changed under an exam."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import CadreSchoolError
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.actions import hand_in, hand_in_overdue
from cadreschool.learning.exams.actions import end_exam, start_exam
from cadreschool.learning.models import Answer, LateAnswer, Mark, Sitting
from cadreschool.learning.sittings.actions import save_answers, take_seat
from cadreschool.learning.sittings.rules import Given
from cadreschool.questions.papers.actions import PaperValues, StalePaperError, update_paper
from cadreschool.questions.papers.queries import locked_paper
from cadreschool.questions.queries import published_questions
from tests.school.cast import MONDAY, Cast
from tests.school.papers import LESSONS, a_paper, sit, write_paper

pytestmark = pytest.mark.database
EIGHT = range(8)
HOUR = timedelta(hours=1)


def _at_once(app: Flask, *units: Callable[[], object]) -> tuple[list[object], list[Exception]]:
    """Run each unit in a thread of its own; return what they gave, and what was refused."""
    together = threading.Barrier(len(units))
    given: list[object] = []
    refused: list[Exception] = []

    def run(unit: Callable[[], object]) -> None:
        with app.app_context():
            together.wait()
            try:
                given.append(write(unit))
            except CadreSchoolError as error:
                refused.append(error)
            db.session.remove()

    threads = [threading.Thread(target=run, args=[unit]) for unit in units]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(given) + len(refused) == len(units)
    return given, refused


@pytest.fixture
def li_mei(app: Flask, cast: Cast) -> Viewer:
    return Viewer(cast.li_mei, 1, "李梅", cast.textile, "纺织工会")


def _paper(app: Flask, cast: Cast, **changes: object) -> int:
    with app.app_context():
        return a_paper(by=cast.sun, **changes)


def _begun(app: Flask, viewer: Viewer, paper: int) -> int:
    with app.app_context():
        sitting = sit(viewer, paper)
        db.session.remove()
        return sitting


def _count(app: Flask, model: type, *where: object) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model).where(*where)) or 0


def _starting(viewer: Viewer, paper: int, seed: int) -> Callable[[], int]:
    return lambda: start_exam(viewer, paper, published_questions, seed=seed, at=MONDAY)


def test_eight_starts_are_one_sitting(app: Flask, cast: Cast, li_mei: Viewer) -> None:
    paper = _paper(app, cast)

    given, refused = _at_once(app, *(_starting(li_mei, paper, seed) for seed in EIGHT))

    assert (len(set(given)), refused) == (1, [])
    assert _count(app, Sitting) == 1
    assert _count(app, AuditRow, AuditRow.action == "exam.start") == 1


def test_eight_people_start_at_once(app: Flask, cast: Cast) -> None:
    paper = _paper(app, cast)
    people = [
        Viewer(cadre, 1, "", cast.textile, "")
        for cadre in (cast.li_mei, cast.chen_xiao, cast.wang_qiang, cast.zhou, cast.sun)
    ]

    given, refused = _at_once(app, *(_starting(one, paper, 1) for one in people))

    assert (len(set(given)), refused) == (5, [])


def test_two_tabs_do_not_get_over_the_limit(app: Flask, cast: Cast, li_mei: Viewer) -> None:
    """One hands in and begins again, the other begins too: two goes are two goes."""
    paper = _paper(app, cast, attempts=2)
    first = _begun(app, li_mei, paper)

    def again(seed: int) -> Callable[[], int]:
        def unit() -> int:
            db.session.execute(
                select(Sitting.id).where(Sitting.id == first).with_for_update()
            ).all()
            if db.session.scalar(select(Sitting.submitted_at).where(Sitting.id == first)) is None:
                hand_in(li_mei, first, at=MONDAY)
            return start_exam(li_mei, paper, published_questions, seed=seed, at=MONDAY)

        return unit

    given, refused = _at_once(app, *(again(seed) for seed in EIGHT))
    assert (len(set(given)), refused) == (1, [])
    with app.app_context():
        write(lambda: hand_in(li_mei, given[0], at=MONDAY))
        db.session.remove()
    given, refused = _at_once(app, *(_starting(li_mei, paper, seed) for seed in EIGHT))

    assert (given, len(refused)) == ([], 8)
    assert _count(app, Sitting) == 2


def test_eight_hand_ins_are_one(app: Flask, cast: Cast, li_mei: Viewer) -> None:
    sitting = _begun(app, li_mei, _paper(app, cast))

    given, refused = _at_once(app, *(lambda: hand_in(li_mei, sitting, at=MONDAY) for _ in EIGHT))

    assert (len(given), len(refused)) == (1, 7)
    assert _count(app, Mark) == 5
    assert _count(app, AuditRow, AuditRow.action == "sitting.submit") == 1


def test_the_worker_the_person_and_their_late_save_end_a_sitting_once(
    app: Flask, cast: Cast, li_mei: Viewer
) -> None:
    sitting = _begun(app, li_mei, _paper(app, cast))
    late = MONDAY + 2 * HOUR

    def saving() -> object:
        given = (Given(1, "a", 0),)
        return save_answers(li_mei, sitting, lambda _: given, at=late).is_late

    _at_once(
        app,
        *(lambda: hand_in_overdue(sitting, at=late) for _ in range(3)),
        *(lambda: hand_in(li_mei, sitting, at=late) for _ in range(2)),
        *(saving for _ in range(3)),
    )

    assert (_count(app, Mark), _count(app, Answer), _count(app, LateAnswer)) == (5, 0, 1)
    with app.app_context():
        assert db.session.scalars(select(Sitting.submitted_at)).all() == [MONDAY + HOUR]


def test_of_two_devices_one_holds_the_seat(app: Flask, cast: Cast, li_mei: Viewer) -> None:
    sitting = _begun(app, li_mei, _paper(app, cast))
    devices = [Viewer(cast.li_mei, seat, "", cast.textile, "") for seat in range(1, 9)]

    def taking(viewer: Viewer) -> Callable[[], object]:
        def unit() -> object:
            take_seat(viewer, sitting, at=MONDAY)
            given = (Given(1, "a" * viewer.sign_in_id, 0),)
            return save_answers(viewer, sitting, lambda _: given, at=MONDAY)

        return unit

    given, refused = _at_once(app, *(taking(one) for one in devices))

    assert (len(given), refused) == (8, [])
    assert _count(app, Answer) == 1, "the others contradict it, and are left to the person"


def test_nobody_begins_a_paper_that_is_closed_meanwhile_without_its_end(
    app: Flask, cast: Cast
) -> None:
    paper = _paper(app, cast, minutes=None)
    people = (cast.li_mei, cast.chen_xiao, cast.wang_qiang, cast.zhou)
    starts = [_starting(Viewer(one, 1, "", cast.textile, ""), paper, 1) for one in people]

    _at_once(app, *starts, lambda: end_exam(paper, by=cast.sun, at=MONDAY))

    with app.app_context():
        assert set(db.session.scalars(select(Sitting.due_at))) <= {MONDAY + timedelta(minutes=10)}


def test_of_two_editors_one_is_told(app: Flask, cast: Cast) -> None:
    values = PaperValues("考试", design=LESSONS)
    with app.app_context():
        paper = write_paper(values, by=cast.sun)

    def editing() -> object:
        return update_paper(paper, values, version=1, by=cast.sun, at=MONDAY)

    given, refused = _at_once(app, *(editing for _ in EIGHT))

    assert (len(given), {type(one) for one in refused}) == (1, {StalePaperError})
    with app.app_context():
        assert write(lambda: locked_paper(paper).version) == 2
