"""How the choices of a union's cadres spread over the scenarios; no one person's are shown."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.learning.scenarios.queries import spread, walked
from cadreschool.organisations.queries import Node, organisation_for
from cadreschool.reports.requests import ReportRequest, View
from cadreschool.web.guards import viewer
from cadreschool.web.scenario_maps import (
    address_of,
    chosen_among,
    map_of,
    number_text,
    published,
)
from cadreschool.web.school import catalogue
from cadreschool.web.supervise.frames import frame
from cadreschool.web.supervise.views.blueprint import blueprint, supervisor


@blueprint.get("/supervise/organisations/<int:organisation_id>/scenarios/")
@supervisor
def scenarios(organisation_id: int) -> ResponseReturnValue:
    """List the scenarios with how many walked them; of one show the map of choices."""
    who = viewer()
    node = organisation_for(who, organisation_id)
    here = published(catalogue().curriculum)
    chosen = chosen_among(here, request.args.get("scenario", ""))
    shown = None
    if chosen is not None and chosen[1].scenario is not None:
        course, lesson = chosen
        shown = map_of(lesson.title, chosen[1].scenario, spread(course.id, lesson.id, node))
    numbers = {} if chosen else walked(node)
    framed = frame(who, ReportRequest(node, View.COMPLETION), other="supervise.scenarios")
    return render_template(
        "supervise/scenarios.html",
        **framed | _own_frame(node, address_of(chosen) if chosen else ""),
        rows=[
            {
                "title": lesson.title,
                "number": number_text(numbers.get((course.id, lesson.id), 0)),
                "url": _url(node, address_of((course, lesson))),
            }
            for course, lesson in here
        ],
        chosen={"title": chosen[1].title} if chosen else None,
        map=shown,
    )


def _own_frame(node: Node, chosen: str) -> dict[str, object]:
    """Return what is different about this page in the frame of pages about a union."""
    here = published(catalogue().curriculum)
    options = [("", "全部情景"), *((address_of(one), one[1].title) for one in here)]
    offered = {"name": "scenario", "label": "情景", "options": options, "chosen": chosen}
    return {
        "filters": [offered] if here else [],
        "is_filtered": bool(chosen),
        "clear_url": _url(node),
    }


def _url(node: Node, scenario: str | None = None) -> str:
    return url_for("supervise.scenarios", organisation_id=node.id, scenario=scenario)
