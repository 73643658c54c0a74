"""A bank as a file: payload `bank_id`, `format`, `state` ("" for all in use or at work), `note`.

What the format cannot hold is written down under the name `note`, for the page with the file.
"""

from __future__ import annotations

from cadreschool.audit.actions import record
from cadreschool.courses.banks.exporting import export
from cadreschool.files import uploads
from cadreschool.kernel import clock
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import InvalidError
from cadreschool.questions.banks.models import EntryState
from cadreschool.questions.banks.queries import Filters, bank_for, entries_of
from cadreschool.questions.formats import format_named
from cadreschool.worker.running import RunningJob


def run(job: RunningJob) -> None:
    """Write what the maker may see now, whatever it was when they asked."""
    bank = bank_for(job.viewer(), str(job.payload["bank_id"]))
    wanted = format_named(str(job.payload["format"]))
    if wanted is None:
        raise InvalidError("没有这种格式，没有导出。", "请换一种格式再导出。")
    rows = entries_of(bank.id, Filters(state=str(job.payload["state"])))
    entries = [(row.question, row.unit) for row in rows if row.state != EntryState.WITHDRAWN]
    db.session.close()
    job.advance(0, len(entries), "正在写文件")
    done = export(bank.title, entries, wanted, job.settings.media)
    ending = wanted.extensions[0].lstrip(".")
    path = job.result(f"题库 {bank.title} {day_of(job.at):%Y%m%d}", ending)
    path.write_bytes(done.data)
    folder = uploads.folder_of(job.settings.instance)
    left_out = [[one.question_id, one.what] for one in done.left_out]
    uploads.note(folder, str(job.payload["note"]), "left_out", {"left_out": left_out})
    by, at, format_name = job.made_by, clock.now(), wanted.name
    number = len(entries) - done.missing
    write(
        lambda: record("bank.export", "bank", bank.id, by=by, at=at, count=number, what=format_name)
    )
    said = f"，{len(left_out)} 处写不下，见清单" if left_out else ""
    job.message = f"写出 {number} 题{said}。"
