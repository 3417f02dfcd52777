"""Words for the values and limits that a validator names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from ria_deck.source.nearest import nearest


def describe(value: Any) -> str:
    """A value for people: `the text "x"`, `the number 5`, `a list`."""
    match value:
        case None:
            return "nothing"
        case bool():
            return f"`{str(value).lower()}`"
        case int() | float():
            return f"the number {value}"
        case dt.date():
            return f"the date {value.isoformat()}"
        case str():
            return f"the text `{short(value)}`" if value else "an empty text"
        case dict():
            return "keys with values"
        case _:
            return "a list"


def short(text: str) -> str:
    """A text in at most 40 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"


def type_hint(expected: str, value: Any) -> str:
    """What to do about a value of a wrong type, empty when there is nothing to say."""
    if value is None:
        return "write a value, or leave the key out"
    if isinstance(value, str):
        return _hint_for_text(expected, value)
    if "text" in expected and isinstance(value, bool | int | float | dt.date):
        written = str(value).lower() if isinstance(value, bool) else str(value)
        return f'put text that looks like something else in quotes: "{written}"'
    if expected == "a list" and isinstance(value, dict):
        return "begin each of its items with `- `"
    return ""


_SWITCHES = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}


def _hint_for_text(expected: str, value: str) -> str:
    """What to write where a text stands and something else is expected."""
    if "a date" in expected and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return "the calendar has no such day"
    if "a date" in expected:
        return "write dates as year-month-day, without quotes"
    if "number" in expected and re.fullmatch(r"[-+]?[\d.]+", value):
        return "leave out the quotes"
    if expected == "`true` or `false`":
        meant = _SWITCHES.get(value.lower()) or nearest(value, ("true", "false"))
        return f"write `{meant}`" if meant else ""
    return f"write a list of one item as [{short(value)}]" if expected == "a list" else ""


def bounds_words(kind: str, value: Any, context: Mapping[str, Any], message: str) -> str:
    """What a value out of its bounds has to be."""
    limits = {
        "greater_than": ("must be more than", "gt"),
        "greater_than_equal": ("must be at least", "ge"),
        "less_than": ("must be less than", "lt"),
        "less_than_equal": ("must be at most", "le"),
    }
    if kind in limits:
        words, name = limits[kind]
        return f"{words} {context[name]:g}, not {value}"
    if kind in ("too_short", "string_too_short"):
        least = context.get("min_length", 1)
        thing = "character" if kind.startswith("string") else "entry"
        return "can't be empty" if least == 1 else f"needs at least {least} {_plural(thing, least)}"
    if kind in ("too_long", "string_too_long"):
        most = context.get("max_length", 0)
        return f"can have at most {most} {_plural('character' if kind.startswith('string') else 'entry', most)}"
    if kind == "value_error":
        return str(context.get("error", message))
    return message[:1].lower() + message[1:]


def _plural(word: str, count: int) -> str:
    return word if count == 1 else word[:-1] + "ies" if word.endswith("y") else word + "s"


def first_sentence(text: str) -> str:
    """The first sentence of a help text as a hint: without its full stop, its first word small unless it is a name."""
    line = " ".join(text.split())
    end = re.search(r"[.;](?=\s)", line)
    sentence = (line[: end.start()] if end else line).rstrip(".")
    return sentence[:1].lower() + sentence[1:] if re.match(r"[A-Z]([a-z]| )", sentence) else sentence
