"""The first page of the account: how one comes in, from where, and what happened lately."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.people.events.queries import account_events
from cadreschool.people.passwords.queries import password_of
from cadreschool.people.queries import own_sign_ins
from cadreschool.people.second_factor.queries import second_factor_of
from cadreschool.web.account.views.blueprint import blueprint
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.policies import door


@blueprint.get("/account/")
@signed_in
def home() -> ResponseReturnValue:
    """Show the parts of one's account, each with how it stands."""
    who, at, rules = viewer(), clock.now(), door()
    stored = password_of(who.cadre_id)
    return render_template(
        "account/home.html",
        login=stored.login,
        password_set_at=stored.set_at,
        outdated_on=clock.day_of(stored.set_at + rules.lasts)
        if stored.set_at and rules.lasts
        else None,
        factor=second_factor_of(who.cadre_id),
        number_of_sign_ins=len(own_sign_ins(who, at=at)),
        events=[
            {
                "at": event.at,
                "text": event.text,
                "who": "您" if event.actor_id == who.cadre_id else event.actor_name or "运维人员",
            }
            for event in account_events(who.cadre_id)
        ],
    )
