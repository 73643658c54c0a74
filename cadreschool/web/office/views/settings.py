"""What the school decides for itself, each choice by its own administrator; the rest to read."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.policy import CHOICES, choice_named
from cadreschool.people.events.queries import failures_everywhere
from cadreschool.people.policies.actions import change_policies
from cadreschool.web.guards import viewer
from cadreschool.web.office.environment import shown_environment
from cadreschool.web.office.forms.policies import PolicyForm
from cadreschool.web.office.views.blueprint import blueprint, policy_maker
from cadreschool.web.policies import policies
from cadreschool.web.units import follow, write_once

_DAY = timedelta(days=1)
_ALARMING = 100
"""Failed sign-ins in a day from which on the page asks to look into it."""


@blueprint.get("/office/settings/")
@policy_maker
def settings() -> ResponseReturnValue:
    """Show every choice with its meaning, and every setting of the server."""
    return _page(PolicyForm(viewer().whole_school_roles, policies()))


@blueprint.post("/office/policies")
@policy_maker
def update_policies() -> ResponseReturnValue:
    """Store the choices of the viewer's own role; they hold from the next request on."""
    who, at = viewer(), clock.now()
    form = PolicyForm(who.whole_school_roles, policies())
    if not form.validate():
        return _page(form), 422

    def unit() -> Reply:
        changed = change_policies(form.chosen(), by=who.cadre_id, at=at)
        names = "、".join(choice_named(name).label for name in changed)
        notice = f"已保存：{names}。" if changed else "没有改动。"
        return Reply(location=url_for("office.settings"), notice=notice)

    return follow(write_once(who, unit))


def _page(form: PolicyForm) -> str:
    present = policies()
    number, accounts = failures_everywhere(since=clock.now() - _DAY)
    return render_template(
        "office/settings.html",
        form=form,
        own=[(form[one.name], one) for one in CHOICES if one.name in form],
        others=[
            (one, one.text_of(getattr(present, one.name)) or "没有写")
            for one in CHOICES
            if one.name not in form
        ],
        failures={"number": number, "accounts": accounts, "is_alarming": number >= _ALARMING},
        environment=shown_environment(current_app.config["SETTINGS"]),
    )
