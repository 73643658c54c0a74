"""Telling a case: the form, saving, handing it to the reviewers. Nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.cases import actions, queries
from cadreschool.courses.cases.actions import StaleCaseError
from cadreschool.courses.cases.queries import CaseSheet, names_beside
from cadreschool.courses.cases.rules import (
    LONGEST,
    NAMES,
    PROSE,
    SHORTEST,
    Ground,
    faults_of,
)
from cadreschool.kernel import clock
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.faults import Faults, UnfitError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Viewer
from cadreschool.web.case_pages import lessons
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.school import catalogue
from cadreschool.web.study.case_forms import (
    LESSON_FIELDS,
    CaseForm,
    Read,
    cited_lines,
    filled,
    lesson_keys,
    lesson_names,
    read,
    say,
)
from cadreschool.web.study.views.blueprint import blueprint
from cadreschool.web.units import follow, write_once

_SAVED = "已保存。写好了再送审。"
_HANDED_IN = "已送审，审核人看过以后，首页会告诉您。"


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Why a form comes back: what is wrong in it, or what is stored instead."""

    faults: Faults
    stale: CaseSheet | None = None
    is_stored: bool = False
    refusal: str = ""


@blueprint.get("/cases/new/")
@signed_in
def new_case() -> ResponseReturnValue:
    """Show an empty form."""
    return _form_page(CaseForm(formdata=None), None)


@blueprint.get("/cases/<int:case_id>/edit/")
@signed_in
def edit_case(case_id: int) -> ResponseReturnValue:
    """Show the form of a case that may be changed; another leads to its page."""
    sheet = queries.own_case(viewer(), case_id)
    if not sheet.state.is_editable:
        return redirect(url_for("study.case", case_id=case_id))
    return _form_page(filled(sheet), sheet)


def _form_page(form: CaseForm, sheet: CaseSheet | None, trouble: _Trouble | None = None) -> str:
    say(form, trouble.faults if trouble else {})
    stale = trouble.stale if trouble else None
    said = [one.words for one in queries.steps_of(sheet.id)[:1]] if sheet else []
    return render_template(
        f"study/{'edit_case' if sheet else 'new_case'}.html",
        form=form,
        case=sheet,
        returned="".join(said),
        faults=[
            (label, _place(name))
            for name, label in NAMES.items()
            if trouble and name in trouble.faults
        ],
        is_stored=trouble.is_stored if trouble else False,
        refusal=trouble.refusal if trouble else "",
        stale=_differences(stale, form) if stale else [],
        hints={name: f"{SHORTEST[name]} 到 {LONGEST[name]} 字" for name in PROSE},
        lesson_names=list(lesson_names()),
        url=url_for("study.update_case", case_id=sheet.id)
        if sheet
        else url_for("study.create_case"),
    )


def _place(name: str) -> str:
    return LESSON_FIELDS[0] if name == "lessons" else name


def _differences(stored: CaseSheet, form: CaseForm) -> list[tuple[str, str]]:
    """Return what is stored and reads otherwise than what was typed: (name, text)."""
    told = [(NAMES[name], getattr(stored, name)) for name in PROSE]
    typed = [getattr(form, name).data or "" for name in PROSE]
    found = [
        one
        for one, own in zip(told, typed, strict=True)
        if one[1] != own.replace("\r\n", "\n").strip()
    ]
    law = cited_lines(stored)
    if law.split() != (form.citations.data or "").split():
        found.append((NAMES["citations"], law))
    titles = "；".join(one["title"] for one in lessons(stored.lessons))
    return [*found, (NAMES["lessons"], titles)] if titles else found


@blueprint.post("/cases")
@signed_in
def create_case() -> ResponseReturnValue:
    """Keep a new case, and hand it in if that was asked."""
    return _kept(None)


@blueprint.post("/cases/<int:case_id>")
@signed_in
def update_case(case_id: int) -> ResponseReturnValue:
    """Write a case on, and hand it in if that was asked."""
    return _kept(queries.own_case(viewer(), case_id))


def _kept(sheet: CaseSheet | None) -> ResponseReturnValue:
    who, form = viewer(), CaseForm()
    given, ground = read(form), _ground(who, sheet)
    is_final = request.form.get("do") == "submit"
    missing = faults_of(given.text, ground, is_final=True) if is_final else {}
    faults = {**faults_of(given.text, ground, is_final=False), **given.faults}
    if faults:
        return _form_page(form, sheet, _Trouble(faults | missing | faults)), (
            HTTPStatus.UNPROCESSABLE_ENTITY
        )
    try:
        reply = write_once(who, _unit(who, sheet, given, ground, is_final=is_final and not missing))
    except StaleCaseError as error:
        form.version.data = str(error.sheet.version)
        return _form_page(form, error.sheet, _Trouble({}, stale=error.sheet)), HTTPStatus.CONFLICT
    except ConflictError as error:
        trouble = _Trouble({}, refusal=f"{error.message}{error.advice}")
        return _form_page(form, sheet, trouble), HTTPStatus.CONFLICT
    except UnfitError as error:
        trouble = _Trouble(error.faults)
        return _form_page(form, sheet, trouble), HTTPStatus.UNPROCESSABLE_ENTITY
    if not missing:
        return follow(reply)
    # The draft is kept; only its submission waits for what is missing.
    stored = queries.own_case(who, int(reply.body))
    form.version.data = str(stored.version)
    page = _form_page(form, stored, _Trouble(missing, is_stored=True))
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def _unit(
    who: Viewer, sheet: CaseSheet | None, given: Read, ground: Ground, *, is_final: bool
) -> Callable[[], Reply]:
    """Return what is written: the text, and with it the step to the reviewers if it is asked."""
    at = clock.now()

    def unit() -> Reply:
        if sheet is None:
            case_id = actions.create_case(who, given.text, ground, at=at)
        else:
            case_id = sheet.id
            actions.save_case(who, case_id, given.text, base=given.base, ground=ground, at=at)
        if is_final:
            actions.submit_case(who, case_id, given.text, ground, at=at)
            url = url_for("study.case", case_id=case_id)
            return Reply(location=url, notice=_HANDED_IN, body=str(case_id))
        url = url_for("study.edit_case", case_id=case_id)
        return Reply(location=url, notice=_SAVED, body=str(case_id))

    return unit


def _ground(who: Viewer, sheet: CaseSheet | None) -> Ground:
    """Return what a text is checked against; nobody of the writer's union may be named."""
    names = names_beside(sheet.organisation_id if sheet else who.organisation_id)
    return Ground(catalogue().registry, clock.today(), lesson_keys(), names)
