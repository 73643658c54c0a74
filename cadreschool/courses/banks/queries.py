"""Reads for importing: a bank as it is, and the questions elsewhere that somebody may know of."""

from __future__ import annotations

from collections.abc import Sequence

from cadreschool.courses.catalogue import Catalogue
from cadreschool.courses.drafts.queries import taught_courses
from cadreschool.kernel.fields import is_identifier
from cadreschool.kernel.viewer import Viewer
from cadreschool.questions.banks import queries
from cadreschool.questions.banks.planning import BankNow, Known, Present
from cadreschool.questions.banks.queries import BankRow
from cadreschool.questions.formats.values import Item


def bank_now(bank_id: str, items: Sequence[Item]) -> BankNow:
    """Return a bank as a plan for these items sees it."""
    present = [
        Present(row.question, row.unit, row.given_id, row.state)
        for row in queries.entries_of(bank_id)
    ]
    ids = {item.given_id for item in items if is_identifier(item.given_id)}
    taken = queries.ids_taken_outside(bank_id, ids)
    return BankNow(bank_id, present, taken, queries.ids_beginning(bank_id))


def known_elsewhere(
    banks: Sequence[BankRow], catalogue: Catalogue, courses: Sequence[str]
) -> list[Known]:
    """Return the questions of these banks and of the lessons of these courses."""
    known = [
        Known(f"题库“{bank.title}”", row.question)
        for bank in banks
        for row in queries.entries_of(bank.id)
    ]
    known += [
        Known(f"课程“{course.title}”", published.question)
        for course in catalogue.courses
        if course.id in courses
        for lesson in course.lessons
        for published in lesson.questions
    ]
    return known


def known_to(viewer: Viewer, bank_id: str, catalogue: Catalogue) -> list[Known]:
    """Return what somebody may know of besides one bank: what they teach with."""
    banks = [bank for bank in queries.banks_for(viewer) if bank.id != bank_id]
    return known_elsewhere(banks, catalogue, [course.id for course in taught_courses(viewer)])
