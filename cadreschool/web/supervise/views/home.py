"""The way into the 督学台."""

from __future__ import annotations

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from cadreschool.organisations.queries import roots_for
from cadreschool.web.guards import viewer
from cadreschool.web.supervise.frames import link, node_url
from cadreschool.web.supervise.views.blueprint import blueprint, supervisor


@blueprint.get("/supervise/")
@supervisor
def home() -> ResponseReturnValue:
    """Go to the root of the appointment; with several, choose."""
    roots = roots_for(viewer())
    if len(roots) == 1:
        return redirect(node_url(roots[0]))
    return render_template("supervise/home.html", roots=[link(node) for node in roots])
