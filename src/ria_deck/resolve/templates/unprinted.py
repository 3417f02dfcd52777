"""What a template that extends another has and its parent never prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import nodes

from ria_deck.diagnostics import Span
from ria_deck.resolve.templates.syntax import TemplateTree

Blocks = Mapping[str, list[tuple[nodes.Block, TemplateTree]]]


def unprinted_blocks(parent: TemplateTree, blocks: Blocks) -> Iterator[tuple[str, Span]]:
    """The blocks of children that no template above them has, that no other block holds, and that `self` doesn't ask for."""
    trees = {id(tree): tree for found in blocks.values() for _, tree in found} | {id(parent): parent}
    asked = {
        node.attr
        for tree in trees.values()
        for node in tree.root.find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name) and node.node.name == "self"
    }
    for name, found in blocks.items():
        block, tree = found[-1]  # of the outermost template that has it
        if tree is parent or name in asked or _is_held(block, tree):
            continue
        yield name, _place_of(name, block, tree)


def text_outside(child: TemplateTree) -> Iterator[Span]:
    """The texts and values of a child that stand outside of its blocks."""
    for node in child.root.body:
        for part in node.nodes if isinstance(node, nodes.Output) else ():
            if not isinstance(part, nodes.TemplateData):
                yield child.source.span(*child.expression(part).place(part))
            elif part.data.strip():
                begin = child.text_offset(part) + len(part.data) - len(part.data.lstrip())
                yield child.source.span(begin, begin + len(part.data.strip().split("\n")[0].rstrip()))


def _is_held(block: nodes.Block, tree: TemplateTree) -> bool:
    return any(
        one is block
        for other in tree.root.find_all(nodes.Block)
        if other is not block
        for one in other.find_all(nodes.Block)
    )


def _place_of(name: str, block: nodes.Block, tree: TemplateTree) -> Span:
    start, end = tree.place(block)
    named = next((token for token in tree.tokens if token.start >= start and token.text == name), None)
    return tree.source.span(named.start, named.end) if named else tree.source.span(start, end)
