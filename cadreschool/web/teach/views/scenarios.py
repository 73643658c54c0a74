"""How learners chose in the scenarios of the courses one teaches; only numbers."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.drafts.queries import taught_courses
from cadreschool.learning.scenarios.queries import spread, walked
from cadreschool.web.guards import viewer
from cadreschool.web.scenario_maps import (
    address_of,
    chosen_among,
    map_of,
    number_text,
    published,
)
from cadreschool.web.school import catalogue
from cadreschool.web.teach.views.blueprint import blueprint, teachers


@blueprint.get("/teach/scenarios/")
@teachers
def scenarios() -> ResponseReturnValue:
    """List the scenarios one teaches; of one show the map of choices and the law missed."""
    taught = {course.id for course in taught_courses(viewer())}
    here = published(course for course in catalogue().courses if course.id in taught)
    chosen = chosen_among(here, request.args.get("scenario", ""))
    shown = None
    if chosen is not None and chosen[1].scenario is not None:
        course, lesson = chosen
        shown = map_of(lesson.title, chosen[1].scenario, spread(course.id, lesson.id))
    numbers = {} if chosen else walked()
    return render_template(
        "teach/scenarios.html",
        rows=[
            {
                "title": lesson.title,
                "number": number_text(numbers.get((course.id, lesson.id), 0)),
                "url": url_for("teach.scenarios", scenario=address_of((course, lesson))),
            }
            for course, lesson in here
        ],
        chosen={"title": chosen[1].title} if chosen else None,
        map=shown,
    )
