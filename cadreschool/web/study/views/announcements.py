"""Announcements as readers see them: on the first page until put away, and on a page of all."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.keys import Reply
from cadreschool.notices import actions
from cadreschool.notices.queries import AnnouncementRow, announcements_to
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.study.views.blueprint import blueprint
from cadreschool.web.units import follow, write_once

_MOST = 100


@blueprint.get("/announcements/")
@signed_in
def announcements() -> ResponseReturnValue:
    """Show every announcement that is up, put away or not."""
    rows = announcements_to(viewer(), on=clock.today(), limit=_MOST)
    return render_template("study/announcements.html", rows=[announcement_row(one) for one in rows])


@blueprint.post("/announcements/<int:announcement_id>/readings")
@signed_in
def create_announcement_reading(announcement_id: int) -> ResponseReturnValue:
    """Put an announcement away: it is not shown on the first page any more."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        actions.put_away(who, announcement_id, at=at)
        return Reply(location=url_for("study.home"))

    return follow(write_once(who, unit))


def announcement_row(row: AnnouncementRow) -> dict[str, object]:
    """Return what a page shows of an announcement."""
    return {
        "id": row.id,
        "title": row.title,
        "paragraphs": row.paragraphs,
        "union": row.organisation_name,
        "from_on": row.from_on,
        "until_on": row.until_on,
        "put_away_url": url_for("study.create_announcement_reading", announcement_id=row.id),
    }
