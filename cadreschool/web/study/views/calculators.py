"""Calculators: fill in, see the result with its steps and the articles it rests on.

Nothing that is filled in is stored; the address holds it, to be kept or sent on.
"""

from __future__ import annotations

from datetime import date

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.citations import law_url
from cadreschool.kernel import clock
from cadreschool.kernel.errors import NotFoundError
from cadreschool.laws.calculators import all_calculators, calculator_named
from cadreschool.laws.calculators.values import (
    Calculator,
    Fault,
    Local,
    Outcome,
    Parameter,
    Step,
)
from cadreschool.laws.citations import Citation, find_citations, label
from cadreschool.organisations.parameters.queries import InForce, in_force
from cadreschool.web.forms import ChineseForm
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.study.calculating import form_of, inputs_of, own_amounts
from cadreschool.web.study.views.blueprint import blueprint


@blueprint.get("/calculators/")
@signed_in
def calculators() -> ResponseReturnValue:
    """List the calculators."""
    return render_template(
        "study/calculators.html",
        calculators=[
            {
                "title": one.title,
                "summary": one.summary,
                "url": url_for("study.calculator", calculator_name=one.name),
            }
            for one in all_calculators()
        ],
    )


@blueprint.get("/calculators/<string:calculator_name>/")
@signed_in
def calculator(calculator_name: str) -> ResponseReturnValue:
    """Show a calculator, and with what was filled in its outcome."""
    found = calculator_named(calculator_name)
    if found is None:
        raise NotFoundError
    amounts = in_force(viewer().organisation_id, _day(found))
    missing = [one for one in found.parameters if one not in amounts]
    form = form_of(found, missing, request.args)
    outcome = _outcome(found, form, amounts) if request.args else None
    return render_template(
        "study/calculator.html",
        calculator={
            "title": found.title,
            "summary": found.summary,
            "caution": found.caution,
            "url": url_for("study.calculator", calculator_name=found.name),
        },
        form=form,
        fields=[form[one.name] for one in found.fields],
        missing=[form[f"own-{one.value}"] for one in missing],
        amounts=[_amount_row(amounts[one]) for one in found.parameters if one in amounts],
        outcome=_outcome_row(outcome) if outcome else None,
        today=clock.today(),
    )


def _day(found: Calculator) -> date:
    """Return the day whose local amounts matter: the one filled in, or today."""
    text = request.args.get(found.day_field, "") if found.day_field else ""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return clock.today()


def _outcome(
    found: Calculator, form: ChineseForm, amounts: dict[Parameter, InForce]
) -> Outcome | None:
    """Calculate; None when something has to be filled in first, and the form says what."""
    if not form.validate():
        return None
    known = {parameter: one.value for parameter, one in amounts.items()}
    outcome = found.calculate(inputs_of(form, found), Local(known | own_amounts(form)))
    if isinstance(outcome, Fault):
        form[outcome.field].errors = [outcome.message]
        return None
    return outcome


def _amount_row(one: InForce) -> dict[str, object]:
    return {
        "label": one.parameter.label,
        "value": f"{one.value:,f} {one.parameter.unit}",
        "union": one.organisation_name,
        "from_on": one.from_on,
        "source": one.source,
    }


def _outcome_row(outcome: Outcome) -> dict[str, object]:
    return {
        "title": outcome.title,
        "result": outcome.result,
        "steps": [_step_row(step) for step in outcome.steps],
        "notes": [_step_row(step) for step in outcome.notes],
        "missing": [one.label for one in outcome.missing],
    }


def _step_row(step: Step) -> dict[str, object]:
    grounds = [one for one in find_citations(step.ground, 1) if isinstance(one, Citation)]
    return {
        "text": step.text,
        "working": step.working,
        "grounds": [(label(one), law_url(one)) for one in grounds],
    }
