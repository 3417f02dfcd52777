"""The tables of data/, checked against datapackage.yaml; their values know their cells."""

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
