"""Built-in templates written into a project to be changed, and a project's templates looked over after an update."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from ria_deck.diagnostics import Report, Span
from ria_deck.render.html.faults import SHIPPED, no_template, syntax_fault_in, unknown_name
from ria_deck.render.html.page import BUILT_IN, page_environment
from ria_deck.render.views import CHANGES, VERSION
from ria_deck.render.views.names import unknown_names
from ria_deck.render.views.pages import PAGES
from ria_deck.render.views.schema import keys_of_view
from ria_deck.resolve.templates.expand import SUFFIX, Shelf
from ria_deck.resolve.templates.syntax import parse_template
from ria_deck.source.files import files_below, write_atomically
from ria_deck.source.nearest import did_you_mean, listing
from ria_deck.source.text import SourceText, read_source

FILES = {page.file: page for page in PAGES.values()}
MACROS = "macros.md.j2"
NAMES = (*PAGES, "macros")
_MARK = re.compile(r"\{# ejected from (?P<name>\S+) (?P<stamp>[0-9a-f]{12})")
_MADE_FOR = re.compile(r"\{#[^#]*\b(view (\d+))\b")
_NAMING = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
_BLOCK = re.compile(r"\{%-?\s*(?P<end>end)?block\b\s*(?P<name>\w+)?[^%]*%\}\n?")


def eject(root: Path, name: str, block: str, report: Report) -> Path | None:
    """Write a built-in template into templates/, or a page of one block that extends it; None, reported, where it can't
    be. Raises OSError."""
    file = PAGES[name].file if name in PAGES else MACROS
    target = root / "templates" / file
    if target.exists():
        words = f"templates/{file} exists already"
        report.error("RD035", words, Span(path=f"templates/{file}"), hint="rename it or remove it first")
        return None
    text = _built_in(file)
    made = f", view {VERSION}" if name in PAGES else ""
    checked = "`ria-deck template check` says what has changed since"
    mark = f"{{# ejected from {SHIPPED}{file} {_stamp(text)}{made}; {checked} #}}\n"
    if block:
        blocks = _blocks(text)
        if name not in PAGES or block not in blocks:
            there = sorted(blocks) if name in PAGES else []
            hint = f"its blocks: {listing(there, 'and')}" if there else "macros have no blocks"
            report.error(
                "RD276", f"{SHIPPED}{file} has no block `{block}`", hint=hint, label=did_you_mean(block, there)
            )
            return None
        text = f'{{% extends "{SHIPPED}{file}" %}}\n{{# made for view {VERSION} #}}\n{blocks[block]}\n'
        mark = ""
    target.parent.mkdir(exist_ok=True)
    write_atomically(target, (mark + text if not block else text).encode("utf-8"))
    return target


def check_templates(root: Path, report: Report) -> int:
    """Report what is wrong with a project's templates, or has changed since they were ejected; how many there are."""
    folder = root / "templates"
    found = sorted(path for path in files_below(folder) if path.name.endswith((SUFFIX, ".html.j2")))
    shelf = Shelf(root, report)
    for path in found:
        source = read_source(root, path.relative_to(root).as_posix(), report)
        if source is None:
            continue
        if path.name.endswith(SUFFIX):
            _check_slides(source, shelf, report)
        else:
            _check_page(source, root, report)
        mark = _MARK.search(source.text)
        name = mark["name"].removeprefix(SHIPPED) if mark else ""
        if mark and name in (*FILES, MACROS) and _stamp(_built_in(name)) != mark["stamp"]:
            report.warning(
                "RD277",
                f"{mark['name']} has changed since this file was ejected",
                source.span(mark.start(), mark.end()),
                hint="eject it again into another folder and compare, or keep only the blocks that you have changed",
            )
    return len(found)


def check_blocks(root: Path, report: Report) -> None:
    """Report blocks of a project's pages that nothing prints (RD276), which a build would leave out without a word."""
    for file in FILES:
        if (root / "templates" / file).is_file():
            unheard = Report()  # what else is wrong is reported where the page is printed
            source = read_source(root, f"templates/{file}", unheard)
            if source is not None:
                _check_page(source, root, unheard)
            report.extend(found for found in unheard.diagnostics if found.code == "RD276")


def _check_slides(source: SourceText, shelf: Shelf, report: Report) -> None:
    """Report a template of slides that can't be read, or names one that isn't there."""
    tree = parse_template(source, report)
    for node in tree.root.find_all(_NAMING) if tree is not None else ():
        named = getattr(node, "template", None)
        if tree is not None and isinstance(named, nodes.Const) and not getattr(node, "ignore_missing", False):
            shelf.load(str(named.value), source.span(*tree.expression(named).place(named)))


def _check_page(source: SourceText, root: Path, report: Report) -> None:
    environment = page_environment()
    try:
        environment.compile(source.text)
        tree = Environment(autoescape=True).parse(source.text)
    except TemplateSyntaxError as problem:
        report.diagnostics.append(syntax_fault_in(problem, source))
        return
    _check_templates(tree, source, root, report)
    file = Path(source.path).name
    if file not in FILES:
        return
    _check_version(source, report)
    page = FILES[file]
    for use in unknown_names(tree, page, page.macros):
        report.diagnostics.append(unknown_name(use.name, use.there, source, use.line, keys_of_view(page.view)))
    _check_blocks(tree, source, file, report)


def _check_blocks(tree: nodes.Template, source: SourceText, file: str, report: Report) -> None:
    """A page of one's own lacks no block of ours; one that extends ours has no other blocks, and nothing beside them."""
    there = _blocks(_built_in(file))
    own = {block.name: block for block in tree.find_all(nodes.Block)}
    if tree.find(nodes.Extends) is None:
        missing = sorted(set(there) - set(own))
        if missing:
            report.warning(
                "RD277",
                f"this page has no block {listing(missing)} of {SHIPPED}{file}",
                Span(path=source.path),
                hint=f'to change a part only: {{% extends "{SHIPPED}{file}" %}} and the blocks that differ',
            )
        return
    for name, block in own.items():
        inner = any(name in {one.name for one in other.find_all(nodes.Block)} for other in own.values())
        if name not in there and not inner:
            at = source.text.find(name, source.line_start(block.lineno))
            report.error(
                "RD276",
                f"{SHIPPED}{file} has no block `{name}`, and nothing prints it",
                source.span(at, at + len(name)),
                label=did_you_mean(name, there),
                hint=f"its blocks: {listing(sorted(there), 'and')}",
            )
    for begin, end in _outside(tree, source):
        report.error(
            "RD276",
            "nothing prints what is outside of the blocks of a page that extends another",
            source.span(begin, end),
            hint="move it into a block, or make it a comment: `{# … #}`",
        )


def _outside(tree: nodes.Template, source: SourceText) -> Iterator[tuple[int, int]]:
    """Where texts and values stand outside of a page's blocks, to the end of their first lines."""
    for node in tree.body:
        for part in node.nodes if isinstance(node, nodes.Output) else ():
            begin = source.line_start(part.lineno)
            if isinstance(part, nodes.TemplateData):
                if not part.data.strip():
                    continue
                first = part.data.strip().split("\n")[0].rstrip()
                begin = source.text.find(first, begin)
            else:
                begin = source.text.find("{{", begin)
                first = source.text[begin : source.text.find("}}", begin) + 2]
            yield begin, begin + len(first)


def _check_version(source: SourceText, report: Report) -> None:
    """Report a page that was made for another version of what pages get."""
    found = _MADE_FOR.search(source.text)
    if found is None or int(found[2]) == VERSION:
        return
    later = int(found[2]) > VERSION
    words = f"this page was made for {found[1]}, and this version of the program has view {VERSION}"
    changes = "; ".join(text for version, text in CHANGES.items() if version > int(found[2]))
    hint = (
        "update ria-deck" if later else f"{changes or 'look at `ria-deck help view`'}; then write `view {VERSION}` here"
    )
    report.warning("RD277", words, source.span(*found.span(1)), hint=hint)


def _check_templates(tree: nodes.Template, source: SourceText, root: Path, report: Report) -> None:
    """Report templates that a page extends, includes or imports and that aren't there."""
    own = {path.relative_to(root / "templates").as_posix() for path in files_below(root / "templates")}
    shipped = {path.name for path in BUILT_IN.glob("*.html.j2")}
    there = {*own, *shipped, *(SHIPPED + name for name in shipped)}
    for node in tree.find_all(_NAMING):
        name = getattr(node.template, "value", None)  # type: ignore[attr-defined]  # each of them has one
        if isinstance(name, str) and name not in there and not getattr(node, "ignore_missing", False):
            report.diagnostics.append(no_template(name, source, node.lineno, there))


def _built_in(file: str) -> str:
    if file == MACROS:
        return (resources.files("ria_deck.resolve.templates") / "ria" / MACROS).read_text("utf-8")
    return (BUILT_IN / file).read_text("utf-8")


def _stamp(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def _blocks(text: str) -> dict[str, str]:
    """The blocks of a page with their tags, those within others too."""
    found: dict[str, str] = {}
    opened: list[tuple[str, int]] = []
    for match in _BLOCK.finditer(text):
        if match["end"] is None and match["name"]:
            opened.append((match["name"], match.start()))
        elif match["end"] and opened:
            name, start = opened.pop()
            found[name] = text[start : match.end()].rstrip("\n")
    return found
