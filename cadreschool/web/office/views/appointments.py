"""Appointments: who may do what, over which part of the tree, from a day until a day.

Only a security administrator comes here, and only to what lies within their own appointment; nobody
appoints or dismisses themselves.
"""

from __future__ import annotations

from datetime import date, timedelta

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import ConflictError, NotFoundError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import ancestors_for, organisation_for
from cadreschool.people import actions
from cadreschool.people.activation.queries import code_holder_for
from cadreschool.people.lookup import queries
from cadreschool.people.lookup.queries import (
    PAGE_SIZE,
    AppointmentFilter,
    AppointmentRow,
    AppointmentState,
    FoundCadre,
)
from cadreschool.people.models import Appointment, Cadre
from cadreschool.people.rules import role_named
from cadreschool.web.addresses import page_asked, pages_of, turn_back
from cadreschool.web.forms import choices
from cadreschool.web.guards import viewer
from cadreschool.web.office.forms.appointments import AppointmentForm, EndForm
from cadreschool.web.office.refusal import carry_out
from cadreschool.web.office.searching import found_unions, searched
from cadreschool.web.office.views.blueprint import blueprint, security_admin
from cadreschool.web.units import answered, follow

_ROLE = Role.SECURITY_ADMIN
_IDLE = ("idle", "在任，本人已离任或停用")


@blueprint.get("/office/appointments/")
@security_admin
def appointments() -> ResponseReturnValue:
    """List the appointments at my unions: in force, upcoming, or ended."""
    today, page = clock.today(), page_asked()
    states = {state.value: state for state in AppointmentState}
    chosen = request.args.get("state", "")
    wanted = AppointmentFilter(
        states.get(chosen, AppointmentState.IN_FORCE),
        role_named(request.args.get("role", "")),
        searched(),
        is_idle=chosen == _IDLE[0],
    )
    rows, number = queries.appointments_for(viewer(), wanted, role=_ROLE, on=today, page=page)
    turn_back(page, rows)
    return render_template(
        "office/appointments.html",
        rows=[_row(row, today) for row in rows],
        number=number,
        wanted=wanted,
        states=[*((state.value, state.label) for state in AppointmentState), _IDLE],
        chosen=chosen,
        roles=[("", "全部角色"), *((role.value, role.label) for role in Role)],
        page=page,
        pages=pages_of(number, PAGE_SIZE),
    )


@blueprint.get("/office/appointments/new/")
@security_admin
def new_appointment() -> ResponseReturnValue:
    """Find the cadre who is to be appointed."""
    text = searched()
    found = queries.find_cadres(viewer(), text, role=_ROLE)
    return render_template(
        "office/new_appointment.html",
        text=text,
        found=[_person(one) for one in found],
        most=queries.FOUND,
    )


@blueprint.get("/office/people/<int:cadre_id>/appointment/")
@security_admin
def person_appointment(cadre_id: int) -> ResponseReturnValue:
    """Show the form that appoints one cadre, with what they are appointed to already."""
    return _appointment_page(queries.found_cadre(viewer(), cadre_id, role=_ROLE), None)


@blueprint.post("/office/people/<int:cadre_id>/appointments")
@security_admin
def create_appointment(cadre_id: int) -> ResponseReturnValue:
    """Appoint a cadre."""
    who, at = viewer(), clock.now()
    cadre = queries.found_cadre(who, cadre_id, role=_ROLE)
    form = AppointmentForm(clock.day_of(at), cadre.organisation_id)
    if not form.validate():
        return _appointment_page(cadre, form), 422
    role = Role(form.role.data)
    from_on, until_on = form.dates

    def unit() -> Reply:
        found = queries.found_cadre(who, cadre_id, role=_ROLE)
        node = organisation_for(who, form.organisation_id.data or found.organisation_id, role=_ROLE)
        _refuse_oneself(who, found.id)
        named = db.session.get_one(Cadre, found.id)
        union = db.session.get_one(Organisation, node.id)
        made = actions.appoint(named, role, union, from_on=from_on, by=who.cadre_id, at=at)
        if until_on:
            actions.end_appointment(made, until_on=until_on, by=who.cadre_id, at=at)
        begins = "" if from_on <= clock.day_of(at) else f"，{clock.day_text(from_on)}起"
        return Reply(
            location=url_for("office.appointments"),
            notice=f"{found.name}任{node.name}{role.label}{begins}。",
        )

    return carry_out(who, unit, form, lambda: _appointment_page(cadre, form))


@blueprint.get("/office/appointments/<int:appointment_id>/")
@security_admin
def appointment(appointment_id: int) -> ResponseReturnValue:
    """Show one appointment, and how to end it."""
    row = queries.appointment_for(viewer(), appointment_id, role=_ROLE)
    return _end_page(row, EndForm(clock.today()))


@blueprint.post("/office/appointments/<int:appointment_id>/withdrawal")
@security_admin
def withdraw_appointment(appointment_id: int) -> ResponseReturnValue:
    """End an appointment at once, or with a day to come."""
    who, at = viewer(), clock.now()
    reply = answered(who)  # withdrawn before it began, it is not found a second time
    if reply is not None:
        return follow(reply)
    row, today = queries.appointment_for(who, appointment_id, role=_ROLE), clock.day_of(at)
    form = EndForm(today)
    is_now = request.form.get("do") == "now"
    if not is_now and not form.validate():
        return _end_page(row, form), 422
    last = today - timedelta(days=1) if is_now else form.last

    def unit() -> Reply:
        found = queries.appointment_for(who, appointment_id, role=_ROLE)
        if found.state(today) is AppointmentState.ENDED:
            raise ConflictError("这项任命已经结束。", "结束的任命不再改动，需要时另行任命。")
        _refuse_oneself(who, found.cadre_id)
        held = db.session.get_one(Appointment, found.id, with_for_update=True)
        actions.end_appointment(held, until_on=last, by=who.cadre_id, at=at)
        when = "，下一次打开页面时生效" if is_now else f"，最后一天是{clock.day_text(last)}"
        return Reply(
            location=url_for("office.appointments"),
            notice=f"{found.cadre_name}不再任{found.organisation_name}{found.role.label}{when}。",
        )

    return carry_out(who, unit, form, lambda: _end_page(row, form))


def _refuse_oneself(who: Viewer, cadre_id: int) -> None:
    if who.cadre_id == cadre_id:
        message = "不能给自己任命或免去自己的任命。"
        raise ConflictError(message, "请由另一位安全管理员或上级工会办理。")


def _appointment_page(cadre: FoundCadre, form: AppointmentForm | None) -> str:
    """Show the form; the union is looked for by name, the cadre's own and those above are near."""
    who, today, text = viewer(), clock.today(), searched()
    own = organisation_for(who, cadre.organisation_id, role=_ROLE)
    near = [own, *reversed(ancestors_for(who, own, _ROLE))]
    wanted = request.args.get("organisation", own.id, type=int)
    wanted = wanted if form is None else form.organisation_id.data or own.id
    if wanted not in {node.id for node in near}:
        near.insert(0, organisation_for(who, wanted, role=_ROLE))
    form = form or AppointmentForm(today, wanted)
    form.organisation_id.choices = choices((node.id, f"{node.name}及其以下") for node in near)
    url = url_for("office.person_appointment", cadre_id=cadre.id)
    return render_template(
        "office/person_appointment.html",
        cadre=_person(cadre),
        form=form,
        is_oneself=cadre.id == who.cadre_id,
        account_url=_account_url(who, cadre.id),
        held=[
            _row(row, today)
            for row in queries.appointments_of(who, cadre.id, role=_ROLE)
            if row.state(today) is not AppointmentState.ENDED
        ],
        text=text,
        found=found_unions(who, text, url, lambda _: None, name="organisation", role=_ROLE),
        url=url,
    )


def _end_page(row: AppointmentRow, form: EndForm) -> str:
    who, today = viewer(), clock.today()
    is_oneself = row.cadre_id == who.cadre_id
    return render_template(
        "office/appointment.html",
        row=_row(row, today),
        form=form,
        is_oneself=is_oneself,
        is_over=row.state(today) is AppointmentState.ENDED,
        account_url="" if is_oneself else _account_url(who, row.cadre_id),
    )


def _account_url(who: Viewer, cadre_id: int) -> str:
    """Return where somebody's code and second factor are; nothing when that is not for `who`.

    Who is appointed here may belong to a union elsewhere, and their account with them.
    """
    try:
        code_holder_for(who, cadre_id, at=clock.now())
    except NotFoundError:
        return ""
    return url_for("office.code", cadre_id=cadre_id)


def _person(cadre: FoundCadre) -> dict[str, object]:
    return {
        "id": cadre.id,
        "name": cadre.name,
        "login": cadre.login,
        "union": cadre.organisation_name,
        "post": f"{cadre.post_name}（{cadre.tie_name}）",
        "url": url_for("office.person_appointment", cadre_id=cadre.id),
    }


def _row(row: AppointmentRow, today: date) -> dict[str, object]:
    return {
        "name": row.cadre_name,
        "cadre_id": row.cadre_id,
        "union": row.cadre_union,
        "role": row.role.label,
        "over": row.organisation_name,
        "from_on": row.from_on,
        "until_on": row.until_on,
        "state": row.state(today).label,
        "url": url_for("office.appointment", appointment_id=row.id),
        "withdrawal_url": url_for("office.withdraw_appointment", appointment_id=row.id),
    }
