"""People: finding them, a union's own, one person with their posts and account, a new one.

Everybody is fetched through the viewer's appointment as a system administrator.
"""

from __future__ import annotations

from datetime import datetime

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.db import db
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Viewer
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import Node, organisation_for
from cadreschool.people import actions
from cadreschool.people.accounts.rules import cadre_name
from cadreschool.people.actions import NewCadre
from cadreschool.people.activation.permissions import why_no_code
from cadreschool.people.activation.queries import CodeHolder, code_holder_for
from cadreschool.people.lookup import queries
from cadreschool.people.lookup.permissions import why_not_account
from cadreschool.people.lookup.queries import PAGE_SIZE, FoundCadre, Shown
from cadreschool.people.models import Post, Tie
from cadreschool.people.postings.queries import PostingRow, former_members, postings_of
from cadreschool.web.addresses import page_asked, pages_of, turn_back
from cadreschool.web.guards import viewer
from cadreschool.web.office.forms.people import NewPersonForm
from cadreschool.web.office.refusal import carry_out
from cadreschool.web.office.searching import searched
from cadreschool.web.office.views.blueprint import blueprint, system_admin
from cadreschool.web.office.views.organisations import ROLE, link, trail


@blueprint.get("/office/people/")
@system_admin
def people() -> ResponseReturnValue:
    """Find people of my part of the tree by name or sign-in name, or all in some state."""
    who, text, page = viewer(), searched(), page_asked()
    states = {one.value: one for one in Shown if one is not Shown.PRESENT}
    shown = states.get(request.args.get("show", ""))
    if shown is None:
        found, number = queries.find_cadres(who, text, role=ROLE), 0
    else:
        found, number = queries.people_shown(who, shown, role=ROLE, page=page)
    turn_back(page, found)
    return render_template(
        "office/people.html",
        text=text,
        found=[person_row(one) for one in found],
        most=queries.FOUND,
        tabs=[("", "按姓名找"), *((one.value, one.label) for one in states.values())],
        shown=shown.value if shown else "",
        number=number,
        page=page,
        pages=pages_of(number, PAGE_SIZE),
    )


@blueprint.get("/office/organisations/<int:organisation_id>/people/")
@system_admin
def members(organisation_id: int) -> ResponseReturnValue:
    """List a union's own people: in post, without a password yet, deactivated, gone."""
    who = viewer()
    node = organisation_for(who, organisation_id, role=ROLE)
    states = {one.value: one for one in Shown}
    shown = states.get(request.args.get("show", ""), Shown.PRESENT)
    page = page_asked()
    rows, number = queries.members_of(node, shown, page=page)
    turn_back(page, rows)
    numbers = queries.numbers_of(node)
    return render_template(
        "office/members.html",
        organisation=link(node),
        trail=trail(who, node),
        rows=[person_row(one) for one in rows],
        further=_further(who, node) if shown is Shown.PRESENT and page == 1 else [],
        former=_former(who, node) if shown is Shown.LEFT and page == 1 else [],
        tabs=[(one.value, one.label, numbers[one]) for one in Shown],
        shown=shown.value,
        page=page,
        pages=pages_of(number, PAGE_SIZE),
    )


@blueprint.get("/office/people/<int:cadre_id>/")
@system_admin
def person(cadre_id: int) -> ResponseReturnValue:
    """Show one person: posts with their days, appointments, account, and what can be done."""
    who, at = viewer(), clock.now()
    cadre = queries.found_cadre(who, cadre_id, role=ROLE)
    node = organisation_for(who, cadre.organisation_id, role=ROLE)
    holder = code_holder_for(who, cadre_id, at=at)
    today = clock.day_of(at)
    return render_template(
        "office/person.html",
        person=person_row(cadre),
        trail=trail(who, node),
        postings=[_posting(who, row) for row in postings_of(cadre_id)],
        appointments=[
            {
                "role": row.role.label,
                "over": row.organisation_name,
                "state": row.state(today).label,
                "row": row,
            }
            for row in queries.appointments_of(who, cadre_id, role=ROLE)
        ],
        account=_account(holder, at),
        why_not=why_not_account(who, cadre_id, holder.held),
        why_no_code=why_no_code(who, cadre_id, holder.held),
        changes=_changes(cadre),
        today=today,
    )


@blueprint.get("/office/organisations/<int:organisation_id>/people/new/")
@system_admin
def new_person(organisation_id: int) -> ResponseReturnValue:
    """Show the form that adds somebody to this union."""
    return _new_page(organisation_id, NewPersonForm(clock.today(), from_on=clock.today()))


@blueprint.post("/office/organisations/<int:organisation_id>/people")
@system_admin
def create_person(organisation_id: int) -> ResponseReturnValue:
    """Add somebody to this union, last on its roster."""
    who, at = viewer(), clock.now()
    organisation_for(who, organisation_id, role=ROLE)
    form = NewPersonForm(clock.day_of(at))
    if not form.validate():
        return _new_page(organisation_id, form), 422
    given = form.posting
    new = NewCadre(
        form.login.data or "",
        cadre_name(form.name.data or ""),
        Post(given.post),
        Tie(given.tie),
        from_on=given.from_on,
    )

    def unit() -> Reply:
        node = organisation_for(who, organisation_id, role=ROLE)
        union = db.session.get_one(Organisation, node.id)
        made = actions.add_cadre(new, union, by=who.cadre_id, at=at)
        notice = f"已添加{made.name}。还没有密码，请给本人发激活码。"
        return Reply(location=url_for("office.person", cadre_id=made.id), notice=notice)

    return carry_out(who, unit, form, lambda: _new_page(organisation_id, form))


def person_row(cadre: FoundCadre) -> dict[str, object]:
    """Return what lists show of a person."""
    return {
        "id": cadre.id,
        "name": cadre.name,
        "login": cadre.login,
        "union": cadre.organisation_name,
        "post": f"{cadre.post_name}（{cadre.tie_name}）",
        "left_on": cadre.left_on,
        "account": _account_name(cadre),
        "url": url_for("office.person", cadre_id=cadre.id),
    }


def _account_name(cadre: FoundCadre) -> str:
    if not cadre.is_active:
        return "已停用"
    return "可以登录" if cadre.has_password else "还没设密码"


def _further(who: Viewer, node: Node) -> list[dict[str, object]]:
    """Return who holds a further post here; those counted outside of my part cannot be opened."""
    rows = queries.further_members_of(node)
    mine = queries.visible_cadres(who, [one.id for one in rows], role=ROLE)
    return [
        person_row(one) | {"url": person_row(one)["url"] if one.id in mine else ""} for one in rows
    ]


def _former(who: Viewer, node: Node) -> list[dict[str, object]]:
    """Return who went to another union; where to is told only of those who are still mine."""
    rows, _ = former_members(node)
    mine = queries.visible_cadres(who, [one.id for one in rows], role=ROLE)
    return [
        {
            "name": one.name,
            "post": one.post_name,
            "until_on": one.spans[-1].until_on,
            "url": url_for("office.person", cadre_id=one.id) if one.id in mine else "",
        }
        for one in rows
    ]


def _posting(who: Viewer, row: PostingRow) -> dict[str, object]:
    """Return a post; outside of my part there is neither a name nor anything to be done."""
    is_mine = any(row.path.startswith(grant.path) for grant in who.grants_of(ROLE))
    return {
        "union": row.organisation_name if is_mine else "所辖以外的工会",
        "post": f"{row.post_name}（{row.tie_name}）",
        "from_on": row.from_on,
        "until_on": row.until_on,
        "is_main": row.is_main,
        "withdrawal_url": url_for("office.withdraw_posting", posting_id=row.id)
        if is_mine and not row.is_main and row.until_on is None
        else "",
    }


def _account(holder: CodeHolder, at: datetime) -> dict[str, object]:
    is_open = holder.expires_at is not None and holder.expires_at > at
    return {
        "is_active": holder.is_active,
        "has_password": holder.has_password,
        "code_until": clock.day_of(holder.expires_at) if is_open and holder.expires_at else None,
    }


def _changes(cadre: FoundCadre) -> list[tuple[str, str]]:
    """Return what can be done: the word in the address and what the page calls it."""
    if cadre.left_on is not None:
        posts = [("return", "返岗")]
    else:
        posts = [("transfer", "调动或改岗位"), ("posting", "增加兼任"), ("leave", "离任")]
    account = ("deactivation", "停用账户") if cadre.is_active else ("reactivation", "恢复账户")
    return [("name", "更正姓名或登录名"), *posts, account]


def _new_page(organisation_id: int, form: NewPersonForm) -> str:
    who = viewer()
    node = organisation_for(who, organisation_id, role=ROLE)
    return render_template(
        "office/new_person.html", organisation=link(node), trail=trail(who, node), form=form
    )
