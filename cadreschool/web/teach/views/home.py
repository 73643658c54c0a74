"""The first page of the 教研台."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from cadreschool.web.school import catalogue
from cadreschool.web.teach.views.blueprint import blueprint, teachers


@blueprint.get("/teach/")
@teachers
def home() -> ResponseReturnValue:
    """List the courses."""
    return render_template("teach/home.html", courses=catalogue().courses)
