"""Pages of the reference for the terminal: blocks and files from their JSON Schemas, filters, functions, layouts, codes."""

from __future__ import annotations

import textwrap
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ria_deck.codes import CODES

WORDS = Path(__file__).parent / "words.toml"
_WIDTH = 88


def topics() -> dict[str, str]:
    """What `page` has a page for, with a title; each RDnnn has one too."""
    from ria_deck.schema import SCHEMAS

    return {
        **{name: title for name, (title, _) in SCHEMAS.items()},
        "filters": "what follows `|` in an expression",
        "functions": "what an expression can call, on tables and alone",
        "layouts": "the layouts of slides, with what each has places for",
    }


def page(topic: str, root: Path | None = None) -> str | None:
    """The page of a topic as plain text, with the layouts of the project at `root`; None for an unknown one."""
    from ria_deck.schema import SCHEMAS, json_schema

    name = topic.lower()
    if topic.upper() in CODES:
        from ria_deck.code_pages import as_text, pages

        return as_text(pages()[topic.upper()])
    if name == "view":
        from ria_deck.help_pages.view_page import view_page

        return view_page()
    if name in SCHEMAS:
        return _schema_page(name, json_schema(name))
    if name == "filters":
        return "Filters: `{{ value | filter }}`\n\n" + listed(words()["filters"].values())
    if name == "functions":
        known = words()
        return (
            "Functions on a table `t`\n\n"
            + listed(known["table"].values())
            + "\n\nFunctions alone\n\n"
            + listed(known["functions"].values())
        )
    return _layouts_page(root) if name == "layouts" else None


@cache
def words() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Form and sentence by name, under `filters`, `functions` and `table`."""
    found = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return {group: {name: (form, text) for name, (form, text) in one.items()} for group, one in found.items()}


def _layouts_page(root: Path | None) -> str:
    from ria_deck.content.report.report import load_report
    from ria_deck.design import NONE_CHOSEN, ChosenTheme, load_theme
    from ria_deck.diagnostics import BuildError, Report

    report = Report()
    spec = next(iter(load_report(root, Report()).values()), None) if root is not None else None
    chosen = ChosenTheme(spec.theme, spec.theme_span or spec.span) if spec is not None else NONE_CHOSEN
    theme = load_theme(root or WORDS.parent, report, chosen)
    if report.failed:
        raise BuildError(report.diagnostics)
    entries = []
    for layout in theme.layouts.values():
        slots = (f"`{slot.name}`: {', '.join(sorted(kind.value for kind in slot.accepts))}" for slot in layout.bodies)
        entries.append(
            (layout.name, f"{layout.title or layout.name} ({layout.kind.value}). {'; '.join(slots)}".strip())
        )
    return "Layouts: `## Title {layout=NAME}`\n\n" + listed(entries)


def _schema_page(name: str, schema: Mapping[str, Any]) -> str:
    shapes = {key: part for key, part in schema.get("$defs", {}).items() if part.get("properties")}
    parts = [f"{name}: {schema['title']}", filled(schema.get("description", ""), "")]
    parts.append(_keys(schema))
    if entry := str(schema.get("items", {}).get("$ref", "")).rpartition("/")[2]:
        parts.append(f"A list; each of its entries is a {entry}.")
        shapes = {entry: shapes[entry], **shapes}
    for key, shape in shapes.items():
        parts.append(f"{key}: {shape.get('description', '')}".rstrip(": ") + "\n\n" + _keys(shape))
    return "\n\n".join(part for part in parts if part)


def _keys(shape: Mapping[str, Any]) -> str:
    """A line with the type and default of each key, those that must be there first, and a sentence under it."""
    required = shape.get("required", ())
    keys = sorted(shape.get("properties", {}).items(), key=lambda item: item[0] not in required)
    entries = []
    for key, part in keys:
        default = f", default {_shown(part['default'])}" if "default" in part else ""
        needed = ", required" if key in required else ""
        entries.append((f"{key}  ({shown_type(part)}{needed}{default})", part.get("description", "")))
    return listed(entries)


def shown_type(part: Mapping[str, Any]) -> str:
    """What a key takes, in words: `text`, `Predicate`, `bar | line`."""
    match part:
        case {"$ref": reference}:
            return str(reference).rpartition("/")[2]
        case {"const": value}:
            return _shown(value)
        case {"enum": values}:
            return " | ".join(map(_shown, values))
        case {"anyOf": ways} | {"oneOf": ways}:
            return " | ".join(dict.fromkeys(shown_type(one) for one in ways if one.get("type") != "null"))
        case {"type": "array"}:
            inner = shown_type(part["items"]) if isinstance(part.get("items"), dict) else "any"
            return f"list of ({inner})" if " | " in inner else f"list of {inner}"
        case {"type": "string"}:
            return "date" if part.get("format") == "date" else "text"
        case _:
            name = str(part.get("type", "any"))
            return {"object": "mapping", "integer": "whole number", "boolean": "true | false"}.get(name, name)


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def listed(entries: Any) -> str:
    """Entries under each other: a form, and a sentence about it."""
    return "\n".join(f"  {form}" + (f"\n{filled(text, '      ')}" if text else "") for form, text in entries)


def filled(text: str, indent: str) -> str:
    """A sentence in lines."""
    return textwrap.fill(text, _WIDTH, break_on_hyphens=False, initial_indent=indent, subsequent_indent=indent)
