"""The Niigata talk in short, by hand, in three languages: one slide of most kinds, for looking at and for tests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ria_deck.model.chart import Chart
from ria_deck.model.deck import Deck, Picture
from ria_deck.model.front_matter import Author
from ria_deck.model.text import Paragraph, ParagraphKind, Run, plain
from tests.render.handout_decks import (
    CREDITS,
    SOURCES,
    TAGS,
    bullets,
    call,
    cars_chart,
    code,
    finished,
    footnote,
    long_chart,
    numbers_of,
    picture,
    placed,
    prose,
    relations_map,
    slide,
    table,
)

TALK: Mapping[str, Mapping[str, Any]] = json.loads((Path(__file__).parent / "talk.json").read_text(encoding="utf-8"))


def talk(language: str, folder: Path | None = None) -> Deck:
    """The talk. With a `folder`, a picture drawn there is part of it."""
    t = TALK[language]
    lang = TAGS[language]
    relations = table(
        lang,
        "relations",
        t["relations"],
        1,
        caption=plain(t["relations_caption"], lang),
        source=plain(t["source"], lang),
    )
    noted = Paragraph(
        runs=(
            Run(text=t["history"][2], lang=lang),
            call(1, lang),
            Run(text=" ", lang=lang),
            Run(
                text="Ниигата и Хабаровск" if language == "ja" else "新潟とハバロフスク",
                lang="ru-RU" if language == "ja" else "ja-JP",
            ),
            Run(text=". ", lang=lang),
            Run(text="niigata.example", lang=lang, href="https://niigata.example/a?b=c&d=e"),
        ),
        kind=ParagraphKind.BULLET,
    )
    history = bullets(lang, *t["history"][:2])
    nested = tuple(
        Paragraph(runs=(Run(text=text, lang=lang),), kind=ParagraphKind.NUMBER, number=number, level=level)
        for text, number, level in zip(t["steps"], (1, 2, 1, 3), (0, 0, 1, 0), strict=True)
    )
    slides = [
        slide(
            "history",
            "map-right",
            t["history_title"],
            lang,
            {
                "body": type(history)(paragraphs=(*history.paragraphs, noted)),
                "figure": relations_map(lang, 1, t["map"], t["map_caption"], t["map_alt"]),
            },
            topic_index=0,
            sources=(plain(t["source"], lang),),
            footnotes=(footnote(1, lang, t["note"]),),
            notes=(plain("NEVER PRINTED", lang),),
            handout=(prose(lang, t["prose"][2]),),
        ),
        slide(
            "relations",
            "table",
            t["relations_title"],
            lang,
            {"figure": relations},
            topic_index=0,
            sources=(plain(t["source"], lang),),
        ),
        slide(
            "ban",
            "chart-right",
            t["topics"][1],
            lang,
            {
                "body": bullets(lang, *t["ban"]),
                "figure": placed(
                    cars_chart(
                        lang,
                        2,
                        names=tuple(t["series"]),
                        caption=t["chart_caption"],
                        source=t["chart_source"],
                        alt=t["chart_alt"],
                    ),
                    width=549.6,
                ),
            },
            topic_index=1,
            sources=(plain(t["chart_source"], lang),),
            handout=(prose(lang, *t["prose"]),),
        ),
        slide(
            "visitors",
            "chart",
            t["visitors_title"],
            lang,
            {"figure": placed(long_chart(lang, 3, t["visitors"], t["visitors_caption"]))},
            topic_index=1,
        ),
        slide("tottori", "bullets", t["topics"][2], lang, {"body": bullets(lang, *t["tottori"])}, topic_index=2),
        slide(
            "steps",
            "bullets",
            t["steps"][0],
            lang,
            {"body": type(history)(paragraphs=nested)},
            topic_index=2,
        ),
        slide("covid", "bullets", t["topics"][3], lang, {"body": bullets(lang, *t["covid"])}, topic_index=3),
        slide(
            "pros",
            "comparison",
            t["compare_title"],
            lang,
            {
                "left-head": prose(lang, t["pros"][0]),
                "right-head": prose(lang, t["cons"][0]),
                "left": bullets(lang, *t["pros"][1:]),
                "right": bullets(lang, *t["cons"][1:]),
            },
            topic_index=3,
        ),
        slide(
            "listing",
            "code",
            "Code",
            lang,
            {
                "figure": code(
                    [
                        [("def ", "sea"), ("change", "toki"), ("(old, new):", "ink")],
                        [("    return ", "sea"), ("(new - old) / old", "ink"), ("  # share", "grey")],
                    ]
                )
            },
            topic_index=3,
        ),
        slide(
            "end",
            "statement",
            t["topics"][3],
            lang,
            {"body": prose(lang, t["statement"])},
            topic_index=3,
            title_hidden=True,
            subtitle=(plain(t["author"][0], lang),),
        ),
    ]
    if folder is not None:
        shown: Picture = picture(folder, lang, 4, alt=t["picture"][0], caption=t["picture"][1], credit=t["picture"][2])
        slides.insert(4, slide("drawing", "picture", t["picture"][1], lang, {"figure": shown}, topic_index=1))
    name, institute, place = t["author"]
    return finished(
        language,
        t["topics"],
        slides,
        t["title"],
        (Author(name=name, affiliation=institute, place=place),),
        event=t["event"],
        date_text=t["date"],
        sources=SOURCES,
        credits=CREDITS,
        data_tables=tuple(
            numbers_of(placed.block)
            for slide in slides
            for placed in slide.placements
            if isinstance(placed.block, Chart)
        ),
        colophon=t["colophon"],
    )
