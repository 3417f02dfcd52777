"""Folders and links to nothing in the place of files that a project names."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck import Project

FILES = {
    "content/report.yaml": "id: t\ntitle: T\nlanguage: en\nlanguages: [en, ja]\nauthors: [{name: A}]\ndate: 2026-01-01\n",
    "content/01.md": "---\ntitle: One\n---\n\n## Picture {#p layout=picture}\n\n![A square](images/a.svg)\n",
    "content/02.yaml": "title: Two\ntemplate: two.md.j2\nslides: [{title: A, id: aa, text: '- B'}]\n",
    "content/images/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>',
    "content/images/credits.yaml": "a.svg: {credit: A, licence: CC0 1.0, source: 'https://example.org'}\n",
    "content/locale/glossary.yaml": "{}\n",
    "data/datapackage.yaml": "resources:\n  - {name: n, path: n.csv, schema: {fields: [{name: a, type: string}]}}\n",
    "data/n.csv": "a\nb\n",
    "templates/theme.yaml": "{}\n",
    "templates/handout.css": "\n",
    "templates/two.md.j2": "## Two {#two}\n\n- Words.\n",
}
OTHERS = {"data/n.csv": "RD310", "content/images/a.svg": "RD163"}


def told(root: Path, changed: str, how: str) -> list[tuple[str, str]]:
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    place = root / changed
    place.unlink(missing_ok=True)
    place.parent.mkdir(exist_ok=True)
    if how == "folder":
        place.mkdir()
    else:
        place.symlink_to("gone.txt")
    return [(one.code, one.message) for one in Project.open(root).check().diagnostics]


@pytest.mark.parametrize("how", ["folder", "link"])
def test_a_catalog_that_is_no_file_is_told_once(tmp_path: Path, how: str) -> None:
    found = [code for code, words in told(tmp_path, "content/locale/ja.po", how) if "content/locale/ja.po" in words]
    assert found == [{"folder": "RD003", "link": "RD001"}[how]]


@pytest.mark.parametrize("path", OTHERS)
def test_a_file_that_is_named_and_is_a_folder_is_called_one(tmp_path: Path, path: str) -> None:
    found = [words for code, words in told(tmp_path, path, "folder") if code == OTHERS[path]]
    assert any(words.endswith("is a folder") for words in found)
