"""What comes from a camera leaves as a picture and nothing else."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from cadreschool.courses.drafts.pictures import MOST_BYTES, PictureError, fit_picture


def _picture(size, name="JPEG", mode="RGB", **options):
    out = BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(out, name, **options)
    return out.getvalue()


def test_a_large_photo_becomes_small_enough():
    fitted = fit_picture(_picture((2400, 1800)))

    with Image.open(BytesIO(fitted.data)) as picture:
        assert max(picture.size) <= 1600
    assert len(fitted.data) <= MOST_BYTES
    assert fitted.extension == "jpg"


def test_place_camera_and_what_hides_behind_are_gone():
    exif = Image.Exif()
    exif[0x010F] = "a camera"
    exif.get_ifd(0x8825)[1] = "N"
    fitted = fit_picture(_picture((60, 40), exif=exif) + b"<script>hidden</script>")

    with Image.open(BytesIO(fitted.data)) as picture:
        assert not picture.getexif()
    assert b"script" not in fitted.data
    assert b"a camera" not in fitted.data


def test_a_photo_held_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    fitted = fit_picture(_picture((60, 40), exif=exif))

    with Image.open(BytesIO(fitted.data)) as picture:
        assert picture.size == (40, 60)


def test_a_drawing_stays_a_drawing():
    out = BytesIO()
    Image.new("RGBA", (300, 200), (200, 20, 20, 0)).save(out, "PNG")

    assert fit_picture(out.getvalue()).extension == "png"


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"GIF89a", _picture((30, 30))[:100]])
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(PictureError):
        fit_picture(data)


def test_a_flood_of_pixels_is_refused_before_it_is_unpacked():
    out = BytesIO()
    Image.new("1", (6000, 6000)).save(out, "PNG")

    with pytest.raises(PictureError, match="2400 万"):
        fit_picture(out.getvalue())
