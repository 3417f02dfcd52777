"""HTML slides: one file that asks nothing from outside, used in a real browser."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from typer.testing import CliRunner

from ria_deck import Project, render
from ria_deck.check.outline import compare, outline_of_deck, read_html
from ria_deck.cli.app import app
from ria_deck.model.deck import Deck
from tests.validators.browser import axe, browser
from tests.validators.tools import require_tool

GALLERY = Path(__file__).resolve().parents[2] / "projects/gallery"


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Deck:
    """The starter's deck, with a hidden slide, notes and a slide of its own for each kind of origin."""
    root = tmp_path_factory.mktemp("web") / "talk"
    assert CliRunner().invoke(app, ["init", str(root)]).exit_code == 0
    topic = next((root / "content").glob("02-*.md"))
    text = "\n\n## Backup {#backup .hidden}\n\n- Not shown.\n\n::: notes\n</script><b>Speak</b> slowly.\n:::\n"
    topic.write_text(topic.read_text("utf-8") + text.replace("</script><b>", "**").replace("</b>", "**"), "utf-8")
    return Project.open(root).deck()


@pytest.fixture(scope="module")
def written(deck: Deck, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "talk.html"
    path.write_bytes(render(deck, "html"))
    return path


@pytest.fixture(scope="module", name="chromium")
def _chromium() -> Iterator[Any]:
    require_tool("browser")
    with browser() as running:
        yield running


@pytest.fixture
def page(chromium: Any, written: Path) -> Iterator[Any]:
    """The page at desktop size; a message on the console or an error of the page fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.goto(written.as_uri())
    yield opened
    context.close()
    assert said == []


def test_the_page_says_what_the_deck_says(deck: Deck, written: Path) -> None:
    outline = read_html(written.read_bytes())
    assert compare(outline_of_deck(deck, "html"), outline) == []
    assert [part.id for part in outline.parts] == [slide.id for slide in deck.slides]
    assert {part.id: part.notes for part in outline.parts}["backup"] == ("Speak slowly.",)


def test_every_page_of_the_gallery_is_read_back() -> None:
    for language in ("en", "ja"):
        deck = Project.open(GALLERY).deck(language=language)
        assert compare(outline_of_deck(deck, "html"), read_html(render(deck, "html"))) == []


def test_a_page_that_lacks_a_text_or_a_number_is_found(deck: Deck, written: Path) -> None:
    html = written.read_bytes()
    [label] = [label for part in outline_of_deck(deck, "html").parts for f in part.figures for label in f.labels][:1]
    for lost in (b"Not shown.", b"slowly", label.encode()):
        assert compare(outline_of_deck(deck, "html"), read_html(html.replace(lost, b"?"))), lost


def test_nothing_comes_from_outside_and_the_bytes_are_the_same(deck: Deck, written: Path) -> None:
    html = written.read_text("utf-8")
    assert not re.findall(r"""(?:src|@import|url\()\s*=?\s*["']?(?:https?:|file:|//)""", html)
    assert "<link" not in html
    assert "default-src 'none'" in html
    assert render(deck, "html") == written.read_bytes()


def test_keys_go_through_the_slides_and_leave_out_hidden_ones(page: Any, deck: Deck) -> None:
    ids = [slide.id for slide in deck.slides]
    now = lambda: page.evaluate("document.querySelector('.frame.now .slide').id")  # noqa: E731
    assert now() == ids[0]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("PageDown")
    assert now() == ids[2]
    assert page.url.endswith(f"#{ids[2]}")
    page.keyboard.press("ArrowLeft")
    assert now() == ids[1]
    page.keyboard.press("End")
    assert now() == [slide.id for slide in deck.slides if not slide.hidden][-1]
    page.keyboard.press("ArrowRight")
    assert now() == [slide.id for slide in deck.slides if not slide.hidden][-1]
    page.keyboard.press("Home")
    assert now() == ids[0]


def test_an_address_leads_to_its_slide(chromium: Any, written: Path, deck: Deck) -> None:
    opened = chromium.new_page()
    opened.goto(f"{written.as_uri()}#backup")
    assert opened.evaluate("document.querySelector('.frame.now .slide').id") == "backup"
    opened.close()


def test_a_number_shows_its_cells(page: Any) -> None:
    marked = page.locator("data[data-origin]").first
    page.goto(f"{page.url.partition('#')[0]}#{marked.evaluate('e => e.closest(`.slide`).id')}")
    shown = marked.inner_text()
    marked.click()
    dialog = page.locator("#origin")
    assert dialog.is_visible()
    assert shown in dialog.locator("h2").inner_text()
    assert "data/" in dialog.inner_text()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    marked.focus()
    page.keyboard.press("Enter")
    assert dialog.is_visible()


def test_a_chart_shows_its_numbers(page: Any) -> None:
    chart = page.locator(".drawing[data-origin]").first
    page.goto(f"{page.url.partition('#')[0]}#{chart.evaluate('e => e.closest(`.slide`).id')}")
    chart.click()
    assert page.locator("#origin tr").count() > 2
    assert "data/" in page.locator("#origin").inner_text()


def test_overview_and_search_find_slides(page: Any, deck: Deck) -> None:
    page.keyboard.press("o")
    visible = page.locator(".frame:visible")
    assert visible.count() == len(deck.slides)
    visible.nth(1).click()
    assert page.url.endswith(f"#{deck.slides[1].id}")
    page.keyboard.press("/")
    page.keyboard.type("not shown")
    page.locator("#found button").click()
    assert page.url.endswith("#backup")


def test_the_speakers_window_has_notes_and_follows(page: Any) -> None:
    page.goto(f"{page.url.partition('#')[0]}#backup")
    with page.expect_popup() as opened:
        page.keyboard.press("s")
    speaker = opened.value
    assert speaker.locator("#notes").inner_text() == "Speak slowly."
    assert speaker.locator("#notes strong").inner_text() == "Speak"
    page.keyboard.press("Home")
    assert speaker.locator("#title").inner_text().startswith("1 / ")


@pytest.mark.parametrize("width", [1280, 420])
def test_axe_finds_nothing(chromium: Any, written: Path, width: int) -> None:
    opened = chromium.new_page(viewport={"width": width, "height": 800}, bypass_csp=True)
    opened.goto(written.as_uri())
    assert axe(opened) == []
    if width > 600:
        opened.keyboard.press("o")
        assert axe(opened) == []
    opened.close()


def test_a_phone_scrolls_through_slides_as_wide_as_itself(chromium: Any, written: Path, deck: Deck) -> None:
    opened = chromium.new_page(viewport={"width": 400, "height": 800})
    opened.goto(written.as_uri())
    boxes = [frame.bounding_box() for frame in opened.locator(".frame:visible .slide").all()]
    assert len(boxes) == sum(not slide.hidden for slide in deck.slides)
    assert all(abs(box["width"] - 400) < 1 for box in boxes)
    assert [box["y"] for box in boxes] == sorted(box["y"] for box in boxes)
    opened.close()


def coarse(picture: Image.Image) -> Any:
    """A picture as 107 × 60 fields of 12 pixels: what differs then is seen from afar, not in the edges of letters, nor in a
    line with `code` that a browser sets a pixel higher."""
    return np.asarray(picture.convert("RGB").resize((107, 60), Image.Resampling.BOX), dtype=float)


def test_slides_look_as_they_are_printed(chromium: Any, written: Path, deck: Deck) -> None:
    with pypdfium2.PdfDocument(render(deck, "slides-pdf")) as pages:
        printed = [coarse(page.render(scale=1280 / page.get_width()).to_pil()) for page in pages]
    opened = chromium.new_page(viewport={"width": 1280, "height": 720})
    shown = []
    for slide in deck.slides:
        opened.goto(f"{written.as_uri()}#{slide.id}")
        opened.add_style_tag(content="#bar { display: none !important }")
        shown.append(coarse(Image.open(io.BytesIO(opened.locator(".frame.now .slide").screenshot()))))
    opened.close()
    assert len(printed) == len(shown)
    apart = np.array([[np.abs(one - other).mean() for other in printed] for one in shown])
    assert apart.diagonal().max() < 1.1, apart.diagonal()  # of 255
    assert apart[~np.eye(len(apart), dtype=bool)].min() > 1.3  # the slides most alike: another one fails above
    assert apart.argmin(axis=1).tolist() == list(range(len(shown)))


def test_a_block_of_the_page_can_be_the_projects_own(tmp_path: Path) -> None:
    root = tmp_path / "talk"
    assert CliRunner().invoke(app, ["init", str(root)]).exit_code == 0
    before = render(Project.open(root).deck(), "html")
    eject = ["template", "eject", "html", "--block", "slide", "--project", str(root)]
    assert CliRunner().invoke(app, eject).exit_code == 0
    assert render(Project.open(root).deck(), "html") == before
    own = '{% extends "ria/web.html.j2" %}{% block bar %}<p id="own">Ours</p>{% endblock %}'
    (root / "templates/web.html.j2").write_text(own, "utf-8")
    page = render(Project.open(root).deck(), "html").decode("utf-8")
    assert '<p id="own">Ours</p>' in page
    assert 'id="bar"' not in page


def test_chromium_is_what_setup_installs() -> None:
    assert shutil.which("chromium") or "chromium" in (Path(__file__).resolve().parents[3] / "deck").read_text("utf-8")
