"""What happens in the demonstration school: a transfer, a leave, a further post, a new name.

By the actions a person would use, on days within the story.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cadreschool.cli.demo.people import CHANGES
from cadreschool.kernel.clock import day_of
from cadreschool.learning.moves import transfer_cadre, withdraw_cadre
from cadreschool.organisations.actions import guide_organisation, rename_organisation
from cadreschool.organisations.changes import Change
from cadreschool.people.models import Tie
from cadreschool.people.postings.actions import open_posting
from cadreschool.people.postings.rules import NewPosting
from cadreschool.people.queries import cadre_post

_BASIS = "云总工〔{year}〕12号"


@dataclass(frozen=True, slots=True)
class Story:
    """When the story begins, and its unions and cadres by name."""

    begins: datetime
    unions: Mapping[str, int]
    cadres: Mapping[str, int]

    def after(self, weeks: int) -> datetime:
        """Return the morning so many weeks into the story."""
        return self.begins + timedelta(weeks=weeks)


def change_school(story: Story) -> None:
    """Let it all happen."""
    _change_unions(story)
    _change_people(story)


def _change_unions(story: Story) -> None:
    at = story.after(2)
    before, after = CHANGES.renamed
    change = Change(day_of(at), _BASIS.format(year=day_of(at).year), None, at)
    rename_organisation(story.unions[before], after, change)
    for name in CHANGES.guided:
        guide_organisation(story.unions[name], story.unions[CHANGES.guide], change)


def _change_people(story: Story) -> None:
    at = story.after(4)
    who, where = CHANGES.transferred
    cadre_id = story.cadres[who]
    post, tie = cadre_post(cadre_id)
    new = NewPosting(post, tie, day_of(at))
    transfer_cadre(cadre_id, story.unions[where], new, by=None, at=at)
    name, union, held = CHANGES.further
    new = NewPosting(held, Tie.PART_TIME, day_of(at))
    open_posting(story.cadres[name], story.unions[union], new, by=None, at=at)
    leaving, reason = CHANGES.left
    last = story.after(6)
    withdraw_cadre(story.cadres[leaving], day_of(last), reason, by=None, at=last)
