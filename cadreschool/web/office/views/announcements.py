"""Announcements: what my unions say to everybody at them and below, written and taken down.

Who has read one is not shown here, nor anywhere.
"""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.keys import Reply
from cadreschool.notices import actions, queries
from cadreschool.notices.queries import PAGE_SIZE, ROLE, AnnouncementRow
from cadreschool.notices.rules import LONGEST_TEXT, State
from cadreschool.organisations.queries import organisation_for, roots_for
from cadreschool.web.addresses import page_asked, pages_of, turn_back
from cadreschool.web.guards import viewer
from cadreschool.web.office.forms.announcements import AnnouncementForm
from cadreschool.web.office.refusal import carry_out
from cadreschool.web.office.views.blueprint import blueprint, system_admin
from cadreschool.web.office.views.organisations import trail
from cadreschool.web.units import follow, write_once


@blueprint.get("/office/announcements/")
@system_admin
def announcements() -> ResponseReturnValue:
    """List the announcements of my unions, newest first, with what became of them."""
    who, page = viewer(), page_asked()
    rows, number = queries.announcements_for(who, page=page)
    turn_back(page, rows)
    return render_template(
        "office/announcements.html",
        rows=[_row(row) for row in rows],
        roots=[
            (node.name, url_for("office.new_announcement", organisation_id=node.id))
            for node in roots_for(who, ROLE)
            if node.closed_on is None
        ],
        page=page,
        pages=pages_of(number, PAGE_SIZE),
    )


def _row(row: AnnouncementRow) -> dict[str, object]:
    state = row.state(clock.today())
    may_withdraw = state in {State.SHOWN, State.UPCOMING}
    withdraw_url = url_for("office.withdraw_announcement", announcement_id=row.id)
    return {
        "id": row.id,
        "title": row.title,
        "paragraphs": row.paragraphs,
        "union": row.organisation_name,
        "from_on": row.from_on,
        "until_on": row.until_on,
        "state": state.value,
        "state_text": state.label,
        "withdraw_url": withdraw_url if may_withdraw else "",
    }


@blueprint.get("/office/organisations/<int:organisation_id>/announcements/new/")
@system_admin
def new_announcement(organisation_id: int) -> ResponseReturnValue:
    """Show the form for an announcement of this union."""
    return _new_page(organisation_id, AnnouncementForm(clock.today()))


@blueprint.post("/office/organisations/<int:organisation_id>/announcements")
@system_admin
def create_announcement(organisation_id: int) -> ResponseReturnValue:
    """Let this union say something to everybody at it and below."""
    who, at = viewer(), clock.now()
    organisation_for(who, organisation_id, role=ROLE)
    form = AnnouncementForm(clock.day_of(at))
    if not form.validate():
        return _new_page(organisation_id, form), 422
    new = form.announcement()

    def unit() -> Reply:
        actions.create_announcement(who, organisation_id, new, at=at)
        begins = (
            "现在起" if new.from_on <= clock.day_of(at) else f"从{clock.day_text(new.from_on)}起"
        )
        return Reply(
            location=url_for("office.announcements"), notice=f"公告“{new.title}”{begins}显示。"
        )

    return carry_out(who, unit, form, lambda: _new_page(organisation_id, form))


def _new_page(organisation_id: int, form: AnnouncementForm) -> str:
    who = viewer()
    node = organisation_for(who, organisation_id, role=ROLE)
    return render_template(
        "office/new_announcement.html",
        organisation={"id": node.id, "name": node.name},
        trail=trail(who, node),
        form=form,
        longest=LONGEST_TEXT,
    )


@blueprint.post("/office/announcements/<int:announcement_id>/withdrawal")
@system_admin
def withdraw_announcement(announcement_id: int) -> ResponseReturnValue:
    """Take an announcement down; it stays on the list."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        found = actions.withdraw_announcement(who, announcement_id, at=at)
        return Reply(
            location=url_for("office.announcements"), notice=f"公告“{found.title}”已撤下。"
        )

    return follow(write_once(who, unit))
