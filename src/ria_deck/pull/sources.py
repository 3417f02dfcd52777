"""The deck that a project's sources give now, each text linked with its message."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ria_deck.content.load import load_content
from ria_deck.content.specs.slides import Content, Message, SlideSpec, TopicSpec
from ria_deck.content.specs.walk_messages import messages_in
from ria_deck.diagnostics import Report
from ria_deck.i18n.data_messages import data_messages, source_title
from ria_deck.i18n.language import language
from ria_deck.i18n.messages import messages_of
from ria_deck.i18n.translation import Catalog
from ria_deck.i18n.words import has_words, word_messages
from ria_deck.model.deck import Block, Deck, Slide, Table
from ria_deck.model.deck_name import DeckName
from ria_deck.model.fingerprints import paragraphs_in
from ria_deck.model.text import Origin, Paragraph
from ria_deck.model.value import Cell, Value, union
from ria_deck.ooxml.presentation import Presentation
from ria_deck.pull.letters import Letter, letters_of, plain_letters, seen, text_of
from ria_deck.pull.pages import EditedShape, EditedSlide, pages_of
from ria_deck.render.outputs import one_file
from ria_deck.resolve.templates.expand import expanded
from ria_deck.shared import SharedInputs
from ria_deck.variant import Variant, assembled

_DATA = "{{ … }}"  # stands for a value that no text of the sources holds


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedText:
    """A text of the deck as built now: its letters with holes, the message behind it, the cells of its values. `before`
    and `behind` are what the program puts around the message: a footnote's number, a box, “(2)”."""

    letters: tuple[Letter, ...]
    origin: Origin | None = None
    values: tuple[Value | None, ...] = ()
    before: str = ""
    behind: str = ""
    loose: bool = False  # of the report, not of the slide
    parts: tuple[LinkedText, ...] = ()  # of a text that puts several messages together, each with what stands before it

    @property
    def text(self) -> str:
        """The message's words."""
        return text_of(self.letters)

    @property
    def whole(self) -> str:
        """The words with those around the message."""
        return self.before + self.text + self.behind

    def cells(self, hole: Letter) -> Sequence[Cell]:
        """The cells that a hole's value comes from."""
        value = self.values[hole.value] if 0 <= hole.value < len(self.values) else None
        return value.cells if value is not None else ()

    @property
    def all_cells(self) -> Sequence[Cell]:
        """The cells of all its values."""
        return union(*(value.cells for value in self.values if value is not None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What the sources give now, for one deck."""

    root: Path
    variant: Variant
    content: Content
    deck: Deck
    messages: Mapping[tuple[str, str], Sequence[Message]]
    presentation: Presentation
    pages: Sequence[EditedSlide]
    loose: Mapping[str, LinkedText]  # texts of the report that no paragraph of a slide is, by their words: its footer

    @property
    def translated(self) -> bool:
        """Whether the deck is in another language than the content."""
        return self.content.reports[self.variant.edition].language != self.variant.language

    def message(self, origin: Origin) -> Message | None:
        """The message of a text."""
        found = self.messages.get((origin.context, origin.text), ())
        return next((one for one in found if one.span == origin.span), found[0] if found else None)

    def slide(self, name: str) -> Slide | None:
        """The slide with an id."""
        return next((one for one in self.deck.slides if one.id == name), None)

    def spec(self, name: str) -> tuple[TopicSpec, SlideSpec] | None:
        """Where a slide is written; None for front matter. One that goes on, or is one of several from rows, has the
        place of the slide that it is from."""
        slide = self.slide(name)
        if slide is None or slide.span is None:
            return None
        for topic in self.content.topics:
            for one in topic.slides:
                if one.span == slide.span:
                    return topic, one
        return None


def read_deck(root: Path, name: DeckName, cache: Path, report: Report) -> tuple[Deck, SharedInputs, Variant] | None:
    """The deck that the sources give now; None where they have errors (reported). Claims are not checked: what an edit makes
    of the sentences is what is asked."""
    content = load_content(root, report)
    if report.failed:
        return None
    variant = Variant(
        root=root,
        cache=cache,
        edition=name.edition,
        language=name.language,
        outputs=("pptx",),
        batch_id=name.batch_id,
    )
    shared = SharedInputs(root, content)
    made = assembled(shared, variant, report, claims=False)
    return None if made is None else (made[0], shared, variant)


def read_sources(root: Path, name: DeckName, cache: Path, report: Report) -> Sources | None:
    """What the sources of a deck give now; None where they have errors (reported)."""
    found = read_deck(root, name, cache, report)
    if found is None:
        return None
    deck, shared, variant = found
    tables = shared.tables(Report())
    row = shared.batch(name.edition, Report()).row(name.batch_id, tables)
    content = expanded(shared.content, name.edition, name.language, root, tables, Report(), row)
    messages: dict[tuple[str, str], list[Message]] = defaultdict(list)
    titles = (source_title(source, name.language) for source in tables.package.sources.values())
    for message in (*messages_in(content), *data_messages(tables.package), *titles):
        messages[message.context, message.text].append(message)
    source = content.reports[name.edition].language
    words = () if has_words(name.language) else word_messages()
    asked = messages_of(content, (*words, *data_messages(tables.package)), name.language)
    catalog = shared.catalog(name.language, source, asked, Report())
    presentation = Presentation.read(one_file(deck, "pptx"))
    return Sources(
        root=root,
        variant=variant,
        content=content,
        deck=deck,
        messages=messages,
        presentation=presentation,
        pages=pages_of(presentation, deck.theme.listing.latin),
        loose=_loose(messages_in(content.reports[name.edition]), catalog) if catalog is not None else {},
    )


def _loose(messages: Iterable[Message], catalog: Catalog) -> dict[str, LinkedText]:
    """Texts of report.yaml as letters, those without expressions, each by its words."""
    found: dict[str, LinkedText] = {}
    for message in messages:
        answer = catalog.lookup(message)
        origin = Origin(
            context=message.context,
            text=message.text,
            span=message.span,
            shown=answer.text,
            language=answer.language,
        )
        if "{{" not in answer.text:
            letters = tuple(letters_of(answer.text, (), {}, language(answer.language).locale))
            found.setdefault(_key(text_of(letters)), LinkedText(letters=letters, origin=origin, loose=True))
    return found


class SlideTexts:
    """The texts of one slide as built now, linked with the paragraphs of the model by their words, in order."""

    def __init__(self, slide: Slide, loose: Mapping[str, LinkedText]) -> None:
        self._slide = slide
        self._loose = loose
        self._waiting: dict[str, list[Paragraph]] = defaultdict(list)
        blocks = [placed.block for placed in slide.placements]
        self._tables = {f"Table {block.name}": block for block in blocks if isinstance(block, Table)}
        others = [block for block in blocks if not isinstance(block, Table)]
        for paragraph in _first_title(slide, others):
            self._waiting[_key(_whole(paragraph))].append(paragraph)

    def text(self, shown: str) -> LinkedText:
        """A text of a shape."""
        shown = seen(shown).replace("\v", "\n")
        for before, rest in _parted(shown):
            waiting = self._waiting.get(_key(rest))
            if waiting:
                paragraph = waiting[0] if len(waiting) == 1 else waiting.pop(0)
                linked = linked_text(paragraph)
                if linked.origin is not None or linked.parts or not before:
                    return _with_before(linked, before)
        return self._loose.get(_key(shown)) or LinkedText(letters=tuple(plain_letters(shown)))

    def cell(self, shape: EditedShape, row: int, column: int) -> LinkedText:
        """A cell of a table: by its place where the model has the table."""
        table = self._tables.get(shape.name)
        if table is not None and row < len(table.rows) and column < len(table.rows[row].cells):
            return linked_text(table.rows[row].cells[column].text)
        return self.text(text_of(shape.rows[row][column]))

    def table(self, shape: EditedShape) -> Table | None:
        """The model's table behind a shape."""
        return self._tables.get(shape.name)


def _first_title(slide: Slide, blocks: Sequence[Block]) -> Iterator[Paragraph]:
    yield slide.title
    if slide.topic is not None:
        yield slide.topic
    tables = [placed.block.strings for placed in slide.placements if isinstance(placed.block, Table)]
    for part in (slide.subtitle, blocks, tables, slide.sources, slide.remarks, slide.footnotes, slide.notes):
        yield from paragraphs_in(part)


def linked_text(paragraph: Paragraph) -> LinkedText:
    """A paragraph of the model as letters with holes."""
    whole = _whole(paragraph)
    numbers = [str(run.footnote) for run in paragraph.runs if run.footnote is not None]
    parts: list[LinkedText] = []
    end = 0
    for origin in paragraph.origins:
        letters = _letters(origin, numbers)
        text = text_of(letters)
        at = whole.find(text, end) if text else -1
        if at < 0:
            break
        values = tuple(value for _, value in origin.values)
        parts.append(LinkedText(letters=letters, origin=origin, values=values, before=whole[end:at]))
        end = at + len(text)
    own = LinkedText(letters=tuple(_from_runs(paragraph)), values=tuple(run.value for run in paragraph.runs))
    if not parts or len(parts) < len(paragraph.origins):
        return own
    parts[-1] = replace(parts[-1], behind=whole[end:])
    return parts[0] if len(parts) == 1 else replace(own, parts=tuple(parts))


def _letters(origin: Origin, numbers: Sequence[str]) -> tuple[Letter, ...]:
    if origin.literal:
        return tuple(plain_letters(origin.shown))
    given = [text for text, _ in origin.values]
    return tuple(letters_of(origin.shown, given, _NoteNumbers(numbers), language(origin.language).locale))


class _NoteNumbers(dict[str, str]):
    """The numbers of footnotes by label, given in the order in which labels are asked for first."""

    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__()
        self._numbers = list(numbers)

    def get(self, label: str, default: str = "") -> str:  # type: ignore[override]
        if label not in self:
            self[label] = self._numbers.pop(0) if self._numbers else default
        elif self._numbers:
            self._numbers.pop(0)
        return self[label]


def _from_runs(paragraph: Paragraph) -> Iterator[Letter]:
    for index, run in enumerate(paragraph.runs):
        if run.value is not None or run.footnote is not None:
            yield Letter(run.text, run.marks, run.href, source=_DATA, value=index)
        else:
            yield from (Letter(char, run.marks, run.href) for char in run.text)


def _whole(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs)


def _key(text: str) -> str:
    return seen(text).strip()


def _parted(shown: str) -> Iterator[tuple[str, str]]:
    """A text as a whole, and as what follows the number of a footnote."""
    yield "", shown
    number, space, rest = shown.partition(" ")
    if space and number.isdigit():
        yield number + space, rest


def _with_before(linked: LinkedText, before: str) -> LinkedText:
    first = tuple(replace(part, before=before + part.before) for part in linked.parts[:1])
    return replace(linked, before=before + linked.before, parts=(*first, *linked.parts[1:]))
