"""What others wrote, in the answers of `diff`, `explain` and `fetch`: shown, and nothing else."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from ria_deck.record.changes import CellChange, Changes, SlideChange, TableChange, TextChange, ValueChange
from ria_deck.record.changes_text import as_markdown, as_text
from ria_deck.record.printed import for_markdown, on_one_line

HOSTILE = (
    "a\n::error title=PWNED::from a cell",
    "<img src=x onerror=alert(1)> [x](https://evil.example) @octocat | `code`",
    "![i](https://evil.example/i.png) fixes #1 GH-2",
    "# heading\r\n- item\u2028::warning::b",
    "https://evil.example www.evil.example someone@evil.example",
    "::set-output name=a::b",
    "##[error]a **b** _c_ ~~d~~ <b>e</b> &lt;",
)


def changes(text: str) -> Changes:
    cell = CellChange(table="t", path="data/t`.csv", row=f"k={text}", column="v", old=text, new=text + " 2")
    table = TableChange(name="t", path="data/t`.csv", added=(f"k={text}",), removed_columns=(text,), revised=(cell,))
    value = ValueChange(old=1, new=2, old_text=text, new_text=text, point=text)
    texts = (
        TextChange(place="body", old=text, new=text, cause="words"),
        TextChange(place="body", old="", new=text, cause="new"),
        TextChange(place="chart", old="", new="", cause="data", values=(value,)),
    )
    slide = SlideChange(
        edition="",
        language="en",
        slide="a",
        title=text,
        source="content/a.md:1",
        status="gone",
        texts=texts,
        beside=(text,),
    )
    return Changes(tables=(table,), slides=(slide,), inputs=(), outputs=())


@pytest.mark.parametrize("text", HOSTILE)
def test_a_comment_shows_cells_as_they_are_and_no_markup(text: str) -> None:
    shown = as_markdown(changes(text), 0.1)
    html = MarkdownIt("gfm-like", {"linkify": False}).render(shown)
    for tag in ("<a ", "<img", "<em>", "<s>", "<b>", "<h1>", "onerror=alert(1)>"):
        assert tag not in html
    for word in ("@octocat", "#1", "GH-2", "://evil", "www.evil", "@evil"):
        assert word not in shown
    structure = [line.lstrip()[:1] for line in shown.splitlines() if line.strip()]
    assert set(structure) <= {"-", "#", "1", "!"}, shown


@pytest.mark.parametrize("text", HOSTILE)
def test_no_line_of_a_log_begins_a_command(text: str) -> None:
    shown = as_text(changes(text), 0.1)
    assert not [line for line in shown.splitlines() if line.lstrip().startswith("::") or "##[" in line]
    assert "PWNED" not in shown or "::error title" in shown  # on the line of its cell


def test_plain_texts_stay_as_they_are() -> None:
    for text in ("Kure 2008", "新潟 — 12,5 %", "a: b; c (d)", "x #y"):
        assert on_one_line(text) == text
    assert for_markdown("12,5 % more") == "12,5 % more"
