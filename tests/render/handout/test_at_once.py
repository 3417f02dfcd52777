"""Items of a long handout are set some at a time: the same bytes as all at once, in less memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from ria_deck.render.handout import runs
from tests.render.handout.test_runs import Store, deck_of, runs_of


@pytest.mark.parametrize("some", [1, 5])
def test_the_bytes_are_the_same_however_many_are_set_together(
    some: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deck = deck_of(tmp_path, some)
    everything = Store()
    expected = runs_of(deck, tmp_path, everything)
    monkeypatch.setattr(runs, "_AT_ONCE", some)
    monkeypatch.setattr(runs, "_MANY", 0)
    parted = Store()
    assert runs_of(deck, tmp_path, parted) == expected
    assert parted.kept == everything.kept


def test_a_long_handout_is_set_some_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "_AT_ONCE", 3)
    laid: list[int] = []
    lay_out = runs.Runs._laid_out

    def noted(self: runs.Runs, html: str) -> object:
        laid.append(html.count("<!--item "))
        return lay_out(self, html)

    monkeypatch.setattr(runs.Runs, "_laid_out", noted)
    runs_of(deck_of(tmp_path, 3), tmp_path, Store())
    assert len([count for count in laid if count]) > 2
    assert max(laid) < sum(laid) / 2
