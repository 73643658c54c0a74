"""What the three pages about a union share: where it lies, the menu, the filters, the file.

A page is a `ReportRequest`; its filters are a plain form whose answer is an address.
"""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from cadreschool.courses.catalogue import PublishedCourse
from cadreschool.kernel import clock
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.reasons import reason_texts
from cadreschool.learning.rules import Standing
from cadreschool.organisations.queries import Node, ancestors_for
from cadreschool.reports.files import FileFormat
from cadreschool.reports.requests import (
    CHOICES,
    FILTERS,
    USUAL_SCOPE,
    ReportRequest,
    Scope,
    View,
    course_choices,
)
from cadreschool.web.school import catalogue

_LONGEST_TITLE = 8
_LABELS = {
    "courses": "课程",
    "post": "岗位",
    "tie": "专兼挂",
    "state": "状态",
    "scope": "范围",
    "reason": "原因",
}
_ANY = {"post": "全部岗位", "tie": "全部", "state": "全部状态", "reason": "全部原因"}


def asked(node: Node, view: View) -> ReportRequest:
    """Read what the address asks for."""
    return ReportRequest.read(node, view, request.args, catalogue().curriculum)


_OTHERS = {"supervise.abilities": "能力状况", "supervise.scenarios": "情景里的选择"}
"""The pages about a union that are no reports on its people, by their endpoints."""


def frame(who: Viewer, wanted: ReportRequest, *, other: str = "") -> dict[str, object]:
    """Return what the frame of a page about a union needs; `other` names a page of no view."""
    node, here = wanted.node, None if other else wanted.view
    return {
        "organisation": link(node) | {"id": node.id},
        "ancestors": [link(one) for one in ancestors_for(who, node)],
        "menu": [
            *(
                {"text": view.label, "url": view_url(node, view), "is_here": view is here}
                for view in View
            ),
            *(
                {
                    "text": text,
                    "url": url_for(endpoint, organisation_id=node.id),
                    "is_here": endpoint == other,
                }
                for endpoint, text in _OTHERS.items()
            ),
            {
                "text": "实践记录",
                "url": url_for("supervise.practice_records"),
                "is_here": False,
            },
        ],
        "filters": filters(wanted),
        "is_filtered": bool(wanted.arguments),
        "clear_url": view_url(node, wanted.view),
        "arguments": wanted.arguments,
        "file": {
            "url": url_for("supervise.create_report", organisation_id=node.id),
            "fields": {"view": wanted.view.value} | wanted.arguments,
            "formats": [(one.value, one.value.upper()) for one in FileFormat],
        },
        "as_of": clock.now(),
    }


def filters(wanted: ReportRequest) -> list[dict[str, object]]:
    """Return the filters of a view, each with what it offers and what is chosen."""
    offered: list[dict[str, object]] = []
    for name in FILTERS[wanted.view]:
        if name == "courses":
            options = course_choices(catalogue().curriculum)
        else:
            options = [*_any_of(name), *CHOICES[name]]
        if name == "scope" and wanted.view is View.STUCK:
            options = [one for one in options if one[0] != Scope.FORMER]
        offered.append(
            {
                "name": name,
                "label": _LABELS[name],
                "options": options,
                "chosen": getattr(wanted, name) or USUAL_SCOPE[wanted.view] * (name == "scope"),
            }
        )
    return offered


def _any_of(name: str) -> list[tuple[str, str]]:
    return [("", _ANY[name])] if name in _ANY else []


def view_url(node: Node, view: View, **arguments: str) -> str:
    """Return the address of one view of a union."""
    values: dict[str, Any] = {"organisation_id": node.id, **arguments}
    return url_for(f"supervise.{view.value}", **values)


def node_url(node: Node) -> str:
    """Return the address of a union's completion."""
    return view_url(node, View.COMPLETION)


def link(node: Node) -> dict[str, object]:
    """Return a union as a link."""
    return {"name": node.name, "kind_name": node.kind_name, "url": node_url(node)}


def cadre_url(cadre_id: int) -> str:
    """Return the address of one cadre's record."""
    return url_for("supervise.cadre", cadre_id=cadre_id)


def standing_card(of: Standing) -> dict[str, object]:
    """Return a standing as pages show it."""
    reasons = reason_texts(of)
    return {
        "status": of.status.value,
        "status_text": of.status.label,
        "reasons": reasons,
        "reason": "；".join(reasons),
    }


def short_title(course: PublishedCourse) -> str:
    """Return a title that fits beside a figure on a phone."""
    if len(course.title) <= _LONGEST_TITLE:
        return course.title
    return f"{course.unit} {course.title[:_LONGEST_TITLE]}…"
