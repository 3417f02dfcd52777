"""The outline that a deck's PPTX or PDF must have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ria_deck.check.outline_model import FigureOutline, Outline, OutlinePart, Rows, SeriesOutline, key, plain_text
from ria_deck.model.chart import Chart, PlacedText, Series
from ria_deck.model.deck import Block, Code, Deck, Footnote, Picture, Prose, Slide, Table
from ria_deck.model.kpi import Kpi, Multiples, charts_of
from ria_deck.model.map import Map
from ria_deck.model.process import Process
from ria_deck.model.text import Paragraph
from ria_deck.model.timeline import Timeline

_Drawn = Chart | Multiples | Map | Timeline | Picture
_SHORTEST_SECRET = 12  # shorter notes may well say what a slide says


def outline_of_deck(deck: Deck, output: str, *, own_page: bool = False) -> Outline:
    """What must be found in the output `pptx`, `html` or `pdf`; `own_page` says that the project's own template decides
    what the handout's cover says besides the title."""
    parts = _handout(deck, own_page=own_page) if output == "pdf" else _slides(deck, native=output == "pptx")
    title, lang = plain_text(deck.title.text), deck.lang
    if output != "pdf":
        return Outline(output=output, title=title, lang=lang, parts=parts)
    headings = [text_of(topic.title) for topic in deck.topics]
    headings += [text_of(slide.title) for slide in deck.printed if not slide.title_hidden and not slide.front]
    said = "\n".join(key(text) for part in parts for text in (part.title, *part.texts, *part.phrases))
    notes = [text_of(note) for slide in deck.slides for note in slide.notes]
    return Outline(
        output=output,
        title=title,
        lang=lang,
        parts=parts,
        headings=tuple(dict.fromkeys(plain_text(heading) for heading in headings)),
        secrets=tuple(note for note in notes if len(key(note)) >= _SHORTEST_SECRET and key(note) not in said),
    )


def text_of(paragraph: Paragraph) -> str:
    """The paragraph as it is printed, with the numbers of its footnotes."""
    return plain_text("".join(run.text for run in paragraph.runs))


def _texts(paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    return tuple(text for text in map(text_of, paragraphs) if text)


def _note(note: Footnote) -> str:
    return plain_text(f"{note.number} " + " ".join(text_of(paragraph) for paragraph in note.paragraphs))


def _code_lines(block: Code) -> tuple[str, ...]:
    return tuple(line for line in (plain_text("".join(text for text, _ in pieces)) for pieces in block.lines) if line)


def _orders(blocks: Sequence[Block]) -> tuple[tuple[str, ...], ...]:
    """The texts whose order matters: those of one block."""
    return tuple(_texts(block.paragraphs) for block in blocks if isinstance(block, Prose)) + tuple(
        _texts(figure.texts) for block in blocks if isinstance(block, Kpi) for figure in block.figures
    )


def rows_of(table: Table) -> Rows:
    """A table's cells row by row, a spanning cell once."""
    return tuple(tuple(text_of(cell.text) for cell in row.cells) for row in table.rows)


def series_of(chart: Chart) -> tuple[SeriesOutline, ...]:
    """A chart's series in drawing order."""
    return tuple(_series(chart, series) for plot in chart.plots for series in plot.series)


def _series(chart: Chart, series: Series) -> SeriesOutline:
    if chart.x_axis is not None:
        categories = tuple("" if point.x is None else repr(float(point.x)) for point in series.points)
    else:
        days = chart.dated.days if chart.dated else ()
        categories = tuple(day.isoformat() for day in days) or tuple(map(plain_text, chart.categories.labels))
    values = tuple(
        None if point.value is None or point.value.raw is None else float(point.value) for point in series.points
    )
    return SeriesOutline(name=plain_text(series.name), categories=categories, values=values)


# the deck


def _slides(deck: Deck, *, native: bool) -> tuple[OutlinePart, ...]:
    return tuple(_slide(slide, native=native) for slide in deck.slides)


def _slide(slide: Slide, *, native: bool) -> OutlinePart:
    blocks = [placed.block for placed in slide.placements]
    texts = [text_of(one) for one in (slide.part, slide.topic) if one is not None]
    texts += _texts(slide.subtitle)
    for block in blocks:
        if isinstance(block, Prose):
            texts += _texts(block.paragraphs)
        if isinstance(block, Code):
            texts += _code_lines(block)
        texts += _set_words(block)
        texts += _over_panels(block) if native else ()
    texts += _texts(slide.sources)
    texts += _texts(slide.remarks)
    texts += [plain_text(f"{note.number} {text_of(line)}") for note in slide.foot for line in note.paragraphs]
    charts = [chart for block in blocks for chart in charts_of(block)]
    return OutlinePart(
        id=slide.id,
        title=text_of(slide.title),
        texts=tuple(texts),
        orders=_orders(blocks),
        tables=tuple(rows_of(block) for block in blocks if isinstance(block, Table)),
        series=tuple(series for chart in charts for series in series_of(chart)),
        alts=tuple(plain_text(alt) for block in blocks for alt in _alts(block, native=native) if alt),
        figures=tuple(_drawn_on_slide(drawn) for drawn in _drawn(blocks, native=native)),
        notes=_texts(slide.notes),
        hidden=slide.hidden,
    )


def _drawn_on_slide(block: _Drawn) -> FigureOutline:
    return FigureOutline(alt=plain_text(block.alt), labels=tuple(_labels(block, slide=True)))


def _over_panels(block: Block) -> tuple[str, ...]:
    """The texts over native charts that are panels."""
    layout = block.slide if isinstance(block, Multiples) else None
    return tuple(plain_text(text.text) for text in layout.texts) if layout is not None else ()


def _set_words(block: Block) -> tuple[str, ...]:
    """The texts of a figure made of words."""
    if isinstance(block, Process):
        numbers = tuple(str(number) for number in range(1, len(block.steps) + 1))
        return (*numbers, *_texts(block.texts))
    return _texts(block.texts) if isinstance(block, Kpi) else ()


def _drawn(blocks: Sequence[Block], *, native: bool = False) -> Iterator[_Drawn]:
    """The figures among the blocks, sparks too; panels are one drawing, but native charts each."""
    for block in blocks:
        if isinstance(block, (Map, Timeline, Picture)) or (isinstance(block, Multiples) and not native):
            yield block
        else:
            yield from charts_of(block)


def _alts(block: Block, *, native: bool) -> Iterator[str]:
    if isinstance(block, Table):
        yield block.alt
    yield from (drawn.alt for drawn in _drawn([block], native=native))


# the handout


def _handout(deck: Deck, *, own_page: bool) -> tuple[OutlinePart, ...]:
    phrases = (plain_text(deck.title.text),) if own_page else tuple(_cover(deck))
    front = OutlinePart(id="", title=plain_text(deck.title.text), phrases=phrases)
    slides = [_section(slide, deck) for slide in deck.printed if not slide.front]
    return (front, *slides, OutlinePart(id="", phrases=tuple(_back(deck))))


def _cover(deck: Deck) -> Iterator[str]:
    yield plain_text(deck.title.text)
    if deck.subtitle is not None:
        yield text_of(deck.subtitle)
    for author in deck.authors:
        yield from (plain_text(text) for text in (author.name, author.affiliation, author.place) if text)
    yield from (plain_text(text) for text in (deck.event, deck.venue, deck.date_text) if text)


def _back(deck: Deck) -> Iterator[str]:
    for source in deck.sources:
        yield from (plain_text(text) for text in (source.title, source.path, source.licence, source.as_of) if text)
        yield from map(plain_text, source.tables)
        if source.rows:
            yield plain_text(source.rows)
    for credit in deck.credits:
        yield from (plain_text(text) for text in (credit.title, credit.credit, credit.licence, credit.source) if text)
    for table in deck.data_tables:
        yield from (plain_text(text) for row in (table.head, *table.rows) for text in row if text)
    yield from map(plain_text, deck.colophon)


def _section(slide: Slide, deck: Deck) -> OutlinePart:
    captions = [placed.block for placed in slide.placements if placed.slot.endswith("-caption")]
    blocks = [*(placed.block for placed in slide.placements), *slide.handout]
    texts: list[str] = []
    phrases: list[str] = []
    for block in blocks:
        if isinstance(block, Prose) and block in captions:  # it stands in its picture's
            phrases += _texts(block.paragraphs)
            continue
        own, beside = _words_of(block, deck)
        texts += own
        phrases += beside
    texts += _texts(slide.subtitle)
    texts += map(_note, slide.footnotes)
    phrases += () if slide.figures_sources else _texts(slide.sources)  # its figures' own are there
    drawn = list(_drawn(blocks))
    return OutlinePart(
        id=slide.id,
        title=text_of(slide.title),
        texts=tuple(texts),
        phrases=tuple(phrases),
        orders=_orders(blocks),
        tables=tuple(rows_of(block) for block in blocks if isinstance(block, Table)),
        figures=tuple(FigureOutline(alt=plain_text(block.alt), labels=tuple(_labels(block))) for block in drawn),
    )


def _words_of(block: Block, deck: Deck) -> tuple[Sequence[str], Sequence[str]]:
    """A block's texts, and the phrases in or beside its figure."""
    match block:
        case Prose():
            return _texts(block.paragraphs), ()
        case Code():
            return (), _code_lines(block)
        case Chart() | Multiples() | Map() | Timeline() | Table():
            label = deck.words["table_label" if isinstance(block, Table) else "figure_label"]
            notes = [text for text in (block.note, block.source) if text is not None]
            return (), (*_caption(block, label), *_texts(notes))
        case Process():
            return _set_words(block), ()
        case Kpi():
            number = [plain_text(deck.words["figure_label"].format(n=block.number))] if block.number else []
            return _set_words(block), (*number, *_texts(block.sources))
        case Picture():
            credit = [block.credit] if block.credit is not None else []
            return (), (*_caption(block, deck.words["figure_label"]), *_texts(credit))


def _caption(block: _Drawn | Table, pattern: str) -> list[str]:
    label = [plain_text(pattern.format(n=block.number))] if block.number else []
    return label + list(_texts([block.caption] if block.caption is not None else []))


def _labels(block: _Drawn, *, slide: bool = False) -> Iterator[str]:
    """Every string that the drawing in the handout, or on the slide, must show."""
    for placed in _placed(block, slide=slide):
        if placed is not None and placed.text.strip():
            yield plain_text(placed.text)


def _placed(block: _Drawn, *, slide: bool) -> Iterator[PlacedText | None]:
    if isinstance(block, Picture):
        return
    if isinstance(block, Multiples):
        whole = block.slide if slide else block.handout
        yield from whole.texts if whole is not None else ()
        for panel in block.panels:
            yield from _placed(panel, slide=slide)
        return
    if isinstance(block, (Map, Timeline)):
        found = block.slide if slide else block.handout
        yield from found.texts if found is not None else ()
        return
    layout = block.slide if slide else block.handout
    if layout is None:
        return
    yield from (*layout.axis_titles, layout.category_title, layout.title)
    yield from (*(label.text for label in layout.series_labels), *layout.category_labels)
    yield from (label for axis in layout.tick_labels for label in axis)
    yield from (label.text for label in layout.data_labels)
    yield from (annotation.text for annotation in layout.annotations)
