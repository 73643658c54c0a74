"""The table of pairs: what must be right, what must be wrong, what is for a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from cadreschool.questions.law_text import judge

FEWEST = 220


def pairs():
    """Read (verdict, accepted texts, answer) from the table."""
    heading = ""
    for line in (Path(__file__).parent / "pairs.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            accepted, _, answer = line.partition(" = ")
            yield heading, accepted, answer


PAIRS = list(pairs())


def test_the_table_is_long_enough_and_has_no_pair_twice():
    assert len(PAIRS) >= FEWEST
    assert len({(accepted, answer) for _, accepted, answer in PAIRS}) == len(PAIRS)


@pytest.mark.parametrize(("verdict", "accepted", "answer"), PAIRS)
def test_each_pair_gets_its_verdict(verdict, accepted, answer):
    judgement = judge(accepted.split("|"), answer)

    assert judgement.ruling == verdict, judgement


@pytest.mark.parametrize(("verdict", "accepted", "answer"), PAIRS)
def test_a_verdict_is_the_same_the_other_way_round(verdict, accepted, answer):
    if "|" in accepted or not answer.strip("。“”"):
        return

    assert judge([answer], accepted).ruling == verdict
