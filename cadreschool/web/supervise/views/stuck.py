"""Who may need help, and why."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.organisations.queries import organisation_for
from cadreschool.reports.permissions import may_see_logins
from cadreschool.reports.requests import PAGE_SIZE, ReportRequest, View
from cadreschool.reports.stuck import queries
from cadreschool.reports.stuck.queries import Stuck, StuckEntry
from cadreschool.reports.stuck.rules import NeedKind
from cadreschool.reports.tables import login_text, post_text
from cadreschool.web.addresses import pages_of
from cadreschool.web.guards import viewer
from cadreschool.web.school import catalogue
from cadreschool.web.supervise.frames import asked, cadre_url, frame, short_title, view_url
from cadreschool.web.supervise.views.blueprint import blueprint, supervisor

_MOST_OF_EACH = 10


@blueprint.get("/supervise/organisations/<int:organisation_id>/stuck/")
@supervisor
def stuck(organisation_id: int) -> ResponseReturnValue:
    """Show who may need help by reason, the first of each; one reason comes page by page."""
    who = viewer()
    wanted = asked(organisation_for(who, organisation_id), View.STUCK)
    found = queries.stuck(wanted, wanted.chosen(catalogue().curriculum), at=clock.now())
    pages = pages_of(len(found.entries), PAGE_SIZE) if wanted.reason else 1
    wanted = wanted.on_page(min(wanted.page, pages))
    is_whole = may_see_logins(who, wanted.node)
    return render_template(
        "supervise/stuck.html",
        **frame(who, wanted),
        groups=[
            _group(wanted, found, kind, is_whole=is_whole) for kind in NeedKind if found.of(kind)
        ],
        under_way=found.under_way,
        is_too_many=found.is_too_many,
        page=wanted.page,
        pages=pages,
    )


def _group(
    wanted: ReportRequest, found: Stuck, kind: NeedKind, *, is_whole: bool
) -> dict[str, object]:
    entries = found.of(kind)
    if wanted.reason:
        shown = entries[(wanted.page - 1) * PAGE_SIZE : wanted.page * PAGE_SIZE]
    else:
        shown = entries[:_MOST_OF_EACH]
    more = wanted.arguments | {"reason": kind.value}
    return {
        "name": kind.label,
        "advice": kind.advice,
        "number": len(entries),
        "rows": [_row(entry, is_whole=is_whole) for entry in shown],
        "more_url": ""
        if wanted.reason or len(shown) == len(entries)
        else view_url(wanted.node, View.STUCK, **more),
    }


def _row(entry: StuckEntry, *, is_whole: bool) -> dict[str, object]:
    person = entry.person
    return {
        "name": person.name,
        "login": login_text(person.login, is_whole=is_whole),
        "url": cadre_url(person.id),
        "organisation_name": person.organisation_name,
        "post_name": post_text(person),
        "course": short_title(entry.course),
        "texts": entry.texts,
    }
