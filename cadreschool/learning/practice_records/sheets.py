"""A practice record as pages and rules see it: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from cadreschool.learning.practice_records.rules import (
    Draft,
    PracticeKind,
    RecordState,
    StepKind,
)


@dataclass(frozen=True, slots=True)
class StepRow:
    """One thing that somebody did with a record. `made_by` is None when its time did it."""

    kind: StepKind
    version: int
    results: dict[str, int]
    words: str
    made_by: int | None
    name: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """A record, who it concerns, and its course of events, oldest first."""

    id: int
    cadre_id: int
    author: str
    organisation_id: int
    organisation: str
    path: str
    draft: Draft
    state: RecordState
    created_at: datetime
    saved_at: datetime
    submitted_at: datetime | None
    witness: str
    steps: tuple[StepRow, ...]

    @property
    def version(self) -> int:
        """Return the version of the text."""
        return self.draft.base

    @property
    def kind_name(self) -> str:
        """Return the kind's name, "" while none was chosen."""
        return PracticeKind(self.draft.kind).label if self.draft.kind else ""

    @property
    def last(self) -> StepRow | None:
        """Return what was done last."""
        return self.steps[-1] if self.steps else None

    @property
    def signature(self) -> StepRow | None:
        """Return the signature that holds, None when there is none (any more)."""
        return self._newest(StepKind.SIGN) if self.state.is_signed else None

    @property
    def testimony(self) -> StepRow | None:
        """Return how the witness confirmed the present text, None while they have not."""
        found = self._newest(StepKind.WITNESS)
        return found if found and found.version == self.version else None

    @property
    def has_gone_out(self) -> bool:
        """Tell whether others may read the text: a returned one until it is changed."""
        if self.state is RecordState.RETURNED:
            return self.last is not None and self.last.version == self.version
        return self.state is RecordState.SUBMITTED or self.state.is_signed

    def _newest(self, kind: StepKind) -> StepRow | None:
        return next((one for one in reversed(self.steps) if one.kind is kind), None)


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record in a list. `step` is the newest thing done with it, `words` what was said then."""

    id: int
    cadre_id: int
    author: str
    organisation: str
    kind: str
    happened_on: date
    place: str
    deed: str
    state: RecordState
    version: int
    saved_at: datetime
    submitted_at: datetime | None
    step: StepKind | None = None
    words: str = ""

    @property
    def kind_name(self) -> str:
        """Return the kind's name, "" while none was chosen."""
        return PracticeKind(self.kind).label if self.kind else ""


@dataclass(frozen=True, slots=True)
class SignedRecord:
    """A record whose signature holds, as evidence is made of it.

    `does_weigh` is False beyond six of its kind in its year, and of one that was removed.
    `is_witnessed`: a second person, who did not sign, confirmed it.
    """

    id: int
    cadre_id: int
    kind: PracticeKind
    happened_on: date
    results: dict[str, int]
    signed_by: int
    signed_at: datetime
    is_witnessed: bool
    does_weigh: bool
