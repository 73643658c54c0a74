"""Local parameters: amounts of the region that calculators take, set by union and date."""

from __future__ import annotations

from itertools import groupby

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.keys import Reply
from cadreschool.organisations.parameters import actions
from cadreschool.organisations.parameters.queries import ROLE, KeptParameter, parameters_for
from cadreschool.organisations.queries import roots_for
from cadreschool.web.forms import choices
from cadreschool.web.guards import viewer
from cadreschool.web.office.forms.parameters import ParameterForm
from cadreschool.web.office.refusal import carry_out
from cadreschool.web.office.views.blueprint import blueprint, system_admin
from cadreschool.web.units import follow, write_once


@blueprint.get("/office/parameters/")
@system_admin
def parameters() -> ResponseReturnValue:
    """List the amounts that apply at my unions, and the form for another one."""
    return _page(_form())


def _form() -> ParameterForm:
    form = ParameterForm()
    form.organisation_id.choices = choices(
        (node.id, node.name) for node in roots_for(viewer(), ROLE) if node.closed_on is None
    )
    return form


def _page(form: ParameterForm) -> str:
    rows = parameters_for(viewer())
    return render_template(
        "office/parameters.html",
        groups=[
            {
                "title": f"{parameter.label}（{parameter.unit}）",
                "rows": [_row(one) for one in found],
            }
            for parameter, found in groupby(rows, key=lambda one: one.parameter)
        ],
        form=form,
    )


def _row(one: KeptParameter) -> dict[str, object]:
    may_withdraw = one.is_own and one.withdrawn_at is None
    withdraw_url = url_for("office.withdraw_parameter", parameter_id=one.id)
    return {
        "union": one.organisation_name,
        "value": f"{one.value:,f}",
        "from_on": one.from_on,
        "source": one.source,
        "withdrawn_at": one.withdrawn_at,
        "withdraw_url": withdraw_url if may_withdraw else "",
    }


@blueprint.post("/office/parameters")
@system_admin
def create_parameter() -> ResponseReturnValue:
    """Set an amount from a day on."""
    who, at, form = viewer(), clock.now(), _form()
    if not form.validate():
        return _page(form), 422
    new, organisation_id = form.parameter(), form.organisation_id.data

    def unit() -> Reply:
        actions.set_parameter(who, organisation_id, new, at=at)
        notice = f"{new.parameter.label}已设置，从{clock.day_text(new.from_on)}起执行。"
        return Reply(location=url_for("office.parameters"), notice=notice)

    return carry_out(who, unit, form, lambda: _page(form))


@blueprint.post("/office/parameters/<int:parameter_id>/withdrawal")
@system_admin
def withdraw_parameter(parameter_id: int) -> ResponseReturnValue:
    """Take back an amount that was mistaken."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        actions.withdraw_parameter(who, parameter_id, at=at)
        return Reply(location=url_for("office.parameters"), notice="已撤下，不再用于计算。")

    return follow(write_once(who, unit))
