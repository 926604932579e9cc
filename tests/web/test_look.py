"""The look: nothing inline, nothing from elsewhere, enough contrast, files that are there."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from django.template.loader import get_template

INLINE = re.compile(
    r"""<style\b | \sstyle\s*= | \son[a-z]+\s*= | \bhx-on\b | javascript: | \bdata:
    | <script\b(?![^>]*\ssrc=)""",
    re.VERBOSE | re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"""https?://(?!www\.w3\.org/(?:2000/svg|1999/xlink)\b) | (?:src|href|url\()\s*=?\s*["']?//""",
    re.VERBOSE | re.IGNORECASE,
)
MOST_BYTES_OF_STYLE = 40_000
ENOUGH_FOR_WORDS = 4.5  # WCAG 2.2, 1.4.3, level AA
ENOUGH_FOR_MARKS = 3.0  # WCAG 2.2, 1.4.11

WORDS = [
    ("ink", "wall"),
    ("ink", "room"),
    ("soft", "wall"),
    ("soft", "room"),
    ("on-leaf", "leaf"),
    ("on-ground", "ground"),
    ("on-yours", "yours"),
    ("on-yours", "brass"),
    ("on-plate", "plate"),
    ("wall", "ink"),
    ("weak", "wall"),
    ("weak", "weak-wash"),
    ("ink", "weak-wash"),
    ("on-weak", "weak"),
]
MARKS = [
    ("house", "wall"),
    ("house", "room"),
    ("yours-edge", "wall"),
    ("yours-edge", "room"),
    ("brass", "leaf"),
    ("yours", "leaf"),
    ("frame", "wall"),
    ("weak", "room"),
]


@pytest.fixture(scope="module")
def web(root: Path) -> Path:
    return root / "src" / "keepknocking" / "web"


@pytest.fixture(scope="module")
def static(web: Path) -> Path:
    return web / "static" / "keepknocking"


@pytest.fixture(scope="module")
def templates(root: Path) -> dict[str, str]:
    """Every template of the package, by the name that Django knows it by."""
    found = {}
    for folder in (root / "src" / "keepknocking").rglob("templates"):
        for path in folder.rglob("*"):
            if path.is_file():
                found[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def sheets(static: Path) -> dict[str, str]:
    """Every style sheet, by its path: the shared ones, and those of single pages."""
    return {
        path.relative_to(static).as_posix(): path.read_text(encoding="utf-8")
        for path in static.rglob("*.css")
    }


def lines_with(pattern: re.Pattern[str], texts: dict[str, str]) -> list[str]:
    return [
        f"{name}: {line.strip()[:90]}"
        for name, text in texts.items()
        for line in text.splitlines()
        if pattern.search(line)
    ]


def test_no_template_has_anything_inline(templates: dict[str, str]) -> None:
    assert len(templates) > 10
    assert lines_with(INLINE, templates) == []


@pytest.mark.parametrize(
    "line",
    [
        '<p style="color:red">',
        "<p class=a style = 'x'>",
        "<style>p{}</style>",
        '<a onclick="go()">',
        "<body onload=go()>",
        "<script>go()</script>",
        '<script type="module">',
        '<a href="javascript:go()">',
        '<b hx-on:click="go()">',
    ],
)
def test_something_inline_is_seen(line: str) -> None:
    assert INLINE.search(line)


@pytest.mark.parametrize(
    "line", ['<script src="/a.js" defer></script>', '<a href="/on/">', "<p>on = off</p>"]
)
def test_what_is_not_inline_is_let_be(line: str) -> None:
    assert not INLINE.search(line.replace("on = off", "of on"))


def test_nothing_of_the_pages_comes_from_elsewhere(
    templates: dict[str, str], static: Path, web: Path
) -> None:
    files = {
        path.relative_to(web).as_posix(): path.read_text(encoding="utf-8")
        for path in static.rglob("*")
        if path.suffix in {".css", ".js", ".svg", ".html", ".json"}
    }
    assert len(files) > 6
    assert lines_with(ELSEWHERE, {**templates, **files}) == []


@pytest.mark.parametrize(
    "line",
    [
        '<a href="https://example.org/">',
        "@import url(//example.org/a.css)",
        '<img src="//example.org/a.png">',
        "fetch('http://example.org')",
    ],
)
def test_an_address_elsewhere_is_seen(line: str) -> None:
    assert ELSEWHERE.search(line)


def test_every_template_compiles(templates: dict[str, str]) -> None:
    for name in templates:
        assert get_template(name)


def test_every_form_that_writes_carries_its_token(templates: dict[str, str]) -> None:
    forms = [
        (name, form)
        for name, text in templates.items()
        for form in re.findall(r"<form\b.*?</form>", text, flags=re.DOTALL)
    ]
    writing = [(name, form) for name, form in forms if 'method="post"' in form]
    assert len(writing) >= 3
    assert [name for name, form in writing if "{% csrf_token %}" not in form] == []


def test_every_template_that_is_named_is_there(templates: dict[str, str]) -> None:
    named = {
        name
        for text in templates.values()
        for name in re.findall(r"{% (?:include|extends) [\"']([^\"']+)", text)
    }
    assert named - set(templates) == set()


def test_every_static_file_that_is_named_is_there(templates: dict[str, str], web: Path) -> None:
    named = {
        name
        for text in templates.values()
        for name in re.findall(r"{% static [\"']([^\"']+)", text)
    }
    assert "keepknocking/tokens.css" in named
    assert sorted(name for name in named if not (web / "static" / name).is_file()) == []


def test_every_file_that_a_style_sheet_names_is_there(sheets: dict[str, str], static: Path) -> None:
    named = {
        name for text in sheets.values() for name in re.findall(r"url\([\"']?([^\"')]+)", text)
    }
    assert named == {"fonts/besley.woff2", "fonts/atkinson-next.woff2"}
    assert all((static / name).is_file() for name in named)


def test_every_font_lies_beside_its_licence(static: Path) -> None:
    licences = list((static / "fonts").glob("OFL-*.txt"))
    assert {path.stem.removeprefix("OFL-") for path in licences} == {
        path.stem for path in (static / "fonts").glob("*.woff2")
    }
    assert all("SIL OPEN FONT LICENSE Version 1.1" in path.read_text() for path in licences)


def test_the_style_sheets_stay_small(sheets: dict[str, str]) -> None:
    of_all_pages = {"tokens.css", "type.css", "parts.css", "pages.css", "print.css"}
    assert of_all_pages <= set(sheets)
    assert sum(len(sheets[name].encode()) for name in of_all_pages) < MOST_BYTES_OF_STYLE


def test_every_style_sheet_says_what_it_holds_and_keeps_to_its_layer(
    sheets: dict[str, str],
) -> None:
    for name, text in sheets.items():
        assert text.startswith("/* "), name
        layers = set(re.findall(r"@layer ([\w, ]+?)\s*{", text))
        own = "pages" if "/" in name else name.removesuffix(".css")
        assert layers <= {own, "print"}, name


def test_braces_of_every_style_sheet_are_even(sheets: dict[str, str]) -> None:
    for name, text in sheets.items():
        bare = re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", text, flags=re.DOTALL)
        assert bare.count("{") == bare.count("}"), name


def test_every_value_that_is_used_is_defined(sheets: dict[str, str]) -> None:
    everything = "".join(sheets.values())
    used = set(re.findall(r"var\(--([\w-]+)", everything))
    defined = set(re.findall(r"--([\w-]+)\s*:", everything))
    assert used - defined == set()


def test_red_is_only_for_the_weak_link(sheets: dict[str, str]) -> None:
    for name, sheet in sheets.items():
        for selector, body in rules(sheet):
            if "var(--weak" in body:
                assert "weak" in selector, f"{name}: {selector}"


def rules(sheet: str) -> Iterator[tuple[str, str]]:
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    for found in re.finditer(r"([^{}]+){([^{}]*)}", bare):
        yield found.group(1).strip(), found.group(2)


def colours(sheets: dict[str, str], mode: int) -> dict[str, str]:
    """The colour of every token: mode 0 is light, 1 is dark."""
    found = {}
    hexadecimal = r"(#[0-9a-f]{3,6})\b"
    for name, value in re.findall(r"--([\w-]+):\s*([^;]+);", sheets["tokens.css"]):
        pair = re.fullmatch(rf"light-dark\({hexadecimal}, {hexadecimal}\)", value)
        single = re.fullmatch(hexadecimal, value)
        if pair:
            found[name] = pair.group(mode + 1)
        elif single:
            found[name] = single.group(1)
    return found


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, 0 to 1."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_what_its_definition_says() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), WORDS)
def test_words_can_be_read(sheets: dict[str, str], mode: int, words: str, ground: str) -> None:
    found = colours(sheets, mode)
    assert contrast(found[words], found[ground]) >= ENOUGH_FOR_WORDS


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_marks_can_be_seen(sheets: dict[str, str], mode: int, mark: str, ground: str) -> None:
    found = colours(sheets, mode)
    assert contrast(found[mark], found[ground]) >= ENOUGH_FOR_MARKS


def test_the_base_page_links_the_sheets_in_the_order_of_their_layers(
    templates: dict[str, str], sheets: dict[str, str]
) -> None:
    linked = re.findall(r"keepknocking/(\w+)\.css", templates["keepknocking/page.html"])
    layers = re.search(r"@layer ([\w, ]+);", sheets["tokens.css"])
    assert layers
    assert linked == layers.group(1).split(", ")
    assert all(earlier != later for earlier, later in pairwise(linked))
