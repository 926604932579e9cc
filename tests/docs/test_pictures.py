"""The pictures of the pages: each is there, is told in words, and is taken by the script."""

import re
import runpy
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

MOST_BYTES = 800_000  # of all pictures together: the manual is carried about
LONGEST_TOLD = 300  # letters: what is read out must not be longer than what is seen
SHOWN = re.compile(r"!\[(?P<told>[^\]]*)\]\((?P<target>[^)\s]+)\)")
BUTTON = re.compile(r"\*\*([^*]+)\*\*")

Pixels = NDArray[np.uint8]


@pytest.fixture(scope="module")
def script(root: Path) -> dict[str, Any]:
    """The names of the script, without running it."""
    return runpy.run_path(str(root / "scripts" / "screenshots.py"), run_name="a test")


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    """Where the pictures are."""
    return root / "docs" / "_static" / "pages"


def shown_by(pages: list[Path]) -> list[tuple[Path, str, str]]:
    """Every picture that a page shows: the page, what is told of it, and where it is."""
    return [
        (page, found["told"], found["target"])
        for page in pages
        for found in SHOWN.finditer(page.read_text())
    ]


def test_every_picture_that_a_page_shows_is_there(pages: list[Path]) -> None:
    shown = shown_by(pages)
    assert shown
    lost = [target for page, _, target in shown if not (page.parent / target).is_file()]
    assert lost == []


def test_every_picture_is_told_in_a_sentence(pages: list[Path]) -> None:
    for page, told, target in shown_by(pages):
        assert re.fullmatch(r"[A-Z].{20,}\.", told), f"{page.name}: {target}"
        assert len(told) <= LONGEST_TOLD, f"{page.name}: {target}"


def test_what_is_shown_what_is_taken_and_what_is_there_are_the_same(
    pages: list[Path], script: dict[str, Any], folder: Path
) -> None:
    shown = {Path(target).stem for _, _, target in shown_by(pages)}
    there = {picture.stem for picture in folder.iterdir()}
    assert shown == there == set(script["PICTURES"])


def test_the_pictures_are_small_together(folder: Path) -> None:
    assert sum(picture.stat().st_size for picture in folder.iterdir()) < MOST_BYTES


def test_every_picture_is_as_wide_as_its_screen(script: dict[str, Any], folder: Path) -> None:
    for picture in folder.iterdir():
        width, _ = struct.unpack(">II", picture.read_bytes()[16:24])
        phone = 2 * script["PHONE"][0]  # two dots a pixel, as on a phone
        assert width == (phone if "-phone" in picture.stem else script["DESK"][0]), picture.name


def test_without_a_browser_the_script_says_so_and_changes_nothing(
    script: dict[str, Any],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("KNOCK_CHROMIUM", "a-browser-that-nobody-has")
    before = {picture: picture.read_bytes() for picture in folder.iterdir()}
    main: Callable[[list[str]], int] = script["main"]
    assert main([]) == 0
    assert capsys.readouterr().out.startswith("NOT TAKEN: ")
    assert {picture: picture.read_bytes() for picture in folder.iterdir()} == before


def pixels_in(png: bytes) -> Pixels:
    """The colours of a picture with a palette whose lines are not filtered, read from its bytes."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    parts: dict[bytes, bytes] = {}
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        (check,) = struct.unpack(">I", png[at + 8 + length : at + 12 + length])
        assert check == zlib.crc32(kind + body)
        parts[kind] = body
        at += 12 + length
    width, height, *kind_of_picture = struct.unpack(">IIBBBBB", parts[b"IHDR"])
    assert kind_of_picture == [8, 3, 0, 0, 0]
    lines = np.frombuffer(zlib.decompress(parts[b"IDAT"]), np.uint8).reshape(height, width + 1)
    assert not lines[:, 0].any()
    palette = np.frombuffer(parts[b"PLTE"], np.uint8).reshape(-1, 3)
    return palette[lines[:, 1:]]


def test_a_picture_of_few_colours_comes_back_as_it_was(script: dict[str, Any]) -> None:
    rng = np.random.default_rng(20260302)
    few = rng.integers(0, 256, size=(200, 3), dtype=np.uint8)
    before = few[rng.integers(0, len(few), size=(31, 57))]
    assert np.array_equal(pixels_in(script["png_of"](before)), before)


def test_a_rare_colour_is_drawn_as_the_nearest_of_the_common_ones(script: dict[str, Any]) -> None:
    common = np.array([[n, 0, 0] for n in range(256)], dtype=np.uint8)
    before = np.concatenate([common, common, [[7, 1, 0]]])[None, :, :].astype(np.uint8)
    after = pixels_in(script["png_of"](before))
    assert np.array_equal(after[:, :-1], before[:, :-1])
    assert after[0, -1].tolist() == [7, 0, 0]


def test_every_button_that_the_lesson_presses_is_on_the_pages(root: Path) -> None:
    web = root / "src" / "keepknocking" / "web"
    words = " ".join(path.read_text() for path in web.rglob("*") if path.suffix in {".html", ".py"})
    lesson = (root / "docs" / "tutorial" / "fortnight-on-the-pages.md").read_text()
    pressed = {" ".join(button.split()) for button in BUTTON.findall(lesson)}
    assert len(pressed) > 10
    assert sorted(button for button in pressed if button not in words) == []
