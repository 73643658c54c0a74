"""Pictures of a lesson: decodable, light, and silent about where they were taken."""

from __future__ import annotations

import os
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cadreschool.courses.checking.media import check_picture
from cadreschool.kernel.mistakes import Findings
from tests.courses.building import a_picture, course_files, printed, with_text

GPS = 0x8825
BROKEN = "图片打不开（请重新导出为 PNG、JPEG 或 WebP）"


def _check(data, name="media/a.png"):
    findings = Findings(f"01-lesson/{name}")
    media = check_picture(name, findings.path, data, findings)
    return media, [f"{mistake.text}（{mistake.hint}）" for mistake in findings.mistakes]


def _png(width, height):
    """Return a tiny PNG that claims to be huge."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(("form", "ending"), [("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp")])
def test_three_forms_are_good(form, ending):
    media, mistakes = _check(a_picture(form, (30, 20)), f"media/a.{ending}")

    assert mistakes == []
    assert (media.width, media.height, media.extension) == (30, 20, ending)


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg/>", a_picture()[:40], a_picture("GIF")])
def test_what_does_not_open_is_said_to_be_broken(data):
    assert _check(data)[1] == [BROKEN]


def test_a_picture_is_what_its_name_says():
    assert _check(a_picture("JPEG"))[1] == ["图片其实是 JPEG 格式（把文件名的结尾改成 .jpg）"]


def test_a_picture_of_half_a_megabyte_is_too_large():
    data = a_picture() + os.urandom(500 * 1024)

    assert _check(data)[1] == ["图片有 500 KB，超过 400 KB（请缩小尺寸或降低质量后再放进来）"]


@pytest.mark.parametrize("size", [(6000, 6000), (30_000, 30_000)])
def test_a_picture_with_too_many_points_is_refused_without_unpacking(size):
    found = _check(_png(*size))[1]

    assert found == [
        f"图片有 {size[0]}×{size[1]} 像素，超过 2400 万（请把长边缩到 2000 像素以内）"
    ] or found == [BROKEN], "Pillow itself refuses what is far too large"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_knows_its_place_is_refused(form):
    exif = Image.Exif()
    exif.get_ifd(GPS)[1] = "N"
    ending = {"JPEG": "jpg"}.get(form, form.lower())

    assert _check(a_picture(form, exif=exif.tobytes()), f"media/a.{ending}")[1] == [
        "图片带有拍摄地点（请去掉照片的位置信息，例如截图后再保存）"
    ]


def test_a_picture_nobody_shows_is_named():
    files = course_files() | {"01-lesson/media/a.png": a_picture()}

    assert printed(files) == [
        "01-lesson/media/a.png:1: 图片没有用到（用 ![说明](media/a.png) 放进课文，或删去）"
    ]


def test_a_broken_picture_is_named_by_its_own_path():
    files = with_text("![图](media/a.png)") | {"01-lesson/media/a.png": b"x"}

    assert printed(files) == [f"01-lesson/media/a.png:1: {BROKEN}"]


@given(st.binary(max_size=300) | st.binary(max_size=60).map(lambda data: a_picture()[:33] + data))
def test_any_bytes_are_looked_at_without_failing(data):
    _check(data)
