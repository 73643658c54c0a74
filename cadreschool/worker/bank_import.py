"""Importing questions that were checked: payload as for the check, `numbers` and `state`.

All of them or none, and only into the bank as it was when it was checked.
"""

from __future__ import annotations

from cadreschool.audit.rules import read_ranges
from cadreschool.courses.banks.actions import Order, import_questions, require_harmless
from cadreschool.courses.banks.plans import forget_items, read_plan
from cadreschool.files import uploads
from cadreschool.kernel import clock
from cadreschool.kernel.db import write
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.policy_store import stored_policies
from cadreschool.kernel.viewer import Role
from cadreschool.questions.banks import rules
from cadreschool.questions.banks.models import EntryState
from cadreschool.questions.banks.queries import bank_for, lock
from cadreschool.worker.running import RunningJob


def run(job: RunningJob) -> None:
    """Carry it out in one unit, which ends the job as well: it happens once."""
    job.viewer()  # refused at once; asked again below
    folder, upload = uploads.folder_of(job.settings.instance), str(job.payload["file"])
    plan = read_plan(folder, upload)
    if plan is None:
        raise ConflictError("检查的结果已经不在了，没有导入。", "请重新上传、检查。")
    wanted = {one for span in read_ranges(str(job.payload["numbers"])) for one in span}
    items = plan.items(place for place in plan.places if place.number in wanted)
    order = Order(EntryState(job.payload["state"]), str(job.payload["name"]))
    bank_id = str(job.payload["bank_id"])

    def unit() -> None:
        at, who = clock.now(), job.viewer_within()
        found = bank_for(who, bank_id, Role.TRAINER)
        needs_other = stored_policies().needs_review
        if order.state not in rules.states_to_begin_in(found.roles, needs_other=needs_other):
            raise ConflictError("您现在不能让导入的题直接可用，没有导入。", "请改成待审再导入。")
        bank = lock(bank_id)
        if bank.version != plan.about["version"]:
            raise ConflictError("检查以后题库改过，没有导入。", "请重新检查这个文件。")
        require_harmless(items, order)
        done = import_questions(bank, items, order, by=who.cadre_id, at=at)
        job.message = f"已导入：新题 {done.added}，改动 {done.changed}。"
        job.finish(at=at)

    write(unit)
    uploads.drop(folder, upload)
    forget_items(folder, upload)
