"""The keys that the Data Package standard has, by what they stand in; `ria` is ours."""

from __future__ import annotations

PACKAGE_KEYS = frozenset(
    [
        "resources",
        "name",
        "id",
        "title",
        "description",
        "profile",
        "licenses",
        "sources",
        "contributors",
        "keywords",
        "homepage",
        "image",
        "version",
        "created",
        "ria",
    ]
)
RESOURCE_KEYS = frozenset(
    [
        "name",
        "path",
        "data",
        "title",
        "description",
        "profile",
        "type",
        "format",
        "mediatype",
        "encoding",
        "bytes",
        "hash",
        "dialect",
        "schema",
        "primaryKey",
        "missingValues",
        "sources",
        "licenses",
        "homepage",
        "ria",
    ]
)
DIALECT_KEYS = frozenset(
    [
        "delimiter",
        "quoteChar",
        "doubleQuote",
        "escapeChar",
        "skipInitialSpace",
        "lineTerminator",
        "header",
        "headerRows",
        "headerJoin",
        "commentChar",
        "sheet",
        "sheetName",
        "sheetNumber",
        "range",
        "skipRows",
        "property",
        "csvddfVersion",
    ]
)
FIELD_KEYS = frozenset(
    [
        "name",
        "type",
        "format",
        "title",
        "description",
        "example",
        "unit",
        "constraints",
        "bareNumber",
        "decimalChar",
        "groupChar",
        "trueValues",
        "falseValues",
        "rdfType",
        "ria",
    ]
)
CONSTRAINT_KEYS = frozenset(["required", "unique", "enum", "pattern", "minimum", "maximum", "minLength", "maxLength"])
SCHEMA_KEYS = frozenset(
    [
        "fields",
        "primaryKey",
        "foreignKeys",
        "missingValues",
        "title",
        "description",
        "name",
        "fieldsMatch",
        "uniqueKeys",
        "ria",
    ]
)
NO_ENCODINGS = frozenset(["unicode_escape", "raw_unicode_escape", "idna", "punycode"])
"""What Python decodes but no table is written in: escapes would become other characters in silence."""
RESERVED = frozenset(
    [
        "report",
        "params",
        "r",
        "edition",
        "language",
        "change",
        "loop",
        "true",
        "false",
        "none",
        "True",
        "False",
        "None",
        "and",
        "or",
        "not",
        "if",
        "else",
        "in",
        "is",
        "import",
    ]
)
"""Names that expressions give another meaning: a table can't have them."""
