"""Pages that need no sign-in."""

from __future__ import annotations

from flask import Blueprint, current_app, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError

from cadreschool.kernel.errors import NotFoundError
from cadreschool.web.guards import public, site_state, viewer_or_none

blueprint = Blueprint("public", __name__)


@blueprint.get("/")
@public
def home() -> ResponseReturnValue:
    """Go to one's desk, or to the door."""
    if viewer_or_none() is None:
        return redirect(url_for("account.sign_in"))
    return redirect(url_for("study.home"))


@blueprint.get("/about/")
@public
def about() -> ResponseReturnValue:
    """Show what the school promises and how personal data is used."""
    return render_template("public/about.html")


@blueprint.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """Tell that the process answers."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """Tell whether the database answers, the schema is there and something is published."""
    try:
        stamp = site_state().stamp
    except DBAPIError:
        return jsonify(status="unavailable"), 503
    return jsonify(status="ready" if stamp else "empty"), 200 if stamp else 503


@blueprint.get("/styleguide/")
@public
def styleguide() -> ResponseReturnValue:
    """Show every component; it exists in development only."""
    if not current_app.config["SETTINGS"].is_development:
        raise NotFoundError
    return render_template("public/styleguide.html")
