"""Whether a text may be stored: its sizes, its witness, and nobody's personal data in it; reads."""

from __future__ import annotations

from datetime import date

from cadreschool.kernel.faults import Faults
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.practice_records import queries
from cadreschool.learning.practice_records.rules import Draft, form_faults
from cadreschool.learning.practice_records.sheets import RecordSheet
from cadreschool.learning.practice_records.texts import personal_faults

NO_COLLEAGUE = "请写本工会或者上级工会的一位同事。"


def faults_in(viewer: Viewer, draft: Draft, sheet: RecordSheet | None, *, today: date) -> Faults:
    """Say everything that keeps a text from being stored, field by field.

    `sheet` is what is stored of it already: a witness who was accepted once stays.
    """
    faults = form_faults(draft, today=today)
    union_id = viewer.organisation_id
    for name, words in personal_faults(draft.texts(), queries.names_at(union_id)).items():
        faults.setdefault(name, []).extend(words)
    known = sheet.draft.witness_id if sheet else None
    if draft.witness_id is not None and draft.witness_id != known:
        is_other = draft.witness_id != viewer.cadre_id
        if not (is_other and queries.is_colleague(draft.witness_id, union_id)):
            faults["witness"] = [NO_COLLEAGUE]
    return faults
