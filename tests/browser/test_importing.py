"""Bringing in a LinkedIn export in a browser: dropped, looked at, brought in, believed, undone."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

House = Any
Visit = Callable[..., Page]

STORY = '2026-03-02 search for "planner in logistics" goal offer'
ASKED = "Hi Ana, could you introduce me to somebody at Oak Bank? I am looking for a job."
CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,"
    "DATE,SUBJECT,CONTENT,FOLDER\n"
)
DROP = """(content) => {
    const bytes = Uint8Array.from(content, (letter) => letter.charCodeAt(0));
    const files = new DataTransfer();
    files.items.add(new File([bytes], "export.zip", {type: "application/zip"}));
    const over = new DragEvent("dragover", {dataTransfer: files, bubbles: true, cancelable: true});
    document.body.dispatchEvent(over);
    const isLit = document.querySelector(".dropform").classList.contains("over");
    const drop = new DragEvent("drop", {dataTransfer: files, bubbles: true, cancelable: true});
    document.body.dispatchEvent(drop);
    return isLit;
}"""


def table(*rows: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()


def profile(name: str) -> str:
    return f"https://www.linkedin.com/in/{name}".lower().replace(" ", "-")


def export(people: int) -> bytes:
    """A made export: so many connections, Ana among them, and one message to her."""
    names = [("Ana", "Reyes"), *((f"Ben{number}", "Ode") for number in range(people - 1))]
    rows = [
        (first, last, profile(f"{first} {last}"), "", "Oak Bank", "Clerk", "04 May 2020")
        for first, last in names
    ]
    message = (
        "c1",
        "",
        "Sam Rivers",
        profile("Sam Rivers"),
        "Ana Reyes",
        profile("Ana Reyes"),
        "2026-03-01 10:00:00 UTC",
        "",
        ASKED,
        "SENT",
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Connections.csv", CONNECTIONS + table(*rows))
        archive.writestr("messages.csv", MESSAGES + table(message))
        archive.writestr("Profile.csv", table(("First Name", "Last Name"), ("Sam", "Rivers")))
    return written.getvalue()


def faults(page: Page) -> list[str]:
    return [one["id"] for one in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_an_export_is_dropped_brought_in_and_undone(
    houses: Callable[..., House], visit: Visit, size: str
) -> None:
    page = visit(houses(story=STORY).open(), size, bypass_csp=True)
    page.goto("/people/")
    page.get_by_role("link", name="bring in an address book").click()
    page.wait_for_url("**/import/")
    with page.expect_navigation(url=re.compile("/import/[0-9a-f]{32}/")):
        assert page.evaluate(DROP, export(800).decode("latin-1"))
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile(r"800\s+new people"))
    assert faults(page) == []
    page.get_by_label("Find a name").fill("ben7 ")
    page.get_by_label("Find a name").press("Enter")
    page.get_by_label("Ben7 Ode").uncheck()
    page.get_by_role("button", name="Bring it in").click()
    page.wait_for_url("**/imports/*/")
    expect(heading).to_have_text("799 people came in.")
    assert faults(page) == []
    believe(page)
    undo(page)


def believe(page: Page) -> None:
    """See her among the people, and confirm what the message proposes."""
    page.get_by_role("link", name="See your people").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("799")
    page.goto("/")
    page.get_by_role("link", name="waits for your word").click()
    expect(page.get_by_text(ASKED)).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Confirm the ticked ones").click()
    expect(page.locator("#flash")).to_contain_text("Confirmed: ")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing waits for your word.")


def undo(page: Page) -> None:
    """Take the import back: Ana stays, for what was confirmed is about her."""
    page.goto("/import/")
    assert faults(page) == []
    page.get_by_role("button", name=re.compile("Undo ?: export.zip")).click()
    expect(page.get_by_text("This import was undone")).to_be_visible()
    expect(page.get_by_text("wrote down since: Ana Reyes.")).to_be_visible()
    page.goto("/people/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1")
    page.go_back()
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_role("button", name="Undo this import")).to_be_visible()


def test_without_script_it_goes_as_well(
    houses: Callable[..., House], visit: Visit, tmp_path: Path
) -> None:
    made = tmp_path / "export.zip"
    made.write_bytes(export(20))
    page = visit(houses(story=STORY).open(), java_script_enabled=False, refusals=(404,))
    page.goto("/import/")
    page.get_by_label("Drop files here, or choose them").set_input_files(made)
    page.get_by_role("button", name="See what is in it").click()
    page.get_by_role("button", name="Leave it").click()
    page.get_by_label("Drop files here, or choose them").set_input_files(made)
    page.get_by_role("button", name="See what is in it").click()
    page.get_by_role("button", name="Bring it in").click()
    page.wait_for_url("**/imports/*/")
    expect(page.get_by_role("heading", level=1)).to_have_text("20 people came in.")


def test_large_work_shows_how_far_it_is_and_stops(
    houses: Callable[..., House], visit: Visit, tmp_path: Path
) -> None:
    made = tmp_path / "export.zip"
    made.write_bytes(export(12_000))
    page = visit(houses(story=STORY).open())
    page.goto("/import/")
    page.get_by_label("Drop files here, or choose them").set_input_files(made)
    page.get_by_role("button", name="See what is in it").click()
    page.get_by_role("button", name="Bring it in").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("It is being brought in.")
    page.get_by_role("button", name="Stop").click()
    expect(heading).to_have_text("Stopped.")
    page.get_by_role("link", name="Back to the files").click()
    page.get_by_role("button", name="Bring it in").click()
    page.wait_for_url("**/imports/*/")
    expect(heading).to_have_text("12,000 people came in.")


def test_what_is_too_large_is_told_before_it_is_sent(
    houses: Callable[..., House], visit: Visit
) -> None:
    page = visit(houses(story=STORY).open())
    page.goto("/import/")
    page.evaluate(
        """() => {
            const field = document.getElementById("files");
            Object.defineProperty(field, "files", {value: [{size: 300 * 1024 * 1024}]});
            field.required = false;
            field.dispatchEvent(new Event("change"));
            field.form.requestSubmit();
        }"""
    )
    expect(page.get_by_text("These are more than 256 MiB together")).to_be_visible()
    assert page.url.endswith("/import/")


def test_all_of_it_goes_by_the_keyboard(
    houses: Callable[..., House], visit: Visit, stop: Callable[[Page], str], tmp_path: Path
) -> None:
    made = tmp_path / "export.zip"
    made.write_bytes(export(3))
    page = visit(houses(story=STORY).open())
    page.goto("/import/")
    page.get_by_label("Drop files here, or choose them").set_input_files(made)
    page.get_by_label("Drop files here, or choose them").focus()
    assert stop(page) == "See what is in it"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/import/[0-9a-f]{32}/"))
    stops = [stop(page) for _ in range(25)]
    assert any(name.startswith("Ana Reyes") for name in stops)
    assert "Bring it in" in stops
    assert stops.count("Find") == 1, "the button for Enter is nowhere to be stopped at"
