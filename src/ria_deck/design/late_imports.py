"""WeasyPrint imported without what takes longest of it: a search for libraries, and fontTools.

It takes fontTools for packed, variable and coloured fonts, and imports it for all of them, which takes as long as the
rest of it. Stand-ins have its names meanwhile; the first one that is used gives way to the real ones.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

_USERS = ("weasyprint.pdf.fonts", "weasyprint.text.fonts")
_NAMES = {
    "fontTools.subset": (),
    "fontTools.ttLib": ("TTFont", "ttFont", "woff2"),
    "fontTools.varLib": (),
    "fontTools.varLib.instancer": ("instantiateVariableFont",),
}


def _found_by_name(name: str) -> str | None:  # noqa: ARG001
    return None


@contextmanager
def _without_searching() -> Iterator[None]:
    """Libraries are found by their names. The search for a name that the loader doesn't know starts the C compiler on
    Linux, twice for each import of WeasyPrint, before it comes to the name that is there."""
    find = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = _found_by_name
    try:
        yield
    finally:
        ctypes.util.find_library = find


@contextmanager
def weasyprint_imports() -> Iterator[None]:
    """What is imported of WeasyPrint, first or later, is imported in here."""
    with _without_searching(), _font_tools_later():
        yield


@contextmanager
def _font_tools_later() -> Iterator[None]:
    """What is imported meanwhile gets stand-ins; nothing is changed where fontTools is there already."""
    if any(name in sys.modules for name in _NAMES):
        yield
        return
    stand_ins = {module: _Module(module) for module in _NAMES}
    for module, names in _NAMES.items():
        for name in names:
            setattr(stand_ins[module], name, _Asked(module, name))
    stand_ins["fontTools.ttLib"].TTLibError = _UnknownError
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for module in _NAMES:
            del sys.modules[module]


class _UnknownError(Exception):
    """What nobody raises: fontTools isn't there."""


class _Module(ModuleType):
    """A module that is imported when something of it is used."""

    TTLibError: type[Exception]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(_real(self.__name__), name)


class _Asked:
    """A name of a module that is imported when it is used."""

    def __init__(self, module: str, name: str) -> None:
        self._place = module, name

    def __call__(self, *values: Any, **named: Any) -> Any:
        _real(self._place[0])
        return _named(*self._place)(*values, **named)

    def __getattr__(self, name: str) -> Any:
        _real(self._place[0])
        return getattr(_named(*self._place), name)


def _real(module: str) -> ModuleType:
    """The module itself; from here on WeasyPrint has the real names. All of them come: some change what others write."""
    for one in _NAMES:
        import_module(one)
    for user in filter(None, map(sys.modules.get, _USERS)):
        for name, value in vars(user).copy().items():
            if isinstance(value, _Asked):
                setattr(user, name, _named(*value._place))
            elif isinstance(value, _Module):
                setattr(user, name, import_module(value.__name__))
            elif value is _UnknownError:
                setattr(user, name, _named("fontTools.ttLib", "TTLibError"))
    return import_module(module)


def _named(module: str, name: str) -> Any:
    """What `from module import name` gives: a name of the module, or a module below it."""
    found = import_module(module)
    return getattr(found, name) if hasattr(found, name) else import_module(f"{module}.{name}")
