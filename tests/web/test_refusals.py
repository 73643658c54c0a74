"""What was sent and refused is in the audit, so many times and no more."""

from __future__ import annotations

from cadreschool.audit.actions import MOST_REFUSALS
from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db


def _refusals(app):
    with app.app_context():
        rows = db.session.execute(
            db.select(AuditRow.actor_id, AuditRow.object_id, AuditRow.detail)
            .where(AuditRow.action == "request.refuse")
            .order_by(AuditRow.id)
        )
        return [tuple(row) for row in rows]


def test_a_refused_change_is_written_down(app, browse, cast):
    browse.enter("li_mei")

    assert browse.post("study.create_answers", into={"sitting_id": 77}).status_code == 404

    assert _refusals(app) == [
        (cast.li_mei, "study.create_answers", '{"path": "/sittings/77/answers", "status": 404}')
    ]


def test_refused_pages_and_strangers_leave_no_row(app, browse):
    assert browse.post("study.create_answers", into={"sitting_id": 77}).status_code == 303
    browse.enter("li_mei")
    browse.get("study.sitting", sitting_id=77, status=404)
    browse.get("supervise.home", status=403)

    assert _refusals(app) == []


def test_a_form_with_a_mistake_is_no_refusal(app, browse):
    browse.enter("li_mei")
    assert browse.post("account.update_password").status_code == 422

    assert _refusals(app) == []


def test_somebody_who_keeps_trying_does_not_fill_the_disk(app, browse):
    browse.enter("li_mei")
    for _ in range(MOST_REFUSALS + 3):
        assert browse.send("/nowhere", {}).status_code == 404

    assert len(_refusals(app)) == MOST_REFUSALS
