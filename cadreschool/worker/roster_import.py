"""Importing a roster that was checked: payload as for the check, and `is_partial`.

All of it or nothing, and only what was shown: where the school has changed meanwhile so that
something else would happen, it is to be checked again. No codes are made here.
"""

from __future__ import annotations

from cadreschool.audit.actions import record
from cadreschool.files import uploads
from cadreschool.kernel import clock
from cadreschool.kernel.db import write
from cadreschool.kernel.errors import ConflictError
from cadreschool.learning.rosters import Order, import_roster
from cadreschool.people.imports.planning import plan_within, summary_from, summary_of
from cadreschool.people.queries import cadres_by_login
from cadreschool.worker.roster_check import part_of, roster_of
from cadreschool.worker.running import RunningJob


def run(job: RunningJob) -> None:
    """Carry it out in one unit, which ends the job as well: it happens once."""
    folder, name = uploads.folder_of(job.settings.instance), str(job.payload["file"])
    job.viewer()  # refused at once; asked again below, since reading takes its time
    roster = roster_of(job)
    shown = uploads.noted(folder, name, "check")
    order = Order(is_partial=bool(job.payload["is_partial"]))
    by = job.made_by

    def unit() -> None:
        at = clock.now()
        who = job.viewer_within()
        top, may_create = part_of(job, who), bool(job.payload["may_create"])
        plan = plan_within(roster, top, who, may_create=may_create, on=clock.day_of(at))
        summary = summary_of(plan)
        if shown is None or summary_from(shown).numbers != summary.numbers:
            raise ConflictError("检查之后学校的情况有了变化，没有导入。", "请重新检查这张表。")
        import_roster(plan, order, by=by, at=at)
        there = cadres_by_login(entry.login for entry in plan.roster.entries)
        ids = [one.id for one in there.values() if not one.has_password and one.is_active]
        uploads.note(folder, name, "people", {"ids": ids})
        record(
            "roster.import",
            "organisation",
            int(job.payload["organisation_id"]),
            by=by,
            at=at,
            added=summary.added,
            changed=summary.changed,
            skipped=summary.faulty_rows,
        )
        job.message = f"已导入：新增 {summary.added} 人，更新 {summary.changed} 人。"
        job.finish(at=at)

    write(unit)
    uploads.drop(folder, name)
