"""What a cadre did within certain days: so much a union sees of somebody who left it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from cadreschool.kernel.clock import day_of
from cadreschool.learning.rules import CourseFacts
from cadreschool.people.postings.rules import Span


def within(facts: CourseFacts, spans: Sequence[Span]) -> CourseFacts:
    """Return the facts whose moment lies in one of the spans, days counted in Shanghai.

    A check that was begun within and handed in afterwards belongs to the days after.
    """

    def is_within(moment: datetime | None) -> bool:
        return moment is not None and any(span.holds(day_of(moment)) for span in spans)

    return replace(
        facts,
        lessons={key: one for key, one in facts.lessons.items() if is_within(one.finished_at)},
        sittings=[one for one in facts.sittings if is_within(one.submitted_at)],
        finished_at=facts.finished_at if is_within(facts.finished_at) else None,
    )
