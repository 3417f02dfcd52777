"""Heights of boxes on poles along a line: no two overlap, no pole runs through a box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """The size of a box in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pole:
    """A pole at `x` that stands up or hangs down from the line; its flag flies to the right of its end, which is `top`
    away from the line."""

    x: float
    up: bool
    top: float
    flag: Flag


def pile(
    flags: Sequence[Flag],
    xs: Sequence[float],
    *,
    aside: float,
    air: float,
    by_turns: bool,
    down: Sequence[bool] = (),
) -> tuple[Pole, ...]:
    """A pole for each flag, whose x go up from left to right.

    Flags that would meet are piled with the leftmost on top: then no pole passes a flag. `aside` is the space between a
    pole and what stands beside it, `air` that between two flags of a pile. `by_turns` sends them up and down in turn,
    otherwise each goes where its pile is lower; those that are marked in `down` hang down.
    """
    poles: list[Pole] = []  # from right to left
    for index in range(len(flags) - 1, -1, -1):
        flag, x = flags[index], xs[index]
        reach = x + aside + flag.width + aside
        tops = {
            up: max((pole.top + air for pole in poles if pole.up is up and pole.x < reach), default=0.0)
            for up in (True, False)
        }
        up = index % 2 == 0
        if not by_turns and tops[up] != tops[not up]:
            up = tops[True] < tops[False]
        if down and down[index]:
            up = False
        poles.append(Pole(x=x, up=up, top=tops[up] + flag.height, flag=flag))
    return tuple(reversed(poles))
