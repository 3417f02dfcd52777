"""What a printed line may not part: in the page's HTML, and in lines of the gallery's handout as poppler reads them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from ria_deck.check.outline_model import plain_text
from ria_deck.pipeline import Options, build
from ria_deck.render.handout.no_break import kept_together, with_breaks

GALLERY = Path(__file__).resolve().parents[2] / "projects/gallery"
LABELS = ("Source: ", "Источник: ", "出典：", "使用した表：")


@pytest.mark.parametrize(
    ("lang", "written", "kept"),
    [
        ("en", "<p>Reports, 2009–2020", "<p>Reports, 2009+–+2020"),
        ("ko", "<h2>없는 곳이다. 2025년</h2>", "<h2>없+는 곳+이+다. 2025+년</h2>"),
        ("ko", "<p>없는 곳이다. 2025년</p>", "<p>없는 곳이다. 2025+년</p>"),
        ("en", "<p>Source: A – B", "<p>Source:_A_– B"),
        ("en", '<a href="https://a.b/1–2">https://a.b</a>', '<a href="https://a.b/1–2">https://+a.b</a>'),
        ("en", "<pre><code>1–2 – https://a</code></pre> 1–2", "<pre><code>1–2 – https://a</code></pre> 1+–+2"),
        ("en", "<p>Map (CC BY-SA 4.0)</p>", "<p>Map (CC_BY-SA_4.0)</p>"),
        ("en", "<blockquote><p>It has a slide of its own.</p>", "<blockquote><p>It has a slide of its_own.</p>"),
        ("en", "<p>It has a slide of its own.</p>", "<p>It has a slide of its own.</p>"),
        ("ja", "<p>出典：新潟市", "<p>出典：+新潟市"),
        ("ja", "<p>2007～2017年に<b>再構成</b>した。</p>", "<p>2007+～+2017+年に<b>再構成</b>した。</p>"),
        ("ja", "<figcaption>地図で再構成。</figcaption>", "<figcaption>地図+で再+構+成。</figcaption>"),
        ("ja", "<h2>イカの<b>販路</b>である</h2>", "<h2>イ+カ+の<b>販路</b>+で+あ+る</h2>"),
        ("ja", "<h2>使用した表：ロシア・日本</h2>", "<h2>使用+し+た表：+ロ+シ+ア・+日+本</h2>"),
        ("ja", "<p>イカの販路である", "<p>イカの販路である"),
        ("ru", "<p>Источник: доклад", "<p>Источник:_доклад"),
        ("ru", "<p>судов — 5 тыс. в 2026 г. и к ним", "<p>судов_— 5_тыс. в_2026_г. и_к_ним"),
    ],
)
def test_ranges_dashes_labels_and_short_words_hold_together(lang: str, written: str, kept: str) -> None:
    shown = kept_together(f"<head>1–2</head><body>{written}", lang, LABELS)
    assert shown.replace(" \u2060", "_").replace("\u2060", "+") == f"<head>1–2</head><body>{kept}"
    assert plain_text(shown) == plain_text(f"<head>1–2</head><body>{written}")


def test_pictures_side_by_side_have_their_captions_behind_their_numbers(tmp_path: Path, poppler: object) -> None:
    options = Options(output=tmp_path, languages=("en", "ru"), outputs=("pdf",), jobs=1, strict=True)
    told = build(GALLERY, options).diagnostics
    assert [one for one in told if one.code != "RD437"] == []  # titles of books stay as they are
    said = {}
    for language in ("en", "ru"):
        command = ["pdftotext", "-layout", str(tmp_path / f"gallery.{language}.pdf"), "-"]
        said[language] = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    assert re.search(r"Figure \d+\. The waves by night", " ".join(said["en"].split()))
    assert not [line for line in said["ru"].splitlines() if line.strip().startswith(("—", "1.0)"))]
    assert not [line for line in said["en"].splitlines() if line.endswith("https://")]


def test_a_word_that_no_line_can_hold_has_places_to_break() -> None:
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"
    html = f'<body><p class="{word}">{word} <a href="{word}">kurz</a></p><code>{word}</code>'
    broken = "Donaudampfsc\u200bhifffahrtsel\u200bektrizitäten\u200bhauptbetrieb\u200bswerk"
    wanted = html.replace(f'">{word}', f'">{broken}')
    assert with_breaks(html) == wanted
    assert kept_together(html, "de", ()) == wanted


@pytest.mark.parametrize("text", ["新潟県とロシア極東の地域協力" * 6, "a-" * 60, "https://example.org/" + "path/" * 20])
def test_what_breaks_by_itself_is_left_alone(text: str) -> None:
    assert with_breaks(f"<body><p>{text}</p>") == f"<body><p>{text}</p>"
