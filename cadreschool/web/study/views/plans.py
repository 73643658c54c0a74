"""The year's plan: made at every look, for paper too; nothing of it is kept."""

from __future__ import annotations

from itertools import groupby

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.catalogue import Catalogue
from cadreschool.kernel import clock
from cadreschool.learning.suggestions.planning import PACES, Month, Offered, Recall
from cadreschool.learning.suggestions.queries import plan_for
from cadreschool.web import school
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.study.rows import lesson_url
from cadreschool.web.study.views.blueprint import blueprint

_RECALLS = 4
"""Re-tests named in a month; more are counted."""


@blueprint.get("/plan/")
@signed_in
def plan() -> ResponseReturnValue:
    """Show twelve months from now, at the pace that the address asks for."""
    here, on = school.catalogue(), clock.today()
    asked = request.args.get("pace", "")
    pace = next((one for one in PACES if str(one) == asked), None)
    year, meant = plan_for(viewer(), here, on, pace)
    return render_template(
        "study/plan.html",
        crumbs=[("学习台", url_for("study.home")), ("一年学习计划", "")],
        on=on,
        months=[_month_row(one, here) for one in year.months],
        pace=asked if pace else "",
        paces=[("", "一年里排匀"), *((str(one), f"每月 {one} 课") for one in PACES)],
        total=year.total,
        left=year.left,
        is_core=meant.is_core,
    )


def _month_row(month: Month, here: Catalogue) -> dict[str, object]:
    shown = month.recalls[:_RECALLS]
    return {
        "name": f"{month.first.year}年{month.first.month}月",
        "courses": [
            (title, [_link(one) for one in found])
            for title, found in groupby(month.lessons, key=lambda one: one[0].title)
        ],
        "recalls": [_recall_row(one, here) for one in shown],
        "more_recalls": len(month.recalls) - len(shown),
        "scenario": _link(month.scenario) if month.scenario else None,
        "has_record": month.has_record,
        "works": "、".join(month.works),
    }


def _link(one: Offered) -> tuple[str, str]:
    course, lesson = one
    return lesson.title, lesson_url(course, lesson)


def _recall_row(one: Recall, here: Catalogue) -> str:
    course = here.course(one.course_id)
    lesson = course.lesson(one.lesson_id) if course else None
    return f"{lesson.title}（满 {one.days} 天）" if lesson else ""
