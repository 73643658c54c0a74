"""A form whose answer was lost on the way is sent again: it gets the answer it had got."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import select

from cadreschool.kernel.db import db
from cadreschool.kernel.keys import RequestKey
from tests.school.cast import PASSWORD
from tests.web.seeing import answered, begin

NEW = "a quiet street by the river"


def _change(browse, key):
    return browse.post("account.update_password", key=key, current=PASSWORD, new=NEW, repeat=NEW)


def test_a_new_password_sent_twice_is_changed_once_and_answered_the_same(browse):
    browse.enter("li_mei")

    first, second = _change(browse, "0123456789abcdef"), _change(browse, "0123456789abcdef")

    assert (second.status_code, second.location) == (first.status_code, first.location)
    assert (first.status_code, first.location) == (303, "/account/")


def test_another_form_with_the_old_password_is_refused(browse):
    browse.enter("li_mei")
    _change(browse, "0123456789abcdef")

    assert _change(browse, "fedcba9876543210").status_code == 422


def test_what_is_kept_of_a_request_does_not_let_passwords_be_tried_out(app, browse):
    browse.enter("li_mei")
    _change(browse, "0123456789abcdef")

    with app.app_context():
        kept = db.session.scalars(select(RequestKey.digest)).one()
    fields = sorted([("current", PASSWORD), ("new", NEW), ("repeat", NEW)])
    body = repr(("/account/passwords", fields)).encode()
    assert len(kept) == 64
    assert kept != hashlib.sha256(body).hexdigest()


def test_clicks_at_the_same_moment_are_all_answered_like_the_first(browse):
    paper = begin(browse.enter("li_mei"))
    form = answered(browse.open(paper)) | {"do": "submit"}
    windows = [browse.another().enter("li_mei") for _ in range(6)]
    together = Barrier(len(windows))

    def click(window):
        window.token()
        together.wait()
        return window.send(f"{paper}answers", form, key="0123456789abcdef").location

    with ThreadPoolExecutor(len(windows)) as pool:
        assert set(pool.map(click, windows)) == {f"{paper}result/"}
