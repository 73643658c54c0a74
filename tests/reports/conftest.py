"""What tests of reports start from: courses, unions as their supervisor fetches them, requests."""

from __future__ import annotations

import pytest

from cadreschool.organisations.queries import organisation_for
from cadreschool.reports.requests import ReportRequest, View
from tests.school.steps import viewer_of


@pytest.fixture
def courses(catalogue):
    """Return both courses: 为职工说话 (A1) before 倾听 (C1)."""
    return catalogue.courses


@pytest.fixture
def at(session, cast):
    """Return organisations as the county's supervisor fetches them."""
    sun = viewer_of(cast.sun)
    return lambda name: organisation_for(sun, getattr(cast, name))


@pytest.fixture
def ask(at, courses):
    """Return what the address of a view asks for."""

    def asked(name, view=View.ROSTER, **words):
        return ReportRequest.read(at(name), view, words, courses)

    return asked
