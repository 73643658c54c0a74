"""What people say of their own profile: how they see themselves, which evidence is not right."""

from __future__ import annotations

from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.errors import InvalidError, NotFoundError
from cadreschool.kernel.keys import Reply
from cadreschool.learning.profile import actions
from cadreschool.learning.profile.queries import (
    Profile,
    disputes_of,
    profile_of,
    self_ratings,
)
from cadreschool.learning.profile.values import Evidence
from cadreschool.web import school
from cadreschool.web.forms import ChineseForm
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.study.evidence_rows import dispute_row, newest_by_source, result_words
from cadreschool.web.study.profile_forms import (
    DisputeForm,
    hints,
    ratings_of,
    self_rating_form,
)
from cadreschool.web.study.views.blueprint import blueprint
from cadreschool.web.units import follow, write_once


def _crumbs(name: str) -> list[tuple[str, str]]:
    return [
        ("学习台", url_for("study.home")),
        ("素质画像", url_for("study.profile")),
        (name, ""),
    ]


def _own_profile() -> Profile:
    return profile_of(viewer().cadre_id, catalogue=school.catalogue(), on=clock.today())


@blueprint.get("/profile/disputes/")
@signed_in
def disputes() -> ResponseReturnValue:
    """List what the viewer disagreed with, and what came of it; all of it is kept."""
    rows, evidence = disputes_of(viewer()), {}
    if rows:
        evidence = {row.source: row for axis in _own_profile().axes for row in axis.rows}
    return render_template(
        "study/disputes.html",
        crumbs=_crumbs("我的异议"),
        rows=[dispute_row(one, evidence.get(one.source)) for one in rows],
    )


@blueprint.get("/profile/disputes/new/")
@signed_in
def new_dispute() -> ResponseReturnValue:
    """Show the form about one piece of the viewer's own evidence; without any, the profile."""
    source = request.args.get("source", "")
    if not source:
        return redirect(url_for("study.profile"))
    return _dispute_page(_disputed(source), DisputeForm())


def _disputed(source: str) -> list[Evidence]:
    """Return the viewer's evidence of this source; anybody else's is not found."""
    rows = [row for axis in _own_profile().axes for row in axis.rows if row.source == source]
    if not rows:
        raise NotFoundError
    return rows


def _dispute_page(rows: list[Evidence], form: DisputeForm) -> str:
    first, framework = rows[0], school.catalogue().framework
    competencies = [framework.competency(row.competency) for row in rows]
    newest = newest_by_source(disputes_of(viewer())).get(first.source)
    return render_template(
        "study/new_dispute.html",
        crumbs=_crumbs("提出异议"),
        row={
            "source": first.source,
            "title": first.title,
            "kind": first.kind.label,
            "on": first.on,
            "result": "、".join(dict.fromkeys(result_words(row) for row in rows)),
            "is_waiting": newest is not None and newest.is_open,
        },
        names=[one.name for one in competencies if one is not None],
        form=form,
        url=url_for("study.create_dispute"),
        back_url=url_for("study.profile_axis", competency=first.competency),
    )


@blueprint.post("/profile/disputes")
@signed_in
def create_dispute() -> ResponseReturnValue:
    """Take a dispute; with a mistake in it the form comes back."""
    who, at, here = viewer(), clock.now(), school.catalogue()
    if not request.form.get("source"):
        message = "没有说明是哪一条依据。"
        raise InvalidError(message, "请在素质画像里点开一项能力，在那一条上提出异议。")
    rows, form = _disputed(request.form.get("source", "")), DisputeForm()
    source, reason = rows[0].source, form.text()

    def unit() -> Reply:
        actions.raise_dispute(who, source, reason, catalogue=here, at=at)
        notice = "异议已提交，复核以后会告诉您。"
        return Reply(location=url_for("study.disputes"), notice=notice)

    try:
        return follow(write_once(who, unit))
    except InvalidError as error:
        form.reason.errors = [error.message]
        return _dispute_page(rows, form), HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.get("/profile/self-rating/")
@signed_in
def self_rating() -> ResponseReturnValue:
    """Show the levels as behaviours to choose from."""
    return _rating_page(_rating_form())


def _rating_form() -> ChineseForm:
    return self_rating_form(school.catalogue().framework, self_ratings(viewer().cadre_id))


def _rating_page(form: ChineseForm) -> str:
    return render_template(
        "study/self_rating.html",
        crumbs=_crumbs("自评"),
        form=form,
        hints=hints(school.catalogue().framework),
    )


@blueprint.post("/profile/self-ratings")
@signed_in
def create_self_rating() -> ResponseReturnValue:
    """Keep what the viewer chose; what they said of competencies now left open is forgotten."""
    who, at, form = viewer(), clock.now(), _rating_form()
    if not form.validate():
        return _rating_page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    ratings = ratings_of(form)
    left_open = [
        one.id for one in school.catalogue().framework.competencies if one.id not in ratings
    ]

    def unit() -> Reply:
        actions.rate_self(who, ratings, at=at)
        actions.withdraw_ratings(who, left_open, at=at)
        return Reply(location=url_for("study.profile"), notice="自评已保存，只有您自己看得到。")

    return follow(write_once(who, unit))
