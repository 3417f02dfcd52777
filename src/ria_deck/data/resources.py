"""Read a resource of datapackage.yaml."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from ria_deck.data.descriptor import Field, Resource
from ria_deck.data.dialect import read_dialect
from ria_deck.data.reading import OWN, DescriptorPart
from ria_deck.data.remote.asking import DATABASES, OWN_KEYS, read_asking
from ria_deck.data.schema import read_missing_values, read_schema
from ria_deck.data.sources import read_as_of, read_licenses, read_row_sources, source_names
from ria_deck.data.vocabulary import NO_ENCODINGS, RESERVED, RESOURCE_KEYS
from ria_deck.diagnostics import Severity, Span
from ria_deck.source.nearest import did_you_mean, listing

FORMATS = {
    "csv": "csv",
    "tsv": "csv",
    "txt": "csv",
    "xlsx": "xlsx",
    "xlsm": "xlsx",
    "xls": "xlsx",
    "parquet": "parquet",
    "json": "json",
}
"""A file's ending (or `format`) to the reader that takes it."""

_LIKE_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def read_resource(part: DescriptorPart, inline: Mapping[int, str]) -> Resource | None:
    """A resource; None when it lacks a name or a file. `inline` names the sources that it writes out, by their places."""
    before = len(part.report.diagnostics)
    found = _read_resource(part, inline)
    told = part.report.diagnostics[before:]
    if found is not None and any(fault.severity is Severity.ERROR for fault in told):
        return replace(found, sound=False)
    return found


def _read_resource(part: DescriptorPart, inline: Mapping[int, str]) -> Resource | None:
    part.check_keys(RESOURCE_KEYS)
    part.check_own(("translations", "as_of", "row_sources", "file", "merged", *OWN_KEYS))
    name = part.text("name") or _named_by_file(part)
    identifier = identifier_of(part, name) if name else ""
    path = _one_path(part)
    if path is None:
        return None
    asking = read_asking(part, path)
    made = asking.answer or path.startswith(DATABASES)  # rows are written as CSV
    format_ = "csv" if made else _format(part, path)
    if not identifier or not path or not format_:
        return None
    url = _url(path)
    if url and not url.startswith(("http://", "https://", *DATABASES)):
        words = f"only http and https addresses and databases can be fetched, not `{path}`"
        part.report.error("RD308", words, part.span("path"), hint=f"databases: {', '.join(DATABASES)}")
        return None
    file = _file(part, path, url, name, format_)
    schema = part.part("schema", f"the schema of {part.what}")
    read = read_schema(schema, part) if schema else None
    if schema is None and "primaryKey" in part.data:
        part.missing("schema", hint="`primaryKey` must name fields of the schema")
    columns = [field.name for field in read.fields] if read else None
    as_of, as_of_column = read_as_of(part, columns)
    return Resource(
        name=name,
        identifier=identifier,
        file=file,
        span=part.span("name"),
        path_span=part.span("path"),
        title=part.text("title"),
        title_span=part.span("title") if "title" in part.data else None,
        description=part.text("description"),
        url=url,
        asking=asking,
        hash=_hash(part),
        hash_span=part.span("hash") if "hash" in part.data else None,
        format=format_,
        mediatype=part.text("mediatype"),
        encoding=_encoding(part),
        dialect=read_dialect(part),
        fields=read.fields if read else None,
        primary_key=read.primary_key if read else (),
        foreign_keys=read.foreign_keys if read else (),
        missing_values=read.missing_values if read else read_missing_values(None, part),
        sources=source_names(part, inline),
        licenses=read_licenses(part),
        translations=_translations(part, read.fields if read else None),
        as_of=as_of,
        as_of_column=as_of_column,
        row_sources=read_row_sources(part, columns),
        fill_merged=_fill_merged(part),
    )


def _url(path: str) -> str:
    """The path where it is an address; empty for a file's."""
    return path if _LIKE_URL.match(path) or path.startswith(DATABASES) else ""


def _one_path(part: DescriptorPart) -> str | None:
    """The path of the one file that the rows are in; None, with an error, where they are described in another way."""
    if "data" in part.data:
        words, hint = f"{part.what} has its rows inline", "write the rows to a file in data/"
        part.report.error("RD308", words, part.span("data", key=True), hint=hint)
        return None
    if isinstance(part.data.get("path"), list):
        words, hint = f"{part.what} is split into several files", "join them into one file"
        part.report.error("RD308", words, part.span("path"), hint=hint)
        return None
    return part.text("path", required=True)


def _fill_merged(part: DescriptorPart) -> bool:
    word = part.own_text("merged")
    if word not in ("", "fill"):
        part.report.error("RD304", f"`merged: {word}` means nothing", part.span(), hint="write `ria: {merged: fill}`")
    return word == "fill"


def _named_by_file(part: DescriptorPart) -> str:
    """The name of a resource that has none, which packages of other programs may lack: its file's, without the ending."""
    path = part.data.get("path")
    name = PurePosixPath(path.split("?")[0]).stem if isinstance(path, str) else ""
    if not re.fullmatch(r"\w[\w.-]*", name):
        part.missing("name")
        return ""
    words = f"{part.what} has no `name`: it is called `{name}`, as its file is"
    part.report.add(
        Severity.NOTE, "RD303", words, part.span(), hint=f"write `name: {name}`, so that it stays when the file moves"
    )
    return name


def identifier_of(part: DescriptorPart, name: str) -> str:
    """The name in expressions: `-`, `.` and blanks become `_`, `t_` goes before a digit; empty, with an error, where it
    can't be one."""
    identifier = re.sub(r"[-. ]", "_", name)
    span = part.span("name")
    if identifier[:1].isdigit():
        identifier = f"t_{identifier}"
        words = f"the table `{name}` is `{identifier}` in expressions"
        part.report.add(Severity.NOTE, "RD306", words, span, hint="a name that starts with a letter stays as it is")
    if not identifier.isidentifier():
        part.report.error(
            "RD306",
            f"invalid table name `{name}`",
            span,
            hint="use letters, digits, `-`, `.` and `_`",
        )
        return ""
    if identifier in RESERVED:
        part.report.error(
            "RD306",
            f"the table name `{name}` hides `{identifier}`, which expressions already define",
            span,
            hint="rename the table",
        )
        return ""
    return identifier


def _format(part: DescriptorPart, path: str) -> str:
    declared = part.text("format")
    ending = PurePosixPath(path.partition("?")[0]).suffix.lstrip(".")
    wanted = (declared or ending).lower()
    if wanted in FORMATS:
        return FORMATS[wanted]
    if not path:
        return ""
    hint = f"formats: {listing(dict.fromkeys(FORMATS.values()))}"
    if wanted in ("xls", "xlsb", "ods"):
        hint = "save it as .xlsx"
    words = f"unsupported table format `{wanted}`" if wanted else f"unknown table format: `{path}`"
    label = did_you_mean(wanted, FORMATS) if declared else ""
    part.report.error("RD308", words, part.span("format" if declared else "path"), label=label, hint=hint)
    return ""


def _file(part: DescriptorPart, path: str, url: str, name: str, format_: str) -> str:
    """The local file, relative to the project. A fetched table lies beside the others under its own name."""
    own = part.own_text("file")
    local = own or (f"{name}.{format_}" if url else path)
    return str(PurePosixPath("data") / PurePosixPath(local.replace("\\", "/")))


def _hash(part: DescriptorPart) -> str:
    found = part.text("hash")
    if not found:
        return ""
    algorithm, colon, digest = found.partition(":")
    if not colon:
        algorithm, digest = "md5", found  # the standard's default
    lengths = {"md5": 32, "sha1": 40, "sha256": 64, "sha512": 128}
    if algorithm not in lengths or not re.fullmatch(f"[0-9a-fA-F]{{{lengths[algorithm]}}}", digest):
        part.wrong("hash", "`sha256:` and 64 hexadecimal digits")
        return ""
    return f"{algorithm}:{digest.lower()}"


def _encoding(part: DescriptorPart) -> str:
    name = part.text("encoding", "utf-8")
    try:
        found = codecs.lookup(name)
        if found.name.replace("-", "_") in NO_ENCODINGS:
            raise LookupError(name)
        b"".decode(name)
    except (LookupError, ValueError):
        part.report.error(
            "RD304", f"unknown encoding `{name}`", part.span("encoding"), hint="for example utf-8 or cp932"
        )
        return "utf-8"
    return found.name


CATALOG = "catalog"
"""What stands for the columns of other languages: the project's catalogs."""


def _translations(part: DescriptorPart, fields: Sequence[Field] | None) -> dict[str, dict[str, str]]:
    nested = part.own("translations")
    if CATALOG in (nested.data.get("translations") if nested else None, part.data.get(f"{OWN}:translations")):
        return {field.name: {} for field in fields or () if field.type == "string"}
    found = part.own_part("translations")
    if found is None:
        return {}
    columns = [field.name for field in fields] if fields is not None else None
    translations: dict[str, dict[str, str]] = {}
    for column, value in found.data.items():
        _column(column, found.span(column, key=True), columns, part)
        if value == CATALOG:
            translations[column] = {}
        elif (languages := found.part(column, f"the translations of `{column}`")) is not None:
            translations[column] = _columns_by_language(languages, columns, part)
    return translations


def _columns_by_language(languages: DescriptorPart, columns: list[str] | None, part: DescriptorPart) -> dict[str, str]:
    """The column with the words of each language, each checked to be there."""
    found = {code: languages.text(code) for code in languages.data}
    for code, other in found.items():
        _column(other, languages.span(code), columns, part)
    return found


def _column(name: str, span: Span, columns: list[str] | None, part: DescriptorPart) -> None:
    if columns is not None and name not in columns:
        label = did_you_mean(name, columns)
        part.report.error("RD307", f"the schema of {part.what} has no column `{name}`", span, label=label)
