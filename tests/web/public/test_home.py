"""The front door leads on."""

from __future__ import annotations

import pytest


def test_a_stranger_is_led_to_the_door(browse):
    response = browse.client.get("/")

    assert (response.status_code, response.location) == (302, "/sign-in/")


@pytest.mark.parametrize("name", ["li_mei", "sun"])
def test_a_cadre_is_led_to_their_desk(browse, name):
    response = browse.enter(name).client.get("/")

    assert (response.status_code, response.location) == (302, "/study/")
