"""One's own profile: all of it, one competency with its evidence, and who else may see it."""

from __future__ import annotations

from functools import partial

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.keys import Reply
from cadreschool.learning.profile.queries import (
    disputable_again,
    disputes_of,
    is_shared,
    profile_of,
)
from cadreschool.learning.profile.rules import STATEMENT
from cadreschool.learning.profile.sharing import share, stop_sharing
from cadreschool.learning.suggestions.queries import gathered
from cadreschool.people.lookup.names import names_of
from cadreschool.web import profile_pages as pages
from cadreschool.web import school
from cadreschool.web.addresses import page_asked, pages_of, turn_back
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.study.evidence_rows import evidence_row, newest_by_source, parted
from cadreschool.web.study.suggesting import suggestion_parts
from cadreschool.web.study.views.blueprint import blueprint
from cadreschool.web.units import follow, write_once

_ON_A_PAGE = 50
_FIRST_STEPS = (
    (
        "做一次入门诊断",
        "study.diagnostic",
        "分清哪些单元可以直接做检测，哪些从第一课开始。它不进画像，放心去错。",
    ),
    ("学一门课", "study.catalogue", "每课末尾的检测，第一次作答说明“能说”。"),
    ("走一个情景", "study.scenarios", "第一次走完，说明敢说、会说、站高度、把握全局。"),
)


@blueprint.get("/profile/")
@signed_in
def profile() -> ResponseReturnValue:
    """Show where the viewer stands in every competency, from the facts as they are today."""
    who, here, on = viewer(), school.catalogue(), clock.today()
    found = profile_of(who.cadre_id, catalogue=here, on=on)
    levels = {axis.competency.id: axis.level for axis in found.axes}
    known = gathered(who, here, on, levels=levels)
    return render_template(
        "study/profile.html",
        crumbs=[("学习台", url_for("study.home")), ("素质画像", "")],
        on=on,
        sentence=STATEMENT,
        profile=pages.shown(found, _address_of_axis),
        is_shared=is_shared(who.cadre_id),
        open_disputes=sum(one.is_open for one in disputes_of(who)),
        first_steps=_first_steps(),
        **suggestion_parts(known, here, "study.profile"),
    )


def _address_of_axis(competency: str) -> str:
    return url_for("study.profile_axis", competency=competency)


def _first_steps() -> list[tuple[str, str, str]]:
    """Return what a newcomer may begin with: (name, address, why)."""
    return [(name, url_for(endpoint), why) for name, endpoint, why in _FIRST_STEPS]


@blueprint.get("/profile/<string:competency>/")
@signed_in
def profile_axis(competency: str) -> ResponseReturnValue:
    """Show one competency: its levels as behaviours, and everything that speaks of it."""
    who, on = viewer(), clock.today()
    if school.catalogue().framework.competency(competency) is None:
        raise NotFoundError
    axis = profile_of(who.cadre_id, catalogue=school.catalogue(), on=on).axis(competency)
    if axis is None:
        raise NotFoundError
    page = page_asked()
    rows = axis.rows[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE]
    turn_back(page, rows)
    names = names_of({one.signed_by for one in rows if one.signed_by is not None})
    disputes = newest_by_source(disputes_of(who))
    again = disputable_again([disputes[one.source] for one in rows if one.source in disputes])
    shown = partial(evidence_row, on=on, names=names, disputes=disputes, again=again)
    listed, folded = parted(rows)
    return render_template(
        "study/profile_axis.html",
        crumbs=[
            ("学习台", url_for("study.home")),
            ("素质画像", url_for("study.profile")),
            (axis.competency.name, ""),
        ],
        on=on,
        sentence=STATEMENT,
        axis=pages.axis_row(axis),
        levels=[
            {
                "name": one.name,
                "behaviour": one.behaviour,
                "is_here": one.level == axis.level,
                "is_target": one.level == axis.target,
            }
            for one in axis.competency.levels
        ],
        listed=[shown(one) for one in listed],
        folded=[shown(one) for one in folded],
        total=len(axis.rows),
        not_counted=sum(not one.is_counted for one in axis.rows),
        page=page,
        pages=pages_of(len(axis.rows), _ON_A_PAGE),
    )


@blueprint.post("/profile/sharing")
@signed_in
def create_profile_sharing() -> ResponseReturnValue:
    """Let the supervisors of one's union see the profile."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        share(who, at=at)
        notice = "已公开给督学，随时可以收回。"
        return Reply(location=url_for("study.profile"), notice=notice)

    return follow(write_once(who, unit))


@blueprint.post("/profile/sharing/withdrawal")
@signed_in
def withdraw_profile_sharing() -> ResponseReturnValue:
    """Take it back: from now on nobody else sees it."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        stop_sharing(who, at=at)
        return Reply(location=url_for("study.profile"), notice="已收回，现在只有您自己看得到。")

    return follow(write_once(who, unit))
