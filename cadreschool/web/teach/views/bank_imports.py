"""Importing questions: the file, what it would do item by item, choosing, carrying it out.

Reading and comparing is done by jobs; pages show what they wrote down, so that an import can be
left and gone on with. Knows no format.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.audit.rules import ranges_text
from cadreschool.courses.banks.actions import Order, require_harmless
from cadreschool.courses.banks.plans import StoredPlan, read_plan
from cadreschool.files import uploads
from cadreschool.jobs import actions as jobs
from cadreschool.jobs import queries as job_queries
from cadreschool.jobs.models import State
from cadreschool.jobs.queries import JobRow
from cadreschool.kernel import clock
from cadreschool.kernel.errors import ConflictError, InvalidError, NotFoundError
from cadreschool.kernel.keys import Reply
from cadreschool.kernel.text import without_invisible
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.questions.banks import queries, rules
from cadreschool.questions.banks.models import EntryState
from cadreschool.questions.banks.planning import Sort
from cadreschool.questions.banks.queries import BankRow
from cadreschool.questions.formats import FORMATS
from cadreschool.web.bodies import takes_files
from cadreschool.web.guards import viewer
from cadreschool.web.job_rows import shown_jobs
from cadreschool.web.policies import policies
from cadreschool.web.teach import banking
from cadreschool.web.teach.bank_forms import DefaultsForm, UploadForm
from cadreschool.web.teach.bank_review import folder, page_number, review_of
from cadreschool.web.teach.views.blueprint import blueprint, trainer
from cadreschool.web.units import answered, follow, write_once
from cadreschool.worker.entitlement import is_entitled

CHECK, IMPORT = "bank_check", "bank_import"
_LATEST = 10
_LONGEST_NAME = 60
_DIGITS = 9
"""More than any number of items has."""


@blueprint.get("/teach/banks/<string:bank_id>/imports/")
@trainer
def bank_imports(bank_id: str) -> ResponseReturnValue:
    """Show how to import into a bank, and my latest imports."""
    return _first_page(queries.bank_for(viewer(), bank_id, Role.TRAINER), UploadForm())


def _first_page(bank: BankRow, form: UploadForm) -> str:
    who = viewer()
    rows = job_queries.own_jobs_with(who, (CHECK, IMPORT), "bank_id", bank.id, limit=_LATEST)
    return render_template(
        "teach/bank_imports.html",
        bank=bank,
        form=form,
        formats=FORMATS,
        units=banking.units(),
        jobs=shown_jobs(rows, at=clock.now()),
    )


@blueprint.post("/teach/banks/<string:bank_id>/imports")
@trainer
@takes_files
def create_bank_import(bank_id: str) -> ResponseReturnValue:
    """Keep the file and have it checked."""
    who, at = viewer(), clock.now()
    bank = queries.bank_for(who, bank_id, Role.TRAINER)
    earlier = answered(who)
    if earlier is not None:
        return follow(earlier)
    form = UploadForm()
    if not form.validate():
        return _first_page(bank, form), 422
    sent = without_invisible(form.file.data.filename or "")  # no sign that turns the rest around
    name = Path(sent.replace("\\", "/")).name[-_LONGEST_NAME:]
    kept = uploads.keep(folder(), form.file.data.stream)
    payload = {**right_for(bank, Role.TRAINER), **_defaults(form)}
    payload |= {"bank_id": bank_id, "file": kept, "name": name, "mapping": None}

    def unit() -> Reply:
        queries.bank_for(who, bank_id, Role.TRAINER)
        made = jobs.enqueue(CHECK, f"检查题目 {name}", payload, by=who.cadre_id, at=at)
        return Reply(location=url_for("teach.bank_import", job_id=made))

    return follow(write_once(who, unit))


def right_for(bank: BankRow, role: Role) -> dict[str, object]:
    """Return what a job asks for again when it runs: the role, and where."""
    return {"role": role.value, "organisation_id": bank.owner_id}


def _defaults(form: DefaultsForm) -> dict[str, object]:
    return {
        "unit": (form.unit.data or "").strip(),
        "competency": form.competency.data or "",
        "difficulty": int(form.difficulty.data or 1),
    }


def bank_job(who: Viewer, job_id: int, *kinds: str) -> tuple[JobRow, Mapping[str, Any], BankRow]:
    """Return one of my own jobs with its payload and its bank; anything else is not found."""
    job = job_queries.own_job(who, job_id)
    payload = job_queries.payload_of(job_id)
    if job.kind not in kinds or not is_entitled(who, payload):
        raise NotFoundError
    return job, payload, queries.bank_for(who, str(payload["bank_id"]))


@blueprint.get("/teach/imports/<int:job_id>/")
@trainer
def bank_import(job_id: int) -> ResponseReturnValue:
    """Show how far a check or an import is, and the items of the file one page at a time."""
    return _review(job_id)


def _review(job_id: int) -> str:
    job, payload, bank = bank_job(viewer(), job_id, CHECK, IMPORT)
    is_done = job.state == State.FINISHED
    plan = read_plan(folder(), str(payload["file"])) if job.kind == CHECK and is_done else None
    (shown,) = shown_jobs([job], at=clock.now())
    return render_template(
        "teach/bank_import.html",
        bank=bank,
        job=shown,
        is_check=job.kind == CHECK,
        is_done=is_done,
        name=payload["name"],
        review=review_of(plan, payload, bank) if plan else None,
    )


@blueprint.post("/teach/imports/<int:job_id>/checks")
@trainer
def create_bank_check(job_id: int) -> ResponseReturnValue:
    """Have the same file checked again: its columns taken for something else, other defaults."""
    who, at = viewer(), clock.now()
    _, payload, bank = bank_job(who, job_id, CHECK)
    form = DefaultsForm()
    if not form.validate():
        raise InvalidError("单元、能力或难度不对，没有重新检查。", "请返回上一页改正。")
    headings, fields = request.form.getlist("heading"), request.form.getlist("field")
    mapping = dict(zip(headings, fields, strict=False)) or None
    again = {**payload, **_defaults(form), "mapping": mapping}

    def unit() -> Reply:
        queries.bank_for(who, bank.id, Role.TRAINER)
        if uploads.path_of(folder(), str(payload["file"])) is None:
            raise ConflictError("这个文件已经导入过，或者过了保留期。", "请重新上传。")
        made = jobs.enqueue(
            CHECK,
            f"检查题目 {payload['name']}",
            again,
            by=who.cadre_id,
            at=at,
            single=f"{CHECK}:{payload['file']}",
        )
        return Reply(location=url_for("teach.bank_import", job_id=made))

    return follow(write_once(who, unit))


@blueprint.post("/teach/imports/<int:job_id>/choice")
@trainer
def update_bank_choice(job_id: int) -> ResponseReturnValue:
    """Keep which items of a page are ticked; they are found again whenever one comes back."""
    who = viewer()
    _, payload, _ = bank_job(who, job_id, CHECK)
    plan = _plan(payload)
    shown, ticked = _numbers("shown"), _numbers("take")
    do = request.form.get("do", "")
    if do in {"all", "none"}:
        shown = {place.number for place in plan.places if place.sort.may_be_taken}
        ticked = shown if do == "all" else set()
    page = page_number(request.form) + (1 if do == "next" else 0)
    show = request.form.get("show") or None

    def unit() -> Reply:
        plan.choose(ticked & shown, shown)
        here = url_for("teach.bank_import", job_id=job_id, show=show, page=page)
        return Reply(location=here, notice=f"已记下，现在勾选了 {len(plan.chosen)} 题。")

    return follow(write_once(who, unit))


def _numbers(name: str) -> set[int]:
    sent = request.form.getlist(name)
    return {int(one) for one in sent if one.isascii() and one.isdigit() and len(one) <= _DIGITS}


def _plan(payload: Mapping[str, Any]) -> StoredPlan:
    plan = read_plan(folder(), str(payload["file"]))
    if plan is None:
        raise ConflictError("检查的结果已经不在了。", "请重新上传、检查。")
    return plan


@blueprint.post("/teach/imports/<int:job_id>/entries")
@trainer
def create_bank_entries(job_id: int) -> ResponseReturnValue:
    """Have what is ticked imported."""
    who, at = viewer(), clock.now()
    is_partial, state = bool(request.form.get("partial")), request.form.get("state", "")

    def unit() -> Reply:
        job, payload, bank = bank_job(who, job_id, CHECK)
        if job.state != State.FINISHED:
            raise ConflictError("这个文件还没有检查完，不能导入。", "请等检查完成。")
        plan = _plan(payload)
        plan.choose(_numbers("take"), _numbers("shown"))
        if uploads.path_of(folder(), plan.name) is None:
            raise ConflictError("这个文件已经导入过，或者过了保留期。", "请重新上传。")
        if bank.version != plan.about["version"]:
            raise ConflictError("检查以后题库改过，没有导入。", "请重新检查这个文件。")
        _require_order(plan, bank, state, is_partial=is_partial)
        made = jobs.enqueue(
            IMPORT,
            f"导入题目 {payload['name']}",
            {**payload, "numbers": ranges_text(sorted(plan.chosen)), "state": state},
            by=who.cadre_id,
            at=at,
            single=f"{IMPORT}:{payload['file']}",
        )
        return Reply(location=url_for("teach.bank_import", job_id=made))

    return follow(write_once(who, unit))


def _require_order(plan: StoredPlan, bank: BankRow, state: str, *, is_partial: bool) -> None:
    """Refuse what was not decided, and what is not one's to decide."""
    chosen = plan.chosen
    if not chosen:
        raise ConflictError("没有勾选题目，没有导入。", "请先勾选要导入的题。")
    left = sum(place.sort.may_be_taken or place.sort is Sort.REFUSED for place in plan.places)
    if len(chosen) < left and not is_partial:
        raise ConflictError(
            f"还有 {left - len(chosen)} 题没有勾选或不能导入。",
            "其余的都不要，请勾选“只导入勾选的”再导入。",
        )
    may = rules.states_to_begin_in(bank.roles, needs_other=policies().needs_review)
    if state not in may:
        raise InvalidError("不能以这种状态导入。", "请从列出的状态里选。")
    taken = plan.items(place for place in plan.places if place.number in chosen)
    require_harmless(taken, Order(EntryState(state), ""))
