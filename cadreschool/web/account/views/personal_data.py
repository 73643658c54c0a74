"""What is kept of the viewer and why, and a copy of it to take away (个人信息保护法 45)."""

from __future__ import annotations

from io import BytesIO

from flask import render_template
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.privacy.copies import write_copy
from cadreschool.privacy.queries import Kept, all_kept, copies, person_with
from cadreschool.web.account.views.blueprint import blueprint
from cadreschool.web.downloads import download
from cadreschool.web.guards import signed_in, viewer


@blueprint.get("/account/personal-data/")
@signed_in
def personal_data() -> ResponseReturnValue:
    """Show which data there are of the viewer, each with purpose, ground and time."""
    kept = all_kept(person_with(viewer().cadre_id))
    about = [one for one in kept if one.entry.is_about]
    return render_template(
        "account/personal_data.html",
        parts=[_part(one) for one in about if one.number],
        nothing_of=[one.entry.title for one in about if not one.number],
        done=[_part(one) for one in kept if one.number and not one.entry.is_about],
    )


@blueprint.get("/account/personal-data/file")
@signed_in
def personal_data_file() -> ResponseReturnValue:
    """Hand out the viewer's own data: a page to read and JSON, in one archive."""
    at, out = clock.now(), BytesIO()
    person = person_with(viewer().cadre_id)
    write_copy(person, copies(person, at=at), out, at=at)
    out.seek(0)
    name = f"我的数据-{clock.day_of(at):%Y%m%d}.zip"
    return download(out, name, "application/zip")


def _part(one: Kept) -> dict[str, object]:
    entry = one.entry
    return {
        "title": entry.title,
        "number": one.number,
        "purpose": entry.purpose,
        "basis": entry.basis,
        "retention": entry.retention,
        "fields": [(field.meaning, field.is_exported) for field in entry.fields.values()],
    }
