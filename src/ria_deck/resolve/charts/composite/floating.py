"""Floating bars: pieces between numbers, as stacks on a ground that isn't drawn, above and below zero alike.

A native chart has no bars that float. A stack does the same in every program: an unfilled series up to the lowest
number, then the pieces; what lies below zero goes into series of its own, which stack downwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from ria_deck.model.chart import Formula, Mark, NumberFormat, Plot, Point, Series, Stacking
from ria_deck.model.value import Value, union
from ria_deck.resolve.charts.categories import Categories
from ria_deck.resolve.charts.composite.reckoning import closing_rows, title_of
from ria_deck.resolve.charts.layer_data import LayerData, Resolving


def floating_plot(
    data: LayerData, categories: Categories, color: str, axis: int, form: NumberFormat, resolving: Resolving
) -> Plot:
    """The plot of a layer with `ends`; nothing stands at a category where one of them is missing."""
    ends = [data.extras[name] for name in data.layer.ends]
    rows = [[held.get((raw, None), Value(raw=None)) for held in ends] for raw in categories.raws]
    bars = _Bars(
        titles=tuple(title_of(data, name, resolving) for name in (*data.layer.ends, data.layer.columns[0].field)),
        rows=rows,
        stacks=list(map(_stack, rows)),
        roles=[data.colors.get((raw, None), color) for raw in categories.raws] if data.layer.signs else [],
        closing=[raw in closing_rows(data) for raw in categories.raws],
    )
    count = len(ends) - 1
    signs = data.layer.signs or ((color, ""),)
    series = [
        bars.series(index, role, sign) for index in range(2 * count + 1) for role, sign in signs[: None if index else 1]
    ]
    series = [replace(one, format=form) for one in series]
    return Plot(
        mark=Mark.BAR,
        series=tuple(series),
        stacking=Stacking.ZERO,
        axis=axis,
        horizontal=data.horizontal,
        labels_asked=False,
        tight=data.layer.tight,
        seams=count > 1,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bars:
    """Floating bars: their ends by row, what they are called, the parts that they stand as. `roles` are the colours of the
    rows where those follow from a sign, `closing` says which row is a sum."""

    titles: Sequence[str]
    rows: Sequence[Sequence[Value]]
    stacks: Sequence[Sequence[Any] | None]
    roles: Sequence[str]
    closing: Sequence[bool]

    def series(self, index: int, role: str, sign: str) -> Series:
        """The series of a part, for the rows of one role; part 0 is the ground of all rows."""
        count = len(self.titles) - 2
        parted = bool(self.roles and index)
        sums = parted and not sign
        own = [not parted or role == other for other in self.roles or self.stacks]
        numbers = [_part(stack, index) if mine else None for stack, mine in zip(self.stacks, own, strict=True)]
        formula = Formula(text=_formula(index, count, sign if index else ""), of=tuple(self.titles))
        reckons = [stack is not None and (not parted or sums == last) for stack, last in self._rows()]
        return Series(
            name=_name(self.titles, index, sign, sums=sums),
            color=role,
            points=tuple(map(_point, numbers, self.rows)),
            hidden=index == 0,
            silent=True,
            formulas=tuple(formula if there else None for there in reckons),
        )

    def _rows(self) -> Iterator[tuple[Sequence[Any] | None, bool]]:
        return zip(self.stacks, self.closing, strict=True)


def _name(titles: Sequence[str], index: int, sign: str, *, sums: bool) -> str:
    """What a column of parts is called: its ends, or its sign where bars have one; those below zero say so."""
    count = len(titles) - 2
    if not index:
        return "(base)"
    piece = min(index, 2 * count + 1 - index)
    below = " < 0" if index > count else ""
    if sums or sign:
        return f"({chr(0x3A3) if sums else '+' if sign == '>=0' else chr(0x2212)}{below})"
    return f"({titles[piece - 1]}\u2013{titles[piece]}{below})"


def _formula(index: int, count: int, sign: str) -> str:
    """A part of a stack in Excel's words; the column after the ends is the one that `sign` is of."""
    ends = ",".join(f"{{{number}.here}}" for number in range(count + 1))
    if not index:
        return f"IF(MIN({ends})>0,MIN({ends}),MIN(MAX({ends}),0))"
    piece = min(index, 2 * count + 1 - index)
    pair = f"{{{piece - 1}.here}},{{{piece}.here}}"
    above = f"MAX({pair},0)-MAX(MIN({pair}),0)"
    below = f"MIN({pair},0)-MIN(MAX({pair}),0)"
    part = above if index <= count else below
    return f"IF({{{count + 1}.here}}{sign},{part},0)" if sign else part


def _part(stack: Sequence[Any] | None, index: int) -> Any:
    """A part of a stack; None where there is no stack, or nothing above its base."""
    return None if stack is None or (index and not stack[index]) else stack[index]


def _point(number: Any, row: Sequence[Value]) -> Point:
    """A part of a bar with the cells of its row."""
    cells = union(*(value.cells for value in row))
    return Point(value=None if number is None else Value(raw=number, cells=cells).formatted(""))


def _stack(row: Sequence[Value]) -> list[float] | None:
    """The ground, the pieces above zero from below, then those below zero from above; None where a number is missing."""
    if any(value.raw is None for value in row):
        return None
    bounds = [float(value) for value in row]
    low, high = min(bounds), max(bounds)
    ground = low if low > 0 else min(high, 0.0)
    pieces = [(min(pair), max(pair)) for pair in pairwise(bounds)]
    above = [max(end, 0.0) - max(start, 0.0) for start, end in pieces]
    below = [min(start, 0.0) - min(end, 0.0) for start, end in pieces]
    return [_round(number) for number in (ground, *above, *reversed(below))]


def _round(number: float) -> float:
    """Without what binary fractions leave over, which nobody should meet in a workbook."""
    return float(f"{number:.12g}") + 0.0
