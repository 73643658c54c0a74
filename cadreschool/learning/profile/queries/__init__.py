"""Reads of profiles: evidence and axes, disputes, and what is kept of them."""

from cadreschool.learning.profile.queries.disputes import (
    KEPT,
    REMOVED,
    DisputeRow,
    decided_disputes,
    disputable_again,
    dispute_about,
    disputes_of,
    locked_dispute,
    open_disputes,
)
from cadreschool.learning.profile.queries.hands import hands_of
from cadreschool.learning.profile.queries.kept import (
    Kept,
    due_cadres,
    kept_of,
    known_cadres,
    stale_cadres,
)
from cadreschool.learning.profile.queries.profiles import (
    Axis,
    Profile,
    dispute_for,
    evidence_of,
    is_shared,
    is_shared_with,
    profile_of,
    self_ratings,
    shared_profile_for,
    sharing_with,
)

__all__ = [
    "KEPT",
    "REMOVED",
    "Axis",
    "DisputeRow",
    "Kept",
    "Profile",
    "decided_disputes",
    "disputable_again",
    "dispute_about",
    "dispute_for",
    "disputes_of",
    "due_cadres",
    "evidence_of",
    "hands_of",
    "is_shared",
    "is_shared_with",
    "kept_of",
    "known_cadres",
    "locked_dispute",
    "open_disputes",
    "profile_of",
    "self_ratings",
    "shared_profile_for",
    "sharing_with",
    "stale_cadres",
]
