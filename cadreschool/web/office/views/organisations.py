"""The union tree: finding a union, one union with what lies below it, its order, a new one.

Every union is fetched through the viewer's appointment as a system administrator.
"""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.errors import ConflictError, InvalidError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations import actions
from cadreschool.organisations.history.queries import facts_about, guided_by, history_of
from cadreschool.organisations.models import OrganisationKind
from cadreschool.organisations.placing import placing_fault
from cadreschool.organisations.queries import (
    Node,
    ancestors_for,
    children,
    organisation_for,
    roots_for,
    subtree_sums,
)
from cadreschool.people.lookup.queries import FOUND, find_unions
from cadreschool.people.rules import MEMBERS
from cadreschool.web.addresses import page_asked, pages_of
from cadreschool.web.guards import viewer
from cadreschool.web.office.forms.organisations import NewOrganisationForm
from cadreschool.web.office.refusal import carry_out
from cadreschool.web.office.searching import searched
from cadreschool.web.office.views.blueprint import blueprint, system_admin
from cadreschool.web.units import follow, write_once

ROLE = Role.SYSTEM_ADMIN
PAGE_SIZE = 50
CHANGES = (
    ("name", "更名"),
    ("parent", "调整隶属"),
    ("guide", "业务指导"),
    ("merger", "合并"),
    ("closure", "撤销"),
)
"""What can be done to a union: the word in the address, and what the page calls it."""
_DIRECTIONS = {"up": -1, "down": 1}


@blueprint.get("/office/organisations/")
@system_admin
def organisations() -> ResponseReturnValue:
    """Show where my part of the tree begins, and find a union in it by name."""
    who, text = viewer(), searched()
    roots = roots_for(who, ROLE)
    numbers = subtree_sums([node.id for node in roots], [MEMBERS])
    return render_template(
        "office/organisations.html",
        roots=[
            link(node) | {"members": numbers.get(node.id, {}).get(MEMBERS, 0)} for node in roots
        ],
        text=text,
        found=[link(one.node) | {"above": one.above} for one in find_unions(who, text, role=ROLE)],
        most=FOUND,
    )


@blueprint.get("/office/organisations/<int:organisation_id>/")
@system_admin
def organisation(organisation_id: int) -> ResponseReturnValue:
    """Show one union: its days, those below it in the order of custom, and its history.

    With those that are closed there are no buttons for the order: the places are other ones.
    """
    who, with_closed = viewer(), request.args.get("closed") == "1"
    node = organisation_for(who, organisation_id, role=ROLE)
    facts = facts_about(node)
    first = (_page() - 1) * PAGE_SIZE
    below = children(node, offset=first, limit=PAGE_SIZE, with_closed=with_closed)
    numbers = subtree_sums([node.id, *(one.id for one in below.nodes)], [MEMBERS])
    return render_template(
        "office/organisation.html",
        organisation=link(node),
        ancestors=[link(one) for one in ancestors_for(who, node, ROLE)],
        facts=facts,
        members=numbers.get(node.id, {}).get(MEMBERS, 0),
        children=[
            link(one)
            | {
                "members": numbers.get(one.id, {}).get(MEMBERS, 0),
                "place": place,
                "place_url": url_for("office.update_organisation_place", organisation_id=one.id),
            }
            for place, one in enumerate(below.nodes, start=first + 1)
        ],
        number=below.number,
        with_closed=with_closed,
        guided=[link(one) for one in guided_by(node) if _is_mine(who, one)]
        if node.kind == OrganisationKind.INDUSTRY
        else [],
        history=history_of(node),
        kinds=_kinds_below(node),
        changes=CHANGES,
        page=_page(),
        pages=pages_of(below.number, PAGE_SIZE),
    )


@blueprint.post("/office/organisations/<int:organisation_id>/place")
@system_admin
def update_organisation_place(organisation_id: int) -> ResponseReturnValue:
    """Move a union up or down in the order of its siblings."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        node = organisation_for(who, organisation_id, role=ROLE)
        place, to = request.form.get("place", type=int), request.form.get("do", "")
        if place is None or to not in _DIRECTIONS:
            raise InvalidError("没有说明移到哪里。", "请用页面上的“上移”“下移”。")
        refuse_own_root(who, node)
        if node.parent_id is None:
            raise ConflictError("最上级组织没有同级，不用排序。")
        wanted = place + _DIRECTIONS[to]
        now = actions.reorder_organisation(node.id, wanted, by=who.cadre_id, at=at)
        page = -(-now // PAGE_SIZE)
        where = url_for("office.organisation", organisation_id=node.parent_id, page=page)
        return Reply(location=f"{where}#below", notice=f"“{node.name}”排在第 {now} 位。")

    return follow(write_once(who, unit))


@blueprint.get("/office/organisations/<int:organisation_id>/new/")
@system_admin
def new_organisation(organisation_id: int) -> ResponseReturnValue:
    """Show the form for a new union below this one."""
    return _new_page(organisation_id, None)


@blueprint.post("/office/organisations/<int:organisation_id>/organisations")
@system_admin
def create_organisation(organisation_id: int) -> ResponseReturnValue:
    """Add a union below this one, last in order."""
    who, at = viewer(), clock.now()
    node = organisation_for(who, organisation_id, role=ROLE)
    form = NewOrganisationForm(clock.day_of(at), _kinds_below(node))
    if not form.validate():
        return _new_page(organisation_id, form), 422
    kind, name = OrganisationKind(form.kind.data), form.name.data or ""

    def unit() -> Reply:
        above = organisation_for(who, organisation_id, role=ROLE)
        change = form.change(who.cadre_id, at)
        made = actions.found_organisation(name, kind, above.id, change)
        where = url_for("office.organisation", organisation_id=made.id)
        return Reply(location=where, notice=f"已建立“{made.name}”。")

    return carry_out(who, unit, form, lambda: _new_page(organisation_id, form))


def refuse_own_root(who: Viewer, node: Node) -> None:
    """Leave the union of one's appointment to those above it; a union above which none is, not."""
    if is_own_root(who, node):
        message = f"“{node.name}”是您任命所在的工会，它本身的事由上级工会的系统管理员办理。"
        raise ConflictError(message, "它以下的工会您都可以办理。")


def is_own_root(who: Viewer, node: Node) -> bool:
    """Tell whether the viewer's right begins at this union, and others are above it."""
    outer = any(
        node.path != grant.path and node.path.startswith(grant.path)
        for grant in who.grants_of(ROLE)
    )
    return not outer and node.parent_id is not None


def link(node: Node) -> dict[str, object]:
    """Return what a page needs to name a union and lead to it."""
    return {
        "id": node.id,
        "name": node.name,
        "kind_name": node.kind_name,
        "closed_on": node.closed_on,
        "url": url_for("office.organisation", organisation_id=node.id),
    }


def trail(who: Viewer, node: Node) -> list[tuple[str, str]]:
    """Return the way to a page about a union: where my part begins, down to the union."""
    nodes = [*ancestors_for(who, node, ROLE), node]
    above = [(one.name, url_for("office.organisation", organisation_id=one.id)) for one in nodes]
    return [("组织", url_for("office.organisations")), *above]


def _is_mine(who: Viewer, node: Node) -> bool:
    return any(node.path.startswith(grant.path) for grant in who.grants_of(ROLE))


def _page() -> int:
    return page_asked()


def _kinds_below(node: Node) -> list[OrganisationKind]:
    above = OrganisationKind(node.kind)
    return [kind for kind in OrganisationKind if placing_fault(kind, above) is None]


def _new_page(organisation_id: int, form: NewOrganisationForm | None) -> str:
    who = viewer()
    node = organisation_for(who, organisation_id, role=ROLE)
    kinds = _kinds_below(node)
    return render_template(
        "office/new_organisation.html",
        organisation=link(node),
        trail=trail(who, node),
        form=form or NewOrganisationForm(clock.today(), kinds),
        kinds=kinds,
    )
