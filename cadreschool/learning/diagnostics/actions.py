"""Beginning a diagnostic. Saving and handing in are those of every sitting. Runs inside a unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random

from cadreschool.audit.actions import record
from cadreschool.kernel.clock import day_of, day_text
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.diagnostics.queries import own_diagnostics
from cadreschool.learning.diagnostics.rules import SUBJECT, opens_at
from cadreschool.learning.models import Mode
from cadreschool.learning.practice.rules import Asked
from cadreschool.learning.sittings.actions import NewSitting, open_sitting
from cadreschool.learning.sittings.rules import arrange


def start_diagnostic(
    viewer: Viewer, choose: Callable[[], Sequence[Asked]], *, seed: int, at: datetime
) -> int:
    """Begin a diagnostic and return the sitting's id; one under way is gone on with.

    It starts no course: what it leads to does.
    """
    before = own_diagnostics(viewer)
    present = next((one for one in before if one.submitted_at is None), None)
    if present is not None:
        return present.sitting_id
    again = opens_at(before[0].submitted_at if before else None, at=at)
    if again is not None:
        message = f"上次诊断还不满三十天，{day_text(day_of(again))}起可以再做。"
        raise ConflictError(message, "上次的结果和建议都在，没有改动。")
    chosen = choose()
    if not chosen:
        raise ConflictError("现在没有可以用来诊断的题。", "请直接从第一课开始，没有改动。")
    chance = Random(seed)  # noqa: S311 -- the order of options, and it is stored
    drawn = [one for asked in chosen for one in arrange(asked.published, chance)]
    sitting_id = open_sitting(viewer, NewSitting(Mode.DIAGNOSTIC, SUBJECT), drawn, at=at)
    record("diagnostic.start", "sitting", sitting_id, by=viewer.cadre_id, at=at)
    return sitting_id
