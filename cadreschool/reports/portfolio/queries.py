"""Reads of a cadre's file: their own in full, or what a supervisor may see of it.

A supervisor of the union where the cadre serves sees what was learnt and done, wherever that was:
the file goes along when they move. A union where they served sees what was earned there in those
days. How somebody walked a scenario, what they wrote, how often they tried and how a re-test came
out is nobody else's; their profile is shown while they share it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from cadreschool.courses.catalogue import Catalogue
from cadreschool.kernel.db import db
from cadreschool.kernel.viewer import Viewer
from cadreschool.people.models import Cadre, Post, Tie
from cadreschool.people.postings.queries import PostingRow, postings_of
from cadreschool.reports.portfolio import deeds, studies
from cadreschool.reports.portfolio.layouts import POSTINGS
from cadreschool.reports.portfolio.scope import ELSEWHERE, Scope
from cadreschool.reports.portfolio.values import Holder, Portfolio, Row, Section
from cadreschool.reports.records.queries import PostingRow as SeenPosting
from cadreschool.reports.records.queries import place_seen, postings_seen, sight_of


def own_portfolio(viewer: Viewer, catalogue: Catalogue, *, at: datetime) -> Portfolio:
    """Return the viewer's own file, all of it, in nine queries."""
    person = _person(viewer.cadre_id)
    holder = Holder(
        viewer.cadre_id,
        viewer.name,
        person.login,
        viewer.organisation_id,
        viewer.organisation_name,
        Post(person.post).label,
        Tie(person.tie).label,
        person.left_on,
    )
    postings = tuple(_posting(one) for one in postings_of(viewer.cadre_id))
    return Portfolio(holder, at, _sections(Scope(viewer.cadre_id), postings, catalogue, at))


def portfolio_for(
    viewer: Viewer, cadre_id: int, catalogue: Catalogue, *, at: datetime
) -> Portfolio:
    """Return a cadre's file as a supervisor may see it, in nine queries.

    Of somebody who never served in the viewer's part, not found.
    """
    sight = sight_of(viewer, cadre_id)
    is_former = sight.present is None
    seen = postings_seen(viewer, cadre_id, only_visible=is_former)
    shown = place_seen(sight.present, seen)
    person = _person(cadre_id)
    is_told = person.left_on in {one.until_on for one in seen}
    holder = Holder(
        cadre_id,
        person.name,
        person.login,
        shown.organisation_id,
        shown.organisation_name,
        shown.post_name,
        shown.tie_name,
        person.left_on if is_told else None,
    )
    postings = tuple(_posting(one) for one in seen)
    scope = Scope(cadre_id, viewer, sight.spans)
    return Portfolio(holder, at, _sections(scope, postings, catalogue, at), is_former)


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    login: str
    post: str
    tie: str
    left_on: date | None


def _person(cadre_id: int) -> _Person:
    row = db.session.execute(
        select(Cadre.name, Cadre.login, Cadre.post, Cadre.tie, Cadre.left_on).where(
            Cadre.id == cadre_id
        )
    ).one()
    return _Person(*row)


def _posting(one: PostingRow | SeenPosting) -> Row:
    """Return a post held; of a union outside the viewer's part the name is not told."""
    return (
        one.organisation_name or ELSEWHERE,
        one.post_name,
        one.tie_name,
        one.from_on,
        one.until_on,
        one.is_main,
    )


def _sections(
    scope: Scope, postings: tuple[Row, ...], catalogue: Catalogue, at: datetime
) -> tuple[Section, ...]:
    return (
        Section(POSTINGS, postings),
        *studies.sections(scope, catalogue, at=at),
        *deeds.sections(scope, catalogue),
    )
