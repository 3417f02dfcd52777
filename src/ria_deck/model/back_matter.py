"""What a handout ends with: sources, credits of pictures, the numbers behind its figures, decided before printing."""

from __future__ import annotations

from dataclasses import dataclass

from ria_deck.model.text import Paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTable:
    """A chart or timeline as a table: `head` names the columns, each row is its header and its cells, which are `texts`
    or numbers. A long narrow table is folded: `strips` times the columns stand side by side, and the last rows of a
    short strip are empty. `widths` are shares of the page for all columns of all strips; `whole` may not break."""

    number: int
    name: str
    caption: Paragraph | None
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    strips: int = 1
    texts: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """A source of data in the handout's list: its title, address, licence, date as text in the deck's language, and
    the tables that come from it, also joined the language's way. `title_lang` is the BCP 47 tag of the title, which may
    stay in its own language; `rows` are the own sources of the rows that the numbers come from, joined, as the tables
    have them."""

    id: str
    title: str
    title_lang: str
    path: str = ""
    licence: str = ""
    as_of: str = ""
    tables: tuple[str, ...] = ()
    tables_text: str = ""
    rows: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A picture's credit; `included` is False for a picture that is only recorded."""

    title: str
    credit: str
    licence: str
    source: str
    included: bool = True
