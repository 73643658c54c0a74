"""Pictures: named by their content, for those who are signed in."""

from __future__ import annotations

import pytest

from cadreschool.files.actions import register_file
from cadreschool.files.storage import keep, path_of
from cadreschool.kernel.db import write
from tests.school.cast import MONDAY

PICTURE = b"\x89PNG\r\n\x1a\n of a workshop"


@pytest.fixture
def picture(app):
    """Keep a picture and return its digest."""
    with app.app_context():
        digest = keep(PICTURE, app.config["SETTINGS"].media)
        write(lambda: register_file(digest, "png", len(PICTURE), at=MONDAY))
    return digest


def test_a_picture_is_served_as_what_it_is_and_may_be_kept_for_a_year(browse, picture):
    with browse.enter("li_mei").client.get(f"/media/{picture}.png") as response:
        assert (response.status_code, response.data) == (200, PICTURE)
        assert response.mimetype == "image/png"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        kept = response.headers["Cache-Control"]
    assert {part.strip() for part in kept.split(",")} == {
        "private",
        "immutable",
        "max-age=31536000",
    }


def test_a_stranger_sees_no_picture(browse, picture):
    response = browse.client.get(f"/media/{picture}.png")

    assert response.status_code == 303
    assert PICTURE not in response.data


@pytest.mark.parametrize("name", ["{}.jpg", "{}.html", "{}.PNG", "{}.png.html", "x{}.png"])
def test_a_picture_has_one_name(browse, picture, name):
    response = browse.enter("li_mei").client.get(f"/media/{name.format(picture)}")

    assert response.status_code == 404


def test_a_picture_that_was_never_registered_is_not_served(app, browse):
    digest = keep(b"not registered", app.config["SETTINGS"].media)

    assert browse.enter("li_mei").client.get(f"/media/{digest}.png").status_code == 404


def test_a_picture_whose_file_is_gone_is_not_found(app, browse, picture):
    path_of(picture, app.config["SETTINGS"].media).unlink()

    browse.enter("li_mei").open(f"/media/{picture}.png", status=404)
