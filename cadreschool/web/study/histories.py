"""The marks' history beside each question of a result, and what is right after a correction.

For handed-in sittings whose answers may be told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from cadreschool.learning.mark_history import MarkHistory, histories_of
from cadreschool.learning.marking.queries import waiting_in
from cadreschool.learning.marking.rules import waited_text
from cadreschool.learning.regrading.rules import as_answered, why_not_comparable
from cadreschool.learning.sittings.queries import DrawnRow, SittingSheet
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.plain import plain_text
from cadreschool.questions.published import PublishedQuestion
from cadreschool.web import school
from cadreschool.web.timing import deadline_now

Shown = dict[str, object]


def waiting_text(sheet: SittingSheet) -> str:
    """Say what of a sitting waits for a person and for how long, and how long their queue is."""
    found = waiting_in(sheet.id) if sheet.pending else None
    at = deadline_now()
    if found is None:
        return f"有 {sheet.pending} 题待人工评阅，评完后得分会更新。" if sheet.pending else ""
    own = f"有 {found.number} 题待人工评阅，最早的{waited_text(found.since, at=at)}。"
    if found.queue > found.number:
        waited = waited_text(found.queue_since, at=at)
        own += f"评阅人手上共有 {found.queue} 组回答，最早的{waited}。"
    return f"{own}评完以后得分会更新，并发消息告诉您。"


def with_histories(
    shown: Sequence[Shown], sheet: SittingSheet, questions: Mapping[int, PublishedQuestion]
) -> list[Shown]:
    """Add to each question how it came to its mark; where the key was corrected, tell the new."""
    found = histories_of(sheet.id)
    newer = {one.corrected_version_id for one in found.values() if one.corrected_version_id}
    versions = school.questions(newer) if newer else {}
    told = []
    for one, row in zip(shown, sheet.drawn, strict=True):
        history = found.get(row.position)
        told.append(one if history is None else one | _told(history, row, questions, versions))
    return told


def _told(
    history: MarkHistory,
    row: DrawnRow,
    questions: Mapping[int, PublishedQuestion],
    versions: Mapping[int, PublishedQuestion],
) -> Shown:
    more: Shown = {"history": () if history.is_plain else history.steps}
    if history.is_annulled:
        more["outcome"] = "annulled"
    corrected = versions.get(history.corrected_version_id or 0)
    if corrected is not None:
        more |= _corrected(questions[row.position], corrected.part(row.part), row)
    return more


def _corrected(old: PublishedQuestion, new: PublishedQuestion, row: DrawnRow) -> Shown:
    """Return what is right by the corrected key, in the order in which the options were shown."""
    if why_not_comparable(old.question, new.question):
        return {}
    kind = kind_named(new.question.kind)
    value = as_answered(old.question, new.question, row.value)
    chosen = kind.entries(old.question, row.value)
    right = {plain_text(one.text) for one in new.question.options if one.is_right}
    texts = {one.id: plain_text(one.text) for one in old.question.options}
    html = dict(zip((one.id for one in old.question.options), old.options, strict=True))
    return {
        "options": [
            {
                "html": Markup(html[one]),  # noqa: S704 -- sanitised when it was rendered
                "is_chosen": one in chosen,
                "is_right": texts[one] in right,
            }
            for one in row.option_order
            if one in html
        ],
        "right_text": kind.right_answer_text(new.question),
        "rows": kind.review(new.question, value),
        "explanation": Markup(new.explanation),  # noqa: S704 -- sanitised when it was rendered
    }
