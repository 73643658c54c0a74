"""What can be done to a person: names, transfer, further posts, leave, return, the account.

One page for each kind of change, which says what will happen. Leaving, returning, a name and the
account are closed to whoever may not touch the account (`people.lookup.permissions`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.errors import ConflictError, InvalidError, NotFoundError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning import moves
from cadreschool.organisations.queries import Node, organisation_for
from cadreschool.people.accounts import actions as accounts
from cadreschool.people.accounts.actions import Names
from cadreschool.people.activation.queries import code_holder_for
from cadreschool.people.lookup.permissions import why_not_account
from cadreschool.people.lookup.queries import FoundCadre, found_cadre
from cadreschool.people.postings import actions as postings
from cadreschool.people.postings.queries import posting_for
from cadreschool.web.guards import viewer
from cadreschool.web.office.forms.people import (
    LeaveForm,
    NamesForm,
    PersonForm,
    PlacedPostForm,
    ReasonForm,
)
from cadreschool.web.office.refusal import carry_out, mark_of, refuse_stale
from cadreschool.web.office.searching import found_unions, searched
from cadreschool.web.office.views.blueprint import blueprint, system_admin
from cadreschool.web.office.views.organisations import ROLE, trail
from cadreschool.web.office.views.people import person_row
from cadreschool.web.units import follow, write_once


@dataclass(frozen=True, slots=True)
class Case:
    """One change under way: whose, at which union, as the form says, by whom and when."""

    cadre: FoundCadre
    target: Node | None
    form: PersonForm
    by: int
    at: datetime

    @property
    def union(self) -> Node:
        """Return the union that was chosen."""
        if self.target is None:
            raise InvalidError("请先选择工会。")
        return self.target


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of change: what it is called, what it asks for, what it does."""

    title: str
    button: str
    form: type[PersonForm]
    effects: tuple[str, ...]
    """What will happen; {union} is the cadre's own."""
    act: Callable[[Case], str]
    asks_for: str = ""
    """What the union is that must be chosen; empty: none."""
    is_about_account: bool = False


@blueprint.get("/office/people/<int:cadre_id>/changes/<string:kind>/")
@system_admin
def person_change(cadre_id: int, kind: str) -> ResponseReturnValue:
    """Show what a change would do, and the form for it."""
    return _page(cadre_id, kind, None)


@blueprint.post("/office/people/<int:cadre_id>/changes/<string:kind>")
@system_admin
def create_person_change(cadre_id: int, kind: str) -> ResponseReturnValue:
    """Carry a change out."""
    who, at, wanted = viewer(), clock.now(), _kind(kind)
    found_cadre(who, cadre_id, role=ROLE)
    form = wanted.form(clock.day_of(at))
    if not form.validate():
        return _page(cadre_id, kind, form), 422

    def unit() -> Reply:
        cadre = found_cadre(who, cadre_id, role=ROLE)
        refuse_stale(cadre.name, _mark(cadre))
        if wanted.is_about_account:
            _refuse_out_of_reach(who, cadre_id, at)
        notice = wanted.act(Case(cadre, _target(who, form), form, who.cadre_id, at))
        return Reply(location=url_for("office.person", cadre_id=cadre_id), notice=notice)

    return carry_out(who, unit, form, lambda: _page(cadre_id, kind, form))


@blueprint.post("/office/postings/<int:posting_id>/withdrawal")
@system_admin
def withdraw_posting(posting_id: int) -> ResponseReturnValue:
    """End a further post today."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        held = posting_for(who, posting_id, role=ROLE)
        postings.end_posting(held.id, clock.day_of(at), by=who.cadre_id, at=at)
        location = request.form.get("next", "")
        own = url_for("office.person", cadre_id=held.cadre_id)
        where = (
            own
            if location == own
            else url_for("office.members", organisation_id=held.organisation_id)
        )
        notice = f"在“{held.organisation_name}”的兼任到今天为止。"
        return Reply(location=where, notice=notice)

    return follow(write_once(who, unit))


def _refuse_out_of_reach(who: Viewer, cadre_id: int, at: datetime) -> None:
    why_not = why_not_account(who, cadre_id, code_holder_for(who, cadre_id, at=at).held)
    if why_not is not None:
        raise ConflictError(why_not)


def _mark(cadre: FoundCadre) -> str:
    post = (cadre.organisation_id, cadre.post, cadre.tie, cadre.left_on)
    return mark_of(cadre.name, cadre.login, *post, cadre.is_active)


def _kind(name: str) -> Kind:
    if name not in _KINDS:
        raise NotFoundError
    return _KINDS[name]


def _target(who: Viewer, form: PersonForm) -> Node | None:
    if not isinstance(form, PlacedPostForm) or form.target_id.data is None:
        return None
    return organisation_for(who, form.target_id.data, role=ROLE)


def _page(cadre_id: int, kind: str, form: PersonForm | None) -> str:
    who, at, wanted = viewer(), clock.now(), _kind(kind)
    cadre = found_cadre(who, cadre_id, role=ROLE)
    own = organisation_for(who, cadre.organisation_id, role=ROLE)
    form = form or wanted.form(clock.day_of(at), **_known(cadre, own, kind))
    url = url_for("office.person_change", cadre_id=cadre_id, kind=kind)
    text = searched()
    held = code_holder_for(who, cadre_id, at=at).held if wanted.is_about_account else ()
    return render_template(
        "office/person_change.html",
        person=person_row(cadre),
        trail=[*trail(who, own), (cadre.name, url_for("office.person", cadre_id=cadre_id))],
        change=wanted,
        form=form,
        seen=_mark(cadre),
        target=_target(who, form),
        effects=[line.format(union=cadre.organisation_name) for line in wanted.effects],
        why_not=why_not_account(who, cadre_id, held) if wanted.is_about_account else None,
        text=text,
        found=found_unions(who, text, url, lambda _: None) if wanted.asks_for else [],
        url=url,
        action=url_for("office.create_person_change", cadre_id=cadre_id, kind=kind),
    )


def _known(cadre: FoundCadre, own: Node, kind: str) -> dict[str, object]:
    """Return what a form is filled in with at first."""
    if kind == "name":
        return {"name": cadre.name, "login": cadre.login}
    if kind not in {"transfer", "posting", "return"}:
        return {}
    usual = own.id if kind != "posting" and own.closed_on is None else None
    chosen = request.args.get("target", usual, type=int)
    return {"post": cadre.post, "tie": cadre.tie, "target_id": chosen, "from_on": clock.today()}


def _rename(case: Case) -> str:
    form = cast("NamesForm", case.form)
    names = Names(form.name.data or "", form.login.data or "")
    accounts.update_cadre(case.cadre.id, names, by=case.by, at=case.at)
    return "已更正。"


def _transfer(case: Case) -> str:
    posting = cast("PlacedPostForm", case.form).posting
    moves.transfer_cadre(case.cadre.id, case.union.id, posting, by=case.by, at=case.at)
    return f"{case.cadre.name}现在在“{case.union.name}”。"


def _post(case: Case) -> str:
    posting = cast("PlacedPostForm", case.form).posting
    postings.open_posting(case.cadre.id, case.union.id, posting, by=case.by, at=case.at)
    return f"{case.cadre.name}在“{case.union.name}”兼任。"


def _leave(case: Case) -> str:
    form = cast("LeaveForm", case.form)
    reason = form.reason.data or ""
    moves.withdraw_cadre(case.cadre.id, form.last, reason, by=case.by, at=case.at)
    return f"{case.cadre.name}已离任。"


def _return(case: Case) -> str:
    posting = cast("PlacedPostForm", case.form).posting
    moves.return_cadre(case.cadre.id, case.union.id, posting, by=case.by, at=case.at)
    return f"{case.cadre.name}回到“{case.union.name}”。"


def _deactivate(case: Case) -> str:
    reason = cast("ReasonForm", case.form).reason.data or ""
    accounts.deactivate_cadre(case.cadre.id, reason, by=case.by, at=case.at)
    return f"{case.cadre.name}的账户已停用。"


def _reactivate(case: Case) -> str:
    accounts.reactivate_cadre(case.cadre.id, by=case.by, at=case.at)
    return f"{case.cadre.name}的账户已恢复。"


_KINDS = {
    "name": Kind(
        "更正姓名或登录名",
        "更正",
        NamesForm,
        (
            "密码不变；改了登录名，本人下一次要用新的登录名登录。",
            "过去的记录都在，显示新的姓名。",
        ),
        _rename,
        is_about_account=True,
    ),
    "transfer": Kind(
        "调动或改岗位",
        "办理调动",
        PlacedPostForm,
        (
            "原来的岗位到前一天为止，新的岗位从这一天起；两段都写在履历里。",
            "学习记录和计数跟着本人走，原工会只看得到任职期间的记录。",
            "任命不随调动改变，需要调整的由安全管理员办理。",
        ),
        _transfer,
        "到哪个工会",
    ),
    "posting": Kind(
        "增加兼任",
        "登记兼任",
        PlacedPostForm,
        (
            "人仍计在“{union}”；在兼任的工会名单里列为“兼任”，不重复计数。",
            "兼任工会的督学看得到这个人的学习情况。",
        ),
        _post,
        "在哪个工会兼任",
    ),
    "leave": Kind(
        "离任",
        "办理离任",
        LeaveForm,
        (
            "所有岗位到这一天为止，从名单和各项计数里减去；任命的权限随即停止。",
            "学习记录是本人的，全部保留；本人还可以登录，继续学习。",
            "以后回来，办理“返岗”，过去的记录重新计入。",
        ),
        _leave,
        is_about_account=True,
    ),
    "return": Kind(
        "返岗",
        "办理返岗",
        PlacedPostForm,
        ("从这一天起重新计入工会的名单和计数，过去学完的课程都算。",),
        _return,
        "到哪个工会",
        is_about_account=True,
    ),
    "deactivation": Kind(
        "停用账户",
        "停用",
        ReasonForm,
        (
            "所有设备上的登录在下一次打开页面时失效，没用过的激活码作废，不能再登录。",
            "人仍在名单上，学习记录不变；离任另行办理。",
            "可以随时恢复，恢复后用原来的密码。",
        ),
        _deactivate,
        is_about_account=True,
    ),
    "reactivation": Kind(
        "恢复账户",
        "恢复",
        PersonForm,
        ("本人可以用原来的密码登录；忘了密码，再发激活码。",),
        _reactivate,
        is_about_account=True,
    ),
}
