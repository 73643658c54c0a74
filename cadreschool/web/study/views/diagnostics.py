"""The diagnostic quiz: what it is, beginning it, and where each unit begins.

Answering it is answering any sitting (`sittings`).
"""

from __future__ import annotations

import secrets

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.keys import Reply
from cadreschool.learning.diagnostics.actions import start_diagnostic
from cadreschool.learning.diagnostics.queries import offered, own_diagnostics
from cadreschool.learning.diagnostics.rules import minutes_of, opens_at
from cadreschool.learning.models import Mode
from cadreschool.learning.sittings.queries import SittingSheet, newest_marks, sheet_for
from cadreschool.learning.verdicts.queries import untold_questions
from cadreschool.web import school
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.study import papers
from cadreschool.web.study.diagnosing import unit_rows
from cadreschool.web.study.frames import frame_of
from cadreschool.web.study.histories import with_histories
from cadreschool.web.study.views.blueprint import blueprint
from cadreschool.web.units import follow, write_once

_EXAMPLE = 0
"""Draws the example that tells how many questions there will be and how long they take."""


@blueprint.get("/diagnostic/")
@signed_in
def diagnostic() -> ResponseReturnValue:
    """Say what the diagnostic is and what it is not; offer to begin, to go on, or to look back."""
    who, at = viewer(), clock.now()
    before = own_diagnostics(who)
    present = next((one for one in before if one.submitted_at is None), None)
    again = opens_at(before[0].submitted_at if before else None, at=at)
    offer = None
    if present is None and again is None:
        offer = offered(who.cadre_id, school.catalogue(), day_of(at), seed=_EXAMPLE)
    asked = offer.asked if offer else ()
    return render_template(
        "study/diagnostic.html",
        number=len(asked),
        units=len({one.unit for one in asked}),
        minutes=minutes_of(one.question for one in asked),
        is_core=offer is not None and offer.is_core,
        present_url=url_for("study.sitting", sitting_id=present.sitting_id) if present else "",
        again_on=day_of(again) if again else None,
        history=[
            {
                "number": one.number,
                "on": day_of(one.submitted_at),
                "url": url_for("study.diagnostic_result", sitting_id=one.sitting_id),
            }
            for one in before
            if one.submitted_at is not None
        ],
    )


@blueprint.post("/diagnostic/sittings")
@signed_in
def create_diagnostic() -> ResponseReturnValue:
    """Draw a diagnostic, or go on with the open one."""
    who, at, seed = viewer(), clock.now(), secrets.randbits(48)
    here = school.catalogue()

    def unit() -> Reply:
        sitting_id = start_diagnostic(
            who,
            lambda: offered(who.cadre_id, here, day_of(at), seed=seed).asked,
            seed=seed,
            at=at,
        )
        return Reply(location=url_for("study.sitting", sitting_id=sitting_id))

    return follow(write_once(who, unit))


def _own(sitting_id: int) -> SittingSheet:
    """Return the viewer's own diagnostic; sittings of other modes are none."""
    sheet = sheet_for(viewer(), sitting_id)
    if sheet.mode is not Mode.DIAGNOSTIC:
        raise NotFoundError
    return sheet


@blueprint.get("/diagnostic/<int:sitting_id>/result/")
@signed_in
def diagnostic_result(sitting_id: int) -> ResponseReturnValue:
    """Show where to begin in each unit, then every question with its explanation."""
    who, sheet = viewer(), _own(sitting_id)
    if sheet.submitted_at is None:
        return redirect(url_for("study.sitting", sitting_id=sheet.id))
    asked, marks = school.questions_of(sheet), newest_marks(sheet.id)
    told = with_histories(papers.marked_questions(asked, sheet, marks), sheet, asked)
    told = papers.left_empty(told, asked, sheet)
    return render_template(
        "study/diagnostic_result.html",
        frame=frame_of(sheet),
        shelf=papers.shelf_of(sheet),
        url_save=url_for("study.create_answers", sitting_id=sheet.id),
        on=day_of(sheet.submitted_at),
        total=len(sheet.drawn),
        empty=sum(not row.value for row in sheet.drawn),
        units=unit_rows(who, school.catalogue(), asked, marks),
        questions=papers.kept_back(told, asked, untold_questions(who.cadre_id)),
    )
