"""What can be done to a union: a name, another superior, guidance, a merger, its closing.

One page for each kind of change: it says what will happen, asks for the day and the ground, and
for another union where one is needed. That one is looked for by name, within the viewer's part.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.errors import InvalidError, NotFoundError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning import closing
from cadreschool.organisations import actions
from cadreschool.organisations.changes import Change
from cadreschool.organisations.history.queries import facts_about
from cadreschool.organisations.models import OrganisationKind
from cadreschool.organisations.placing import guide_fault, placing_fault
from cadreschool.organisations.queries import Node, organisation_for
from cadreschool.people.lookup.queries import Extent, extent_of
from cadreschool.web.guards import viewer
from cadreschool.web.office.forms.organisations import (
    ChangeForm,
    GroundedForm,
    GroundedTargetForm,
    NameForm,
    TargetForm,
)
from cadreschool.web.office.refusal import carry_out, mark_of, refuse_stale
from cadreschool.web.office.searching import found_unions, searched
from cadreschool.web.office.views.blueprint import blueprint, system_admin
from cadreschool.web.office.views.organisations import (
    ROLE,
    is_own_root,
    link,
    refuse_own_root,
    trail,
)


@dataclass(frozen=True, slots=True)
class Case:
    """One change under way: which union, with which other one, as the form says."""

    node: Node
    target: Node | None
    form: ChangeForm

    @property
    def extent(self) -> Extent:
        """Return what the union holds today."""
        return extent_of(self.node, on=self.form.today)

    @property
    def other(self) -> Node:
        """Return the other union, where the kind of change asks for one."""
        if self.target is None:
            raise InvalidError("请先选择一个工会。")
        return self.target


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of change: what it is called, what it asks for, what it does."""

    title: str
    button: str
    form: type[ChangeForm]
    effects: Callable[[Case], list[str]]
    act: Callable[[Case, Change], str]
    asks_for: str = ""
    """What the other union is to this one; empty: there is no other."""
    is_grave: bool = False


@blueprint.get("/office/organisations/<int:organisation_id>/changes/<string:kind>/")
@system_admin
def organisation_change(organisation_id: int, kind: str) -> ResponseReturnValue:
    """Show what a change would do, and the form for it."""
    return _page(organisation_id, _kind(kind), kind, None)


@blueprint.post("/office/organisations/<int:organisation_id>/changes/<string:kind>")
@system_admin
def create_organisation_change(organisation_id: int, kind: str) -> ResponseReturnValue:
    """Carry a change out."""
    who, at, wanted = viewer(), clock.now(), _kind(kind)
    organisation_for(who, organisation_id, role=ROLE)
    form = wanted.form(clock.day_of(at))
    if not form.validate():
        return _page(organisation_id, wanted, kind, form), 422

    def unit() -> Reply:
        node = organisation_for(who, organisation_id, role=ROLE)
        refuse_own_root(who, node)
        refuse_stale(node.name, _mark(node))
        case = Case(node, _target(who, form), form)
        notice = wanted.act(case, form.change(who.cadre_id, at))
        where = case.other.id if kind == "merger" else node.id
        return Reply(location=url_for("office.organisation", organisation_id=where), notice=notice)

    return carry_out(who, unit, form, lambda: _page(organisation_id, wanted, kind, form))


def _mark(node: Node) -> str:
    return mark_of(node.name, node.parent_id, node.closed_on)


def _kind(name: str) -> Kind:
    if name not in _KINDS:
        raise NotFoundError
    return _KINDS[name]


def _target(who: Viewer, form: ChangeForm) -> Node | None:
    if not isinstance(form, TargetForm) or form.target_id.data is None:
        return None
    return organisation_for(who, form.target_id.data, role=ROLE)


def _page(organisation_id: int, wanted: Kind, kind: str, form: ChangeForm | None) -> str:
    who, today = viewer(), clock.today()
    node = organisation_for(who, organisation_id, role=ROLE)
    text = searched()
    if form is None:
        values = {"target_id": request.args.get("target", type=int)} if wanted.asks_for else {}
        form = wanted.form(today, **values)
    case = Case(node, _target(who, form), form)
    url = url_for("office.organisation_change", organisation_id=node.id, kind=kind)
    return render_template(
        "office/organisation_change.html",
        organisation=link(node),
        trail=trail(who, node),
        change=wanted,
        form=form,
        seen=_mark(node),
        target=case.target,
        effects=wanted.effects(case),
        is_own_root=is_own_root(who, node),
        is_blocked=kind == "closure" and not case.extent.is_empty,
        guided_by=facts_about(node).guided_by if kind == "guide" else None,
        text=text,
        found=found_unions(who, text, url, lambda other: _why_not(node, other, kind))
        if wanted.asks_for
        else [],
        url=url,
        action=url_for("office.create_organisation_change", organisation_id=node.id, kind=kind),
    )


def _why_not(node: Node, other: Node, kind: str) -> str | None:
    if other.path.startswith(node.path):
        return "就是它自己" if other.id == node.id else "在它之下"
    if kind == "parent":
        if other.id == node.parent_id:
            return "已经是它的上级"
        return placing_fault(OrganisationKind(node.kind), OrganisationKind(other.kind))
    return guide_fault(OrganisationKind(other.kind)) if kind == "guide" else None


def _on_name(case: Case) -> list[str]:
    return [
        f"各处从现在起显示新名称，沿革里保留“{case.node.name}”。",
        "人员、学习记录、任命和网址都不变。",
    ]


def _rename(case: Case, change: Change) -> str:
    name = cast("NameForm", case.form).name.data or ""
    actions.rename_organisation(case.node.id, name, change)
    return f"“{case.node.name}”已更名为“{name}”。"


def _on_parent(case: Case) -> list[str]:
    extent = case.extent
    first = [f"新的上级是“{case.target.name}”，排在它的下级的最后。"] if case.target else []
    return [
        *first,
        f"连同下级 {extent.unions} 个工会、{extent.members} 名干部一起移动，内部的上下级不变。",
        "学习记录和任命不变；人数和完成数从原来的上级转到新的上级。",
        "原来上级的督学不再看到它，新上级的督学从现在起看到它；干部已公开的画像收回，由本人再公开。",
    ]


def _move(case: Case, change: Change) -> str:
    closing.subordinate_organisation(case.node.id, case.other.id, change)
    return f"“{case.node.name}”现在隶属“{case.other.name}”。"


def _on_guide(case: Case) -> list[str]:
    first = [f"由“{case.target.name}”业务指导。"] if case.target else []
    return [
        *first,
        "业务指导只是登记：隶属关系不变，产业工会的督学不会因此看到这里的人。",
    ]


def _guide(case: Case, change: Change) -> str:
    if request.form.get("do") == "none":
        actions.guide_organisation(case.node.id, None, change)
        return "不再由别的工会业务指导。"
    actions.guide_organisation(case.node.id, case.other.id, change)
    return f"由“{case.other.name}”业务指导。"


def _on_merger(case: Case) -> list[str]:
    extent = case.extent
    into = f"“{case.target.name}”" if case.target else "并入的工会"
    told = [f"本级 {extent.own_members} 名干部调入{into}，学习记录和各项计数一起走。"]
    if extent.unions:
        told.append(f"它的下级一起移到{into}之下（各级共 {extent.unions} 个工会）。")
    told.append(f"“{case.node.name}”随即撤销，名称、沿革和过去的记录保留。")
    if extent.appointments:
        told.append(
            f"在“{case.node.name}”的 {extent.appointments} 项任命到此为止，需要时在{into}重新任命。"
        )
    return told


def _merge(case: Case, change: Change) -> str:
    closing.merge_organisations(case.node.id, case.other.id, change)
    return f"“{case.node.name}”已并入“{case.other.name}”。"


def _on_closure(case: Case) -> list[str]:
    extent = case.extent
    if not extent.is_empty:
        return [
            f"现在还不能撤销：本级有 {extent.own_members} 名干部，下级有 {extent.unions} 个工会。",
            "请先把人员调走或办理离任，把下级工会移走、合并或撤销；或者改用“合并”，一次办完。",
        ]
    told = [f"“{case.node.name}”不再出现在组织里，名称、沿革和过去的记录保留。"]
    if extent.appointments:
        told.append(f"在“{case.node.name}”的 {extent.appointments} 项任命到此为止。")
    return told


def _close(case: Case, change: Change) -> str:
    closing.close_organisation(case.node.id, change)
    return f"“{case.node.name}”已撤销。"


_KINDS = {
    "name": Kind("更名", "更名", NameForm, _on_name, _rename),
    "parent": Kind("调整隶属", "移到新的上级", TargetForm, _on_parent, _move, "新的上级工会"),
    "guide": Kind("业务指导", "登记", TargetForm, _on_guide, _guide, "业务指导的产业工会"),
    "merger": Kind(
        "合并", "合并", GroundedTargetForm, _on_merger, _merge, "并入的工会", is_grave=True
    ),
    "closure": Kind("撤销", "撤销", GroundedForm, _on_closure, _close, is_grave=True),
}
