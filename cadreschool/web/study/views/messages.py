"""Messages to oneself: on the first page until put away, and on a page of all."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel.keys import Reply
from cadreschool.notices import actions
from cadreschool.notices.queries import MessageRow, messages_to
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.study.views.blueprint import blueprint
from cadreschool.web.units import follow, write_once

_MOST = 100


@blueprint.get("/messages/")
@signed_in
def messages() -> ResponseReturnValue:
    """Show what one was told, put away or not."""
    rows = [message_row(one) for one in messages_to(viewer(), limit=_MOST)]
    return render_template("study/messages.html", rows=rows)


@blueprint.post("/messages/<int:message_id>/readings")
@signed_in
def create_message_reading(message_id: int) -> ResponseReturnValue:
    """Put a message away: it is not shown on the first page any more."""
    who = viewer()

    def unit() -> Reply:
        actions.put_message_away(who, message_id)
        return Reply(location=url_for("study.home"))

    return follow(write_once(who, unit))


def message_row(row: MessageRow) -> dict[str, object]:
    """Return what a page shows of a message."""
    return {
        "id": row.id,
        "title": row.title,
        "paragraphs": row.paragraphs,
        "link": row.link,
        "made_at": row.made_at,
        "put_away_url": url_for("study.create_message_reading", message_id=row.id),
    }
