"""Lessons in which one does something: a scenario to be walked, a text to be written.

Knows which checks of a text such a lesson shares with one that is read. How a scenario is written
and whether it can be walked is known by `scenarios`, how a drill is written by `drills`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cadreschool.courses.checking.citations import LegalGround, check_citations
from cadreschool.courses.checking.links import LinkTargets, check_links
from cadreschool.courses.checking.markup import check_markup
from cadreschool.courses.checking.structure import check_lists
from cadreschool.courses.checking.weight import check_weight
from cadreschool.courses.drills import reading as drills
from cadreschool.courses.front_matter import DRILL
from cadreschool.courses.scenarios.checking import check_marks, check_scenario
from cadreschool.courses.scenarios.reading import read_scenario
from cadreschool.courses.scenarios.source import Piece

if TYPE_CHECKING:
    from cadreschool.courses.checking.passage import Passage
    from cadreschool.courses.drills.values import Drill
    from cadreschool.courses.front_matter import LessonFields
    from cadreschool.courses.scenarios.values import Scenario


@dataclass(frozen=True, slots=True)
class Practice:
    """What such a lesson holds. `opening` is the text of its own page."""

    opening: Piece
    scenario: Scenario | None = None
    drill: Drill | None = None


def read_practice(
    fields: LessonFields, passage: Passage, targets: LinkTargets, ground: LegalGround
) -> Practice | None:
    """Read and check a lesson's text; None for one that is too heavy to be looked at."""
    if not check_weight(passage):
        return None
    check_markup(passage)
    check_lists(passage)
    check_links(passage, targets)
    check_citations(passage, ground)
    if fields.kind == DRILL:
        drills.check_marks(passage)
        drill = drills.read_drill(passage.source, passage.first_line, passage.findings)
        return Practice(Piece(drill.task, drill.task_line), drill=drill.drill)
    check_marks(passage)
    sourced = read_scenario(passage.source, passage.first_line, passage.findings)
    check_scenario(sourced.scenario, passage.first_line, fields.competencies, passage.findings)
    return Practice(sourced.opening, sourced.scenario)
