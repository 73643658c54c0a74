"""Profiles are made anew while people learn: at the end what is kept is what the facts say."""

from __future__ import annotations

import threading

import pytest

from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db
from cadreschool.learning.profile.models import ProfileStanding
from cadreschool.learning.profile.queries import due_cadres
from cadreschool.learning.profile.verifying import profile_differences
from cadreschool.worker.profiles import make_anew
from tests.school.practising import days_on
from tests.school.steps import take, viewer_of

GOES = 4
LAST = day_of(days_on(GOES))


def _make_due_anew():
    due, catalogue = due_cadres(10), load_catalogue()
    db.session.close()
    return make_anew(due, catalogue=catalogue, on=LAST)


class _Crowd:
    """Threads with an application context each; what fails in any of them is kept."""

    def __init__(self, app):
        self._app, self.failed = app, []

    def start(self, act, *given):
        thread = threading.Thread(target=self._run, args=(act, *given))
        thread.start()
        return thread

    def _run(self, act, *given):
        with self._app.app_context():
            try:
                act(*given)
            except Exception as error:  # noqa: BLE001 -- whatever it is, the test has to tell
                self.failed.append(error)
            db.session.remove()


def _learn(viewer, course):
    for day in range(GOES):
        for number in (1, 2):
            take(viewer, course, number, at=days_on(day))


def _work(is_over):
    while not is_over.is_set():
        _make_due_anew()


@pytest.mark.parametrize("workers", [1, 2])
def test_nothing_that_was_handed_in_meanwhile_is_forgotten(app, session, cast, workers):
    learners = [viewer_of(one) for one in (cast.li_mei, cast.chen_xiao, cast.wang_qiang)]
    course = load_catalogue().course("speaking")
    db.session.close()
    crowd, is_over = _Crowd(app), threading.Event()

    working = [crowd.start(_work, is_over) for _ in range(workers)]
    for thread in [crowd.start(_learn, viewer, course) for viewer in learners]:
        thread.join()
    is_over.set()
    for thread in working:
        thread.join()
    _make_due_anew()

    assert crowd.failed == []
    assert due_cadres(10) == []
    assert list(profile_differences(catalogue=load_catalogue(), on=LAST)) == []
    kept = [db.session.get(ProfileStanding, (one.cadre_id, "able")) for one in learners]
    assert [row and row.evidence_count for row in kept] == [20, 20, 20]
