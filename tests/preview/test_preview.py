"""The preview: a session that knows what differs, a server that tells it, a page in a real browser."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from ria_deck.preview.session import Session
from tests.municipal_talk import write_talk
from tests.validators.browser import axe, browser
from tests.validators.tools import require_tool

REPORT = "id: talk\ntitle: A talk\nauthors: [{name: A. Author}]\ndate: 2026-01-01\nlanguage: en\nlanguages: [en, ja]\n"
TOPIC = """\
---
title: Cars
---

## First {#first}

- {{ cars.value("units", year=2025) | number }} cars.

## Second {#second}

- Nothing else.
"""
PACKAGE = """\
name: cars
resources:
  - name: cars
    path: cars.csv
    schema: {fields: [{name: year, type: year}, {name: units, type: integer}], primaryKey: year}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in {
        "content/report.yaml": REPORT,
        "content/01-cars.md": TOPIC,
        "data/datapackage.yaml": PACKAGE,
        "data/cars.csv": "year,units\n2024,10\n2025,1200\n",
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_only_the_slides_that_differ_are_named(root: Path) -> None:
    session = Session(root)
    first = session.look()
    assert set(first.orders) == {"en", "ja"}
    assert session.look().slides == ()
    edit(root / "content/01-cars.md", "Nothing else", "Nothing more")
    assert session.look().slides == (("en", "second"), ("ja", "second"))
    edit(root / "data/cars.csv", "1200", "1300")
    assert session.look().slides == (("en", "first"), ("ja", "first"))
    assert "1,300" in session.decks["en"].slides[2].html


def test_a_mistake_keeps_the_last_good_slides_and_goes_again(root: Path) -> None:
    session = Session(root, languages=("en",))
    session.look()
    edit(root / "content/01-cars.md", "year=2025", "year=2026")
    update = session.look()
    assert [(one.code, str(one.span)) for one in update.diagnostics] == [("RD206", "content/01-cars.md:7:26")]
    assert update.slides == ()
    assert "1,200" in session.decks["en"].slides[2].html
    assert session.slide_at("content/01-cars.md", 7) == "first"
    edit(root / "content/01-cars.md", "year=2026", "year=2024")
    assert session.look().diagnostics == ()
    assert "10 cars" in re.sub("<[^>]+>", "", session.decks["en"].slides[2].html)


def test_a_folder_that_goes_and_comes_back(root: Path) -> None:
    session = Session(root, languages=("en",))
    session.look()
    shutil.move(root / "data", root / "elsewhere")
    assert session.look().diagnostics
    assert len(session.decks["en"].slides) == 4
    shutil.move(root / "elsewhere", root / "data")
    assert session.look().diagnostics == ()


def test_numbers_carry_their_cells(root: Path) -> None:
    session = Session(root, languages=("en",))
    session.look()
    [origin] = session.decks["en"].slides[2].origins
    assert origin["shown"] == "1,200"
    assert origin["cells"] == [
        {"table": "cars", "file": "data/cars.csv", "row": "year=2025", "column": "units", "line": 3}
    ]


class Running:
    """`ria-deck preview` as a process of its own."""

    def __init__(self, root: Path) -> None:
        command = [sys.executable, "-c", "from ria_deck.cli import main; main()", "preview", "--project", str(root)]
        self.process = subprocess.Popen(
            [*command, "--port", "0", "--no-browser"], stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert self.process.stderr is not None
        self.line = self.process.stderr.readline()
        found = re.search(r"http://\S+", self.line)
        assert found, self.line
        self.address = found[0]
        self.parts = urlsplit(self.address)
        self.token = parse_qs(self.parts.query)["token"][0]

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(self.parts.hostname or "", self.parts.port, timeout=60)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        found = answer.status, answer.read()
        connection.close()
        return found

    @contextmanager
    def events(self) -> Iterator[http.client.HTTPResponse]:
        connection = http.client.HTTPConnection(self.parts.hostname or "", self.parts.port, timeout=60)
        connection.request("GET", f"/events?token={self.token}")
        with closing(connection), closing(connection.getresponse()) as stream:
            yield stream

    def end(self) -> str:
        self.process.send_signal(signal.SIGINT)
        assert self.process.stderr is not None
        said = self.process.stderr.read()
        self.process.wait(30)
        self.process.stderr.close()
        return said


@pytest.fixture
def running(root: Path) -> Iterator[Running]:
    made = Running(root)
    yield made
    said = made.end()
    assert "Traceback" not in said


def read_event(stream: http.client.HTTPResponse, name: str) -> Any:
    """The data of the next event of a name."""
    event = ""
    while True:
        line = stream.readline().decode("utf-8").rstrip("\n")
        if line.startswith("event: "):
            event = line.removeprefix("event: ")
        elif line.startswith("data: ") and event == name:
            return json.loads(line.removeprefix("data: "))


def test_the_stream_names_changed_slides_and_mistakes(root: Path, running: Running) -> None:
    with running.events() as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert [found["code"] for found in read_event(stream, "diagnostics")] == ["RD411"]  # nothing is translated
        edit(root / "content/01-cars.md", "Nothing else", "Nothing more")
        assert read_event(stream, "slide") == {"lang": "en", "id": "second"}
        looked = read_event(stream, "looked")
        assert looked["saved"] == {"path": "content/01-cars.md", "line": 11, "id": "second"}
        edit(root / "content/01-cars.md", "units", "unitz")
        [found] = [one for one in read_event(stream, "diagnostics") if one["severity"] == "error"]
        assert (found["code"], found["path"], found["line"], found["slide"]) == (
            "RD203",
            "content/01-cars.md",
            7,
            "first",
        )


def test_nobody_without_the_token_or_by_another_name_is_answered(running: Running) -> None:
    assert running.get(f"/?token={running.token}")[0] == 200
    for path in ("/", "/deck", "/events?token=wrong", "/slide?lang=en&id=first", "/handout?lang=en"):
        assert running.get(path)[0] == 403, path
    assert running.get(f"/deck?token={running.token}", Host="evil.example")[0] == 400
    assert running.get(f"/file/..%2f..%2fetc%2fpasswd?token={running.token}")[0] == 404


def test_a_port_in_use_is_an_error_with_a_way_out(root: Path, running: Running) -> None:
    command = [sys.executable, "-c", "from ria_deck.cli import main; main()", "preview", "--project", str(root)]
    port = str(running.parts.port)
    run = subprocess.run([*command, "--port", port, "--no-browser"], check=False, capture_output=True, text=True)
    assert run.returncode == 3
    assert "RD930" in run.stderr
    assert "--port 0" in run.stderr


def test_a_page_follows_what_one_writes(root: Path, running: Running) -> None:
    require_tool("browser")
    with browser() as chromium:
        page = chromium.new_page(viewport={"width": 1400, "height": 900}, bypass_csp=True)
        said: list[str] = []
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(running.address)
        page.locator("#strip button").nth(2).click()
        page.locator("#stage .holder").get_by_text("1,200").wait_for()
        edit(root / "data/cars.csv", "1200", "1300")
        page.locator("#stage .holder").get_by_text("1,300").wait_for()
        page.locator("#stage [data-origin]").click()
        assert "data/cars.csv:3" in page.locator("#origin").inner_text()
        edit(root / "content/01-cars.md", "year=2025", "year=2026")
        page.locator("#problems li.error").wait_for()
        assert "content/01-cars.md:7:26" in page.locator("#problems").inner_text()
        assert page.locator("#stage .holder").get_by_text("1,300").count() == 1
        assert axe(page) == []
        edit(root / "content/01-cars.md", "year=2026", "year=2024")
        page.locator("#problems li.error").wait_for(state="detached")
        page.keyboard.press("l")
        page.locator("#stage .holder").nth(1).wait_for()
        assert page.locator("#stage .holder").count() == 2
        page.wait_for_timeout(300)
        assert axe(page) == []
        page.locator("[data-view=both]").click()
        page.locator(".pages img").first.wait_for()
        assert said == []


FOCUSED = """() => {
  let one = document.activeElement;
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  return one?.dataset?.origin !== undefined;
}"""


def test_keys_alone_lead_to_the_cells_of_a_number(root: Path, running: Running) -> None:
    require_tool("browser")
    with browser() as chromium:
        page = chromium.new_page(viewport={"width": 1400, "height": 900}, bypass_csp=True)
        page.goto(running.address)
        page.locator("#strip button").nth(2).wait_for()
        while page.locator("#stage [data-origin]").count() == 0:
            page.keyboard.press("ArrowRight")
            page.wait_for_timeout(100)
        for _ in range(60):
            if page.evaluate(FOCUSED):
                break
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.locator("#origin").wait_for()
        assert "data/cars.csv:3" in page.locator("#origin").inner_text()


def test_a_phone_shows_the_slide_as_wide_as_itself(root: Path, running: Running) -> None:
    require_tool("browser")
    with browser() as chromium:
        page = chromium.new_page(viewport={"width": 390, "height": 844}, has_touch=True, bypass_csp=True)
        page.goto(running.address)
        page.locator("#stage .holder").wait_for()
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.locator("#stage .holder").bounding_box()["width"] > 300
        page.locator("#strip button").nth(2).tap()
        page.locator("#stage .holder").get_by_text("1,200").wait_for()
        assert axe(page) == []


def test_another_row_of_a_batch_is_chosen_in_the_page(tmp_path: Path) -> None:
    require_tool("browser")
    running = Running(write_talk(tmp_path))
    try:
        deck = json.loads(running.get(f"/deck?token={running.token}")[1])
        assert (deck["rows"], deck["row"]) == (["a1", "b2", "c3"], "a1")
        assert running.get(f"/row?token={running.token}&id=b2")[0] == 405  # a link changes nothing
        with browser() as chromium:
            page, other = (chromium.new_page(viewport={"width": 1200, "height": 800}, bypass_csp=True) for _ in "12")
            for one in (page, other):
                one.goto(f"{running.address}#people")
                one.locator("#stage .holder").get_by_text("1,210").wait_for()
            page.locator("#rows select").select_option("b2")
            for one in (page, other):
                one.locator("#stage .holder").get_by_text("2,210").wait_for()
                assert one.locator("#stage .holder").get_by_text("1,210").count() == 0
                assert one.locator("#rows select").input_value() == "b2"
            page.locator("#views").click(position={"x": 1, "y": 1})
            page.keyboard.press("r")
            assert page.evaluate("document.activeElement.tagName") == "SELECT"
            assert axe(page) == []
            edit(tmp_path / "data/population.csv", "b2,2020,2210", "b2,2020,2999")
            page.locator("#stage .holder").get_by_text("2,999").wait_for()
    finally:
        assert "Traceback" not in running.end()


def test_a_row_that_fails_shows_nothing_of_the_one_before(tmp_path: Path) -> None:
    root = write_talk(tmp_path)
    session = Session(root, languages=("en",))
    session.look()
    assert "1,210" in session.decks["en"].slides[-2].html + session.decks["en"].slides[-1].html
    edit(root / "data/population.csv", "b2,2020,2210\n", "")
    update = session.choose("b2")
    assert [one.code for one in update.diagnostics if one.severity.value == "error"]
    assert session.decks == {}
    session.choose("c3")
    assert "3,210" in "".join(slide.html for slide in session.decks["en"].slides)
