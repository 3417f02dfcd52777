"""The tables of data/: datapackage.yaml and its files go in, checked tables whose values know their cells come out."""

from ria_deck.data.descriptor import DataPackage, Field, Resource, Source
from ria_deck.data.table import DataTable, Row, Rows
from ria_deck.data.table_reader import TableReader
from ria_deck.data.tables import Tables, load_tables

__all__ = [
    "DataPackage",
    "DataTable",
    "Field",
    "Resource",
    "Row",
    "Rows",
    "Source",
    "TableReader",
    "Tables",
    "load_tables",
]
