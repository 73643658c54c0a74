"""The door to examinations lets in as many as a process can take, and spreads the others."""

from __future__ import annotations

from random import Random

import pytest

from cadreschool.web.admission import Door


class Street:
    """Time that the test moves, and a door."""

    def __init__(self, rate=10.0, at_once=100):
        self.now = 0.0
        self.door = Door(rate, lambda: self.now, at_once, Random(1))

    def knock(self):
        wait = self.door.enter()
        if not wait:
            self.door.leave()
        return wait


def test_a_burst_of_one_second_is_let_in_at_once():
    street = Street()

    assert [street.knock() == 0 for _ in range(12)] == [True] * 10 + [False] * 2


def test_as_many_come_in_as_time_goes_by():
    street = Street()
    let_in = 0
    for _ in range(100):
        let_in += street.knock() == 0
        street.now += 0.01

    assert let_in == 10 + 9


def test_those_who_wait_are_told_different_times_that_fit_the_rate():
    street = Street()
    waits = sorted(wait for wait in (street.knock() for _ in range(40)) if wait)

    assert len(waits) == 30
    assert 1 < waits[0] < 2
    assert 3.5 < waits[-1] < 5.5
    assert len(set(waits)) == 30


def test_nobody_waits_longer_than_a_minute_and_a_third():
    street = Street(rate=1.0)

    assert max(street.knock() for _ in range(1000)) < 80


def test_only_so_many_are_inside_at_a_time():
    street = Street(rate=1000.0, at_once=2)
    assert street.door.enter() == street.door.enter() == 0

    assert street.door.enter() > 0
    street.door.leave()
    assert street.door.enter() == 0


def test_three_times_as_many_as_can_be_taken_all_come_in_sooner_or_later():
    street = Street(rate=50.0)
    due = [(n / 150, n) for n in range(1500)]
    let_in, most = [], 0
    while due:
        due.sort()
        at, who = due.pop(0)
        street.now = max(street.now, at)
        wait = street.knock()
        if wait:
            due.append((street.now + wait, who))
        else:
            let_in.append(street.now)
            most = max(most, sum(street.now - one < 1 for one in let_in))

    assert len(let_in) == 1500
    assert most <= 101, "a second's worth saved up, and a second's worth"
    assert street.now < 45, "thirty seconds' worth of people"


def test_a_process_without_threads_gives_half_of_its_time():
    street = Street(rate=1000.0)
    begun = 0
    for _ in range(10_000):
        with street.door.entered(is_alone=True) as wait:
            begun += not wait
            street.now += 0.002 if wait else 0.05

    assert begun * 0.05 == pytest.approx(street.now / 2, rel=0.1)


def test_slow_beginnings_make_waits_longer():
    slow, quick = (Street(rate=1000.0, at_once=1) for _ in range(2))
    for street, took in ((slow, 0.5), (quick, 0.01)):
        for _ in range(20):
            assert street.door.enter() == 0
            street.now += took
            street.door.leave(took)
        street.door.enter()

    assert max(slow.knock() for _ in range(20)) > 5 * max(quick.knock() for _ in range(20))


def _fail(door):
    with door.entered() as wait:
        assert wait == 0
        message = "the start fails"
        raise RuntimeError(message)


def test_an_open_place_is_given_back_when_a_start_fails():
    door = Door(10.0, at_once=1)
    with pytest.raises(RuntimeError):
        _fail(door)

    with door.entered() as wait:
        assert wait == 0
