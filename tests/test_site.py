"""The site of docs/: built as CI builds it, without the network; every page is linked, no link is dead."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from typer.testing import CliRunner

from ria_deck.cli.app import app

ROOT = Path(__file__).resolve().parent.parent


class Page(HTMLParser):
    """What a page links to, what it loads, and its anchors."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.anchors: set[str] = set()
        self.language = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.anchors |= {found[name] for name in ("id", "name") if name in found}
        if tag == "html":
            self.language = found.get("lang", "")
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag == "link" and found.get("rel") not in ("canonical", "alternate"):
            self.loaded.append(found["href"])
        if tag in ("img", "script", "iframe", "source") and "src" in found:
            self.loaded.append(found["src"])


@pytest.fixture(scope="module", name="site")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clone")
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("reference", "node_modules"))
    answer = CliRunner().invoke(app, ["docs", "--output", str(folder / "docs/reference")])
    assert answer.exit_code == 0, answer.output
    nowhere = "http://127.0.0.1:9"
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "http_proxy": nowhere, "https_proxy": nowhere}
    for config in ("mkdocs.yml", "mkdocs.ja.yml"):
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", f"docs/site/{config}"]
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    return folder / "build/site"


@pytest.fixture(scope="module", name="pages")
def _pages(site: Path) -> dict[str, Page]:
    return {
        path.relative_to(site).as_posix(): Page(path.read_text("utf-8"))
        for path in sorted(site.rglob("*.html"))
        if path.name != "404.html"
    }


def test_every_page_of_docs_is_on_the_site_and_linked(pages: dict[str, Page]) -> None:
    written = {
        path.relative_to(ROOT / "docs").with_suffix(".html").as_posix()
        for path in (ROOT / "docs").rglob("*.md")
        if "node_modules" not in path.parts
    }
    expected = {name.replace("README.html", "index.html") for name in written}
    assert expected - set(pages) == set()
    assert {name for name in pages if name.startswith("reference/")} > {"reference/chart.html", "reference/codes.html"}
    linked = {
        (Path(name).parent / unquote(link.partition("#")[0])).as_posix()
        for name, page in pages.items()
        for link in page.links
    }
    flat = {os.path.normpath(name) for name in linked}
    assert sorted(set(pages) - flat) == []


def test_no_link_is_dead(pages: dict[str, Page], site: Path) -> None:
    dead = []
    for name, page in pages.items():
        for link in page.links:
            if re.match(r"[a-z]+:", link):
                continue
            file, _, anchor = unquote(link).partition("#")
            target = os.path.normpath((Path(name).parent / file).as_posix()) if file else name
            if not (site / target).exists() or (anchor and target in pages and anchor not in pages[target].anchors):
                dead.append(f"{name}: {link}")
    assert dead == []


def test_nothing_is_loaded_from_outside(pages: dict[str, Page], site: Path) -> None:
    outside = [
        f"{name}: {one}" for name, page in pages.items() for one in page.loaded if re.match(r"(https?:)?//", one)
    ]
    assert outside == []
    sheets = [path for path in site.rglob("*.css") if re.search(r"url\(\s*[\"']?(https?:)?//", path.read_text("utf-8"))]
    assert sheets == []


def test_each_language_says_so(pages: dict[str, Page]) -> None:
    assert {page.language for name, page in pages.items() if name.startswith("ja/")} == {"ja"}
    assert {page.language for name, page in pages.items() if not name.startswith("ja/")} == {"en"}
