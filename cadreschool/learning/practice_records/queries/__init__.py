"""Reads of practice records: one, lists, files, and who may be a witness."""

from __future__ import annotations

from cadreschool.learning.practice_records.queries.colleagues import (
    Colleague,
    colleagues_named,
    is_colleague,
    names_at,
    present_union,
)
from cadreschool.learning.practice_records.queries.files import records_of, signed_records
from cadreschool.learning.practice_records.queries.lists import (
    own_number,
    own_records,
    to_check,
    to_sign,
    waiting_for,
    witness_requests,
)
from cadreschool.learning.practice_records.queries.one import (
    TakenBackError,
    lock_record,
    next_seq,
    own_record,
    own_record_of_key,
    record_for,
    record_to_decide,
    witness_record,
)

__all__ = [
    "Colleague",
    "TakenBackError",
    "colleagues_named",
    "is_colleague",
    "lock_record",
    "names_at",
    "next_seq",
    "own_number",
    "own_record",
    "own_record_of_key",
    "own_records",
    "present_union",
    "record_for",
    "record_to_decide",
    "records_of",
    "signed_records",
    "to_check",
    "to_sign",
    "waiting_for",
    "witness_record",
    "witness_requests",
]
