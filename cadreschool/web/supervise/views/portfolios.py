"""One cadre's file, for a supervisor: to read. Taking it away is its owner's."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.organisations.queries import ancestors_for, organisation_for
from cadreschool.reports.portfolio.queries import portfolio_for
from cadreschool.web import portfolio_pages as pages
from cadreschool.web.guards import viewer
from cadreschool.web.school import catalogue
from cadreschool.web.supervise.frames import cadre_url, link
from cadreschool.web.supervise.views.blueprint import blueprint, supervisor


@blueprint.get("/supervise/cadres/<int:cadre_id>/portfolio/")
@supervisor
def portfolio(cadre_id: int) -> ResponseReturnValue:
    """Show what a cadre learnt and did, as far as it is the supervisor's to see."""
    who = viewer()
    found = portfolio_for(who, cadre_id, catalogue(), at=clock.now())
    node = organisation_for(who, found.holder.organisation_id)
    return render_template(
        "supervise/portfolio.html",
        file=pages.shown(found),
        ancestors=[link(one) for one in (*ancestors_for(who, node), node)],
        cadre_url=cadre_url(cadre_id),
    )
