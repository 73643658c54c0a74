"""The viewer's own file: to read and print, and to take away as a workbook or as JSON.

Taking it away leaves an audit row, so it is a POST although nothing else changes.
"""

from __future__ import annotations

from io import BytesIO

from flask import render_template, request
from flask.typing import ResponseReturnValue

from cadreschool.audit.actions import record
from cadreschool.kernel import clock
from cadreschool.kernel.keys import Reply
from cadreschool.reports.files import FileFormat
from cadreschool.reports.portfolio.queries import own_portfolio
from cadreschool.reports.portfolio.values import Portfolio
from cadreschool.reports.portfolio.wire import to_json
from cadreschool.reports.portfolio.workbook import write_workbook
from cadreschool.web import portfolio_pages as pages
from cadreschool.web.downloads import download
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.school import catalogue
from cadreschool.web.study.views.blueprint import blueprint
from cadreschool.web.units import write_once


@blueprint.get("/portfolio/")
@signed_in
def portfolio() -> ResponseReturnValue:
    """Show everything the viewer learnt and did, on one page that prints."""
    return render_template("study/portfolio.html", file=pages.shown(_own()))


@blueprint.post("/portfolio/workbook")
@signed_in
def create_portfolio_workbook() -> ResponseReturnValue:
    """Hand out the viewer's file as a workbook."""
    own, out = _own(), BytesIO()
    write_workbook(own, out)
    out.seek(0)
    return _file(own, out, "xlsx", FileFormat.XLSX.mimetype)


@blueprint.post("/portfolio/data")
@signed_in
def create_portfolio_data() -> ResponseReturnValue:
    """Hand out the viewer's file for another system."""
    own = _own()
    return _file(own, BytesIO(to_json(own).encode()), "json", "application/json")


def _own() -> Portfolio:
    return own_portfolio(viewer(), catalogue(), at=clock.now())


def _file(own: Portfolio, out: BytesIO, extension: str, mimetype: str) -> ResponseReturnValue:
    """Write down that it was taken, and hand it out; twice the same form is written down once."""
    who = viewer()

    def unit() -> Reply:
        record(
            "portfolio.export",
            "cadre",
            who.cadre_id,
            by=who.cadre_id,
            at=own.made_at,
            kind=extension.upper(),
        )
        return Reply(location=request.path)

    write_once(who, unit)
    name = f"{own.holder.name}-学习档案-{clock.day_of(own.made_at):%Y%m%d}.{extension}"
    return download(out, name, mimetype)
