"""Typed quotes and dashes in every place of a small talk, in its languages, and what comes back from an edited deck."""

from __future__ import annotations

from pathlib import Path

from ria_deck.check.outline import read_pdf
from tests.small_project import REPORT, built

LANGUAGES = REPORT.replace("languages: [en]", "languages: [en, ru]").replace("title: T", "title: 'The \"big\" talk'")
TALK = """\
# The 'topic' -- first

## A "title" -- here {#a}

> "To be" -- that's it...

- He said **"yes"**, `print("x--y")` and \\"no\\"
- {{ '"as the data have it"' }} in "{{ 12 }}" parts, <https://example.org/a--b>
- A note[^n]

[^n]: "Noted".

::: notes
Say "so".
:::
"""
CATALOG = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "a/title"
msgid "A \\"title\\" -- here"
msgstr "\\"Заголовок\\" -- здесь"
"""


def test_every_text_is_set_in_its_language_and_code_and_data_stay(tmp_path: Path) -> None:
    files = {"content/report.yaml": LANGUAGES, "content/01.md": TALK, "content/locale/ru.po": CATALOG}
    project = built(tmp_path, files)
    assert set(project.codes) <= {"RD411"}
    title, topic, body, notes, *_ = project.texts(3)
    assert (topic, title) == ("The ‘topic’ – first", "A “title” – here")
    assert body.split("\n") == [
        "“To be” – that’s it…",
        'He said “yes”, print("x--y") and "no"',
        '"as the data have it" in “12” parts, https://example.org/a--b',
        "A note1",
    ]
    assert notes == "1 “Noted”."
    assert project.deck().slides[2].notes_slide.notes_text_frame.text == "Say “so”."
    assert project.texts(1)[0] == "The “big” talk"
    russian = project.texts(3, "ru")
    assert russian[0] == "«Заголовок» — здесь"
    assert russian[2].startswith("“To be” – that’s it…")  # not translated: English
    printed = [text for part in read_pdf((tmp_path / "out/t.en.pdf").read_bytes()).parts for text in part.texts]
    assert "“To be” – that’s it…" in printed
