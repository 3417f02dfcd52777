"""Words in lines of a width."""

from __future__ import annotations

from ria_deck.design.measure import Measurer


def broken(text: str, size: float, width: float, measurer: Measurer, *, bold: bool) -> list[str]:
    """The words of a text in as few lines as they need; a word that is wider than a line stands alone."""
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and measurer.width(joined, size, bold=bold) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return [line for line in lines if line]
