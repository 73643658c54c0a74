"""One cadre's profile, for a supervisor to whom that cadre has opened it."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.learning.profile.queries import shared_profile_for
from cadreschool.learning.profile.rules import STATEMENT
from cadreschool.people.queries import cadre_for
from cadreschool.web import profile_pages as pages
from cadreschool.web.guards import viewer
from cadreschool.web.school import catalogue
from cadreschool.web.supervise.frames import cadre_url
from cadreschool.web.supervise.views.blueprint import blueprint, supervisor


@blueprint.get("/supervise/cadres/<int:cadre_id>/profile/")
@supervisor
def profile(cadre_id: int) -> ResponseReturnValue:
    """Show levels, intervals and what is missing; while it is not open to them, not found."""
    who, on = viewer(), clock.today()
    found = shared_profile_for(who, cadre_id, catalogue=catalogue(), on=on)
    return render_template(
        "supervise/profile.html",
        cadre=cadre_for(who, cadre_id),
        cadre_url=cadre_url(cadre_id),
        on=on,
        sentence=STATEMENT,
        profile=pages.shown(found),
    )
