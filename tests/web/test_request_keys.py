"""A form sent twice is one change and one answer; another form is another."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import func, select

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db
from cadreschool.learning.models import Answer, Mark, Sitting
from tests.browse import Browse
from tests.web.seeing import FIRST, SECOND, answered, begin, fields, hand_in

KEY = "0c7b6a52-0000-4000-8000-000000000000"
OTHER = "0c7b6a52-0000-4000-8000-000000000001"


def _count(app, model):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


def _start(browse, key=KEY, into=FIRST):
    return browse.post("study.create_sitting", into=into, key=key)


def test_a_double_click_begins_one_check_and_leads_to_it_twice(app, browse):
    browse.enter("li_mei")

    first, second = _start(browse), _start(browse)

    assert first.location == second.location
    assert _count(app, Sitting) == 1


def test_the_answer_stays_the_same_when_things_have_moved_on(app, browse):
    browse.enter("li_mei")
    paper = _start(browse).location
    hand_in(browse, paper)

    again = _start(browse)

    assert (again.status_code, again.location) == (303, paper)
    assert _count(app, Sitting) == 1


def test_the_same_key_at_another_address_is_another_request(app, browse):
    browse.enter("li_mei")

    assert _start(browse).location != _start(browse, into=SECOND).location
    assert _count(app, Sitting) == 2


def test_the_same_key_of_another_cadre_is_another_request(app, browse):
    hers = _start(browse.enter("li_mei"))
    his = _start(Browse(app).enter("chen_xiao"))

    assert hers.location != his.location


def test_answers_sent_twice_are_stored_once_with_one_receipt(app, browse):
    paper = begin(browse.enter("li_mei"))
    values = answered(browse.open(paper)) | {"do": "save"}

    receipts = [browse.send(f"{paper}answers", values, json=True, key=KEY).json for _ in range(3)]

    assert receipts[0] == receipts[1] == receipts[2]
    assert receipts[0]["saved"] == [1, 2, 3, 4, 5]
    assert _count(app, Answer) == 5


def test_going_back_and_changing_an_answer_is_a_new_request(app, browse):
    """The page in the browser's history still holds its key."""
    paper = begin(browse.enter("li_mei"))
    page = browse.open(paper)
    browse.send(f"{paper}answers", answered(page) | {"do": "save"}, key=KEY)
    newer = browse.open(paper)

    changed = fields(newer) | answered(newer, wrong=(1,)) | {"do": "save"}
    response = browse.send(f"{paper}answers", changed, key=KEY)

    assert response.status_code == 303
    assert _count(app, Answer) == 6


def test_handing_in_twice_marks_once_and_leads_to_the_result_twice(app, browse):
    paper = begin(browse.enter("li_mei"))
    values = answered(browse.open(paper)) | {"do": "submit"}

    answers = [browse.send(f"{paper}answers", values, key=KEY) for _ in range(2)]

    assert [one.location for one in answers] == [f"{paper}result/"] * 2
    assert _count(app, Mark) == 5


def test_a_refused_request_is_not_remembered(app, browse):
    """A conflict was refused, nothing was stored: the same form may succeed later."""
    browse.enter("li_mei")
    hand_in(browse, begin(browse), wrong=(1, 2))

    assert _start(browse, key=OTHER).status_code == 409
    assert _start(browse, key=OTHER).status_code == 409
    assert _count(app, Sitting) == 1


@pytest.mark.parametrize(
    "key", ["", "short", "x" * 65, "with spaces in the key", "0c7b6a52/../../..", "键" * 20]
)
def test_a_form_without_a_proper_key_is_refused(app, browse, key):
    browse.enter("li_mei")
    data = {"csrf_token": browse.token(), "request_key": key}

    response = browse.client.post(browse.address("study.create_sitting", **FIRST), data=data)

    assert response.status_code == 400
    assert "缺少请求编号" in response.text
    assert _count(app, Sitting) == 0


def _at_once(app, work, visitors=4):
    """Do the same from several threads of one visitor, all at once; return the answers."""
    browsers = [Browse(app).enter("li_mei") for _ in range(visitors)]
    barrier, answers = threading.Barrier(visitors), []
    for browse in browsers:
        browse.token()

    def run(browse):
        barrier.wait(10)
        answers.append(work(browse))

    threads = [threading.Thread(target=run, args=(one,)) for one in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_the_same_request_many_times_at_once_is_one(app):
    answers = _at_once(app, _start)

    assert len({one.location for one in answers}) == 1
    assert {one.status_code for one in answers} == {303}
    assert _count(app, Sitting) == 1


def test_many_windows_that_begin_at_once_share_one_check(app):
    keys = iter([f"{KEY}{number}" for number in range(4)])

    answers = _at_once(app, lambda browse: _start(browse, key=next(keys)))

    assert len({one.location for one in answers}) == 1
    assert _count(app, Sitting) == 1


def test_many_windows_that_hand_in_at_once_are_marked_once(app, browse):
    paper = begin(browse.enter("li_mei"))
    keys = iter([f"{KEY}{number}" for number in range(4)])

    def submit(visitor):
        fields = {"do": "submit_anyway"}
        return visitor.send(f"{paper}answers", fields, key=next(keys))

    answers = _at_once(app, submit)

    assert sorted(one.status_code for one in answers) == [303, 409, 409, 409]
    assert _count(app, Mark) == 5
    with app.app_context():
        submitted = select(AuditRow.id).where(AuditRow.action == "sitting.submit")
        assert len(db.session.scalars(submitted).all()) == 1


def test_answers_sent_by_many_windows_at_once_are_stored_once_each(app, browse):
    paper = begin(browse.enter("li_mei"))
    values = answered(browse.open(paper)) | {"do": "save"}
    keys = iter([f"{KEY}{number}" for number in range(4)])

    answers = _at_once(
        app, lambda one: one.send(f"{paper}answers", values, json=True, key=next(keys))
    )

    assert {one.status_code for one in answers} == {200}
    assert sorted(len(one.json["saved"]) for one in answers) == [0, 0, 0, 5]
    assert _count(app, Answer) == 5
