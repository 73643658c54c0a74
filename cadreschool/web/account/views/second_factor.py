"""Setting up the number on the phone, codes for the day it is gone, and giving both up."""

from __future__ import annotations

import io

import segno
from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.keys import Reply
from cadreschool.people.actions import take_tries
from cadreschool.people.activation.rules import written
from cadreschool.people.passwords import is_password
from cadreschool.people.passwords.queries import password_of
from cadreschool.people.rules import number_bucket, password_bucket
from cadreschool.people.second_factor import actions
from cadreschool.people.second_factor.queries import OwnSecondFactor, second_factor_of
from cadreschool.people.second_factor.rules import (
    address_for_phone,
    matching_step,
    new_recovery_codes,
    new_secret,
    spaced,
)
from cadreschool.web.account.door import too_many
from cadreschool.web.account.forms import NumberForm, OwnPasswordForm
from cadreschool.web.account.secrets import codes_seal, phone_seal
from cadreschool.web.account.views.blueprint import blueprint
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.policies import door, policies
from cadreschool.web.units import answered, follow, write_once

_DUTY = "单位要求有任命的人使用第二重验证，不能关闭。"


@blueprint.get("/account/second-factor/")
@signed_in
def second_factor() -> ResponseReturnValue:
    """Show how the second factor stands: off, being set up, or in use."""
    return _page()


@blueprint.post("/account/second-factors")
@signed_in
def create_second_factor() -> ResponseReturnValue:
    """Begin: make a secret for the phone, after the password."""
    form = OwnPasswordForm()
    refusal = _without_password(form)
    if refusal is not None:
        return refusal
    who, at = viewer(), clock.now()
    sealed = phone_seal().close(new_secret())

    def unit() -> Reply:
        actions.begin_second_factor(who, sealed, at=at)
        return Reply(location=url_for("account.second_factor"))

    return follow(write_once(who, unit))


@blueprint.post("/account/second-factor")
@signed_in
def update_second_factor() -> ResponseReturnValue:
    """Confirm: the phone shows the right number, from now on it is asked for."""
    who, at = viewer(), clock.now()
    reply = answered(who)
    if reply is not None:
        return _shown(reply)
    form, factor = NumberForm(), second_factor_of(who.cadre_id)
    if factor is None or factor.is_on:
        raise ConflictError("第二重验证没有在设置中。", "请回到“第二重验证”页面查看。")
    bucket = number_bucket(who.cadre_id)
    if not form.validate():
        return _page(number=form), 422
    if write(lambda: take_tries((bucket,), at=at)) is not None:
        raise too_many(bucket, at)
    secret = phone_seal().open(factor.sealed_secret)
    step = matching_step(secret, form.number.data or "", at=at) if secret else None
    if step is None:
        form.number.errors = ["动态码不对。请核对手机的时间是自动的，再填现在显示的六位数。"]
        return _page(number=form), 422
    codes = new_recovery_codes()
    sealed = codes_seal().close(" ".join(codes))

    def unit() -> Reply:
        actions.confirm_second_factor(who, step, codes, at=at)
        return Reply(status=200, body=sealed)

    return _shown(write_once(who, unit))


@blueprint.post("/account/recovery-codes")
@signed_in
def create_recovery_codes() -> ResponseReturnValue:
    """Make new codes for the day the phone is gone, after the password."""
    who, at = viewer(), clock.now()
    reply = answered(who)
    if reply is not None:
        return _shown(reply)
    form = OwnPasswordForm()
    refusal = _without_password(form)
    if refusal is not None:
        return refusal
    codes = new_recovery_codes()
    sealed = codes_seal().close(" ".join(codes))

    def unit() -> Reply:
        actions.replace_recovery_codes(who, codes, at=at)
        return Reply(status=200, body=sealed)

    return _shown(write_once(who, unit))


@blueprint.post("/account/second-factor/withdrawal")
@signed_in
def withdraw_second_factor() -> ResponseReturnValue:
    """Give the second factor up, after the password; not where the school asks for it."""
    who, at = viewer(), clock.now()
    reply = answered(who)
    if reply is not None:
        return follow(reply)
    form = OwnPasswordForm()
    refusal = _without_password(form)
    if refusal is not None:
        return refusal
    if policies().needs_second_factor and who.grants:
        raise ConflictError(_DUTY, "换手机时请用备用码登录，再请安全管理员重设。")
    least = door().minimum
    if len(form.current.data or "") < least:
        form.current.errors = [f"关闭之前，请先把密码改为至少 {least} 个字符。"]
        return _page(own_password=form), 422

    def unit() -> Reply:
        actions.remove_second_factor(who.cadre_id, by=who.cadre_id, at=at)
        return Reply(location=url_for("account.home"), notice="第二重验证已关闭。")

    return follow(write_once(who, unit))


def _without_password(form: OwnPasswordForm) -> ResponseReturnValue | None:
    """Return the page again unless the present password was given."""
    who, at, rules = viewer(), clock.now(), door()
    if not form.validate():
        return _page(own_password=form), 422
    stored, bucket = password_of(who.cadre_id).password_hash, password_bucket(who.cadre_id, rules)
    if write(lambda: take_tries((bucket,), at=at)) is not None:
        raise too_many(bucket, at)
    db.session.close()  # hashing takes its time: hold no transaction meanwhile
    if is_password(form.current.data or "", stored):
        return None
    form.current.errors = ["现在的密码不对。"]
    return _page(own_password=form), 422


def _page(*, number: NumberForm | None = None, own_password: OwnPasswordForm | None = None) -> str:
    factor = second_factor_of(viewer().cadre_id)
    return render_template(
        "account/second_factor.html",
        factor=factor,
        setting_up=_setting_up(factor),
        number=number or NumberForm(formdata=None),
        own_password=own_password or OwnPasswordForm(formdata=None),
        is_demanded=policies().needs_second_factor and bool(viewer().grants),
        codes=None,
    )


def _setting_up(factor: OwnSecondFactor | None) -> dict[str, str] | None:
    """Return what the phone reads, as a picture and as text, while it is being set up."""
    secret = phone_seal().open(factor.sealed_secret) if factor and not factor.is_on else None
    if secret is None:
        return None
    login = password_of(viewer().cadre_id).login
    school = current_app.config["SETTINGS"].school_name
    picture = io.BytesIO()
    segno.make(address_for_phone(secret, login=login, school=school), error="m").save(
        picture, kind="svg", xmldecl=False, scale=5, border=4, light="#fff", omitsize=True
    )
    return {"picture": picture.getvalue().decode(), "secret": spaced(secret)}


def _shown(reply: Reply) -> ResponseReturnValue:
    """Show recovery codes, this once."""
    codes = codes_seal().open(reply.body)
    return render_template(
        "account/second_factor.html",
        factor=second_factor_of(viewer().cadre_id),
        setting_up=None,
        number=NumberForm(formdata=None),
        own_password=OwnPasswordForm(formdata=None),
        is_demanded=policies().needs_second_factor and bool(viewer().grants),
        codes=[written(one) for one in codes.split()] if codes else None,
    )
