"""The program's own words: the key of each, and its English form, from which catalogs translate.

A form may hold named places in braces (`{n}`); every translation keeps them. `Deck.words` has every key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

WORD_KEYS: Mapping[str, str] = {
    # front matter
    "contents": "Contents",
    "handout": "Handout",  # what kind of document this is: on the cover and in running feet
    "in_place": "{name} ({place})",  # an institution and its town
    # captions and references
    "figure": "Figure {n}",
    "table": "Table {n}",
    "figure_label": "Figure {n}.",  # before a caption
    "table_label": "Table {n}.",
    "source_line": "Source: {sources}",
    "sources_line": "Sources: {sources}",
    "credit_line": "Picture: {credit}",
    "credits_line": "Pictures: {credit}",
    "and_also": "{one}; {other}",  # two sources or credits of one line
    # the parts at the end of the handout
    "sources": "Sources",
    "as_of": "Data as of {date}",
    "tables_used": "Tables: {tables}",
    "credits": "Picture credits",
    "not_included": "Not included",
    "not_included_note": "These pictures belonged to the talk and are recorded here; they are not shown.",
    "data_tables": "Data tables",
    "data_tables_note": "The numbers behind the charts. A dash stands where there is no figure.",
    "total": "Total",  # heads the row of totals of a table
    "claim_said": "What the talk said",  # heads of the table of claims
    "claim_now": "What the data say now",
    "claim_holds": "holds",
    "claim_fails": "no longer holds",
    "no_data": "no data",  # in the legend of a map, for regions without a number
    "no_value": "–",  # in a cell of a data table without a figure
    "colophon": "Colophon",
    "built_from_tables": "Built with ria-deck {version} from the report’s text and the tables named with its sources.",
    "built_from_text": "Built with ria-deck {version} from the report’s text.",
    "as_of_range": "Data as of {first} to {last}",
    # buttons of HTML slides
    "web_previous": "Previous slide",
    "web_next": "Next slide",
    "web_overview": "Overview",
    "web_search": "Search",
    "web_speaker": "Speaker’s notes",
    "web_full_screen": "Full screen",
    "web_origin": "Origin",
    "web_close": "Close",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageForms:
    """How a language's numbers and dates are written, where it has several ways: `digits` are `native`, `latin` or, when
    empty, what is usual."""

    digits: str = ""
    calendar: str = "gregorian"
